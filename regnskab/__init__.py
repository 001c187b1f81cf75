"""regnskab."""
