"""What an account shows: one file per signal, evidence for and against, never a verdict."""
