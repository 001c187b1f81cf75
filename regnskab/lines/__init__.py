"""Lines over the years: which line of one report is which of the next."""
