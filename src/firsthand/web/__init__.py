"""The desk in a browser: pages that call the desk's verbs and hold no rules. Django lives here and nowhere else."""
