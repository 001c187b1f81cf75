"""Numbers with their meaning: the lines and measures of known tables, key figures, and the figures of any table.

Come here when an amount stands at the wrong line, measure, year or unit. Nothing here compares amounts with each other.
"""
