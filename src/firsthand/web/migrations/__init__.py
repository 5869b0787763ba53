"""Changes of the desk's own database, in order."""
