"""An output folder, on a disk or in an object store: every change is there as a whole or not at all.

Come here for the manifest, the checksums, locks, retries, and what a killed run leaves. Nothing here knows what rows
mean.
"""
