"""Whether the report agrees with itself: its sums, its announced totals, its text.

Come here when a check is missing or wrong. Nothing here corrects anything.
"""
