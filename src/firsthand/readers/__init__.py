"""Bytes to records, one file per format. Readers are pure: they see `Files` and give items."""
