"""Where on a page a table may be: areas by their ruling lines, by text that runs in columns, and by a publisher's tags.

Come here when a table is missing, cut short or too large. What an area holds is read in ``grid``, which may be asked
here only how many columns a run of lines shows; but what is tagged is read in ``tagged``, as tags tell both.
"""
