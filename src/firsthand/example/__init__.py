"""The example event: an invented city, its people and their messages. Nothing in it is or was real."""
