"""How Danish writes numbers, units, markers and words.

Come here when one cell's text is read wrongly. Nothing here knows tables or profiles.
"""
