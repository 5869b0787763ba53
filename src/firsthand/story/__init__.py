"""What is published: cards, credits, warnings, redaction, checks. Pure."""
