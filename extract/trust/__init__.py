"""Whether an area is a table at all, and how sure its grid is.

Come here when a chart or a list is taken for a table, or a confidence is off. Nothing here changes a table.
"""
