"""From a figure back to its spot: the cell, its heads and unit, the check that tests it, and a picture of the page.

Come here for ``regnskab explain``. Nothing here reads a report anew.
"""
