"""``regnskab tables``: every table of any PDF as text, JSON, CSV or HTML; no profile, no meaning, just what is printed.

A renderer takes what was read of the file and the tables as they are found, and gives its output in pieces, so
that a file of thousands of pages takes no more memory than one of its pages. Come here when a table is read right but
written wrong. Nothing here knows Danish, money or datasets.
"""
