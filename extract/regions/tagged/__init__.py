"""Tagged tables: read from the publisher's tags, tested by where their words stand, weighed with what is drawn.

Come here when a table of a tagged file is read wrongly: ``witness`` says whether its tags were believed. ``truth`` says
what speaks against them, ``page`` conducts.
"""
