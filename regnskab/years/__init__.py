"""The lines of a municipality's reports over the years: which line is which, what changed, what was restated.

Come here for ``regnskab lines`` and ``regnskab compare``. Nothing here reads a PDF.
"""
