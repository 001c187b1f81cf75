"""A profile's words, compiled: which table, column, measure or sentence they stand for.

Come here when a wording of ``schemas/profiles`` is not recognised. Nothing here knows where on a page a text stands.
"""
