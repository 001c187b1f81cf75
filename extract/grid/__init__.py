"""One area of a page into rows, columns, spans, a head and cells.

Come here when a table was found and its rows, columns or cells are wrong. Nothing here knows where areas come from.
"""
