"""Packages on a data portal (CKAN): made once, changed where they changed.

Come here for ``regnskab publish --ckan``. Nothing here makes a file.
"""
