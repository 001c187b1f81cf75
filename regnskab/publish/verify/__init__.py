"""Whether a folder is what its manifest, checksums and descriptions say.

Come here for ``regnskab verify``. Nothing here mends anything.
"""
