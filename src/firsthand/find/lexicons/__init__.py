"""The lexicons that are shipped, one TOML file per category; `firsthand.find.categories` says how they are written."""
