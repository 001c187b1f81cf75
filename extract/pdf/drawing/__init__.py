"""The rulings and fills of a page from its painted paths.

Come here when a ruling or a shading is missing, broken or too much. Nothing here knows text or tables.
"""
