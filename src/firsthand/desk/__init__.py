"""The verbs of the desk. They talk to ports only."""
