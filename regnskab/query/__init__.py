"""Datasets read back from an output folder: rows by a condition, findings, data frames, cells as plain texts.

Come here when ``regnskab show`` or ``regnskab.open`` gives the wrong rows. Nothing here writes.
"""
