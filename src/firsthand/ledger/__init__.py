"""What happened: entries, commitments, tree, notes, fold. Pure."""
