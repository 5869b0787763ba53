"""Several people at one desk on a server: who they are, what they may do in which case, and who is let in."""
