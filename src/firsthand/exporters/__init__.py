"""Stories and tables to bytes that others read. Pure."""
