"""Which posts matter: near-duplicates, categories, the query language. Pure."""
