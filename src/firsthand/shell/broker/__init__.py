"""The one small process that opens connections to the outside."""
