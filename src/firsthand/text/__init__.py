"""Reading any script: folding, scripts, verbatim spans. Pure."""
