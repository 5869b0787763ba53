"""Changes of the team's tables, in order."""
