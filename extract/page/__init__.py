"""What a page is made of, seen as a reader sees it: lines of text, ruling lines, areas, text columns, turned pages, and
the roles of lines outside tables.

Come here for a word that several steps use of a page, before any table is known. Nothing here knows a grid.
"""
