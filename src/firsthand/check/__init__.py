"""What is said: quotes, figures, spans that could expose a person. Pure."""
