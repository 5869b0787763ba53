"""Texts of the invented story, one file per language."""
