"""What belongs into a package: its publisher, its reports and files, where they are put, and what spans reports.

Come here when a file is missing from a package, stale or left over. Nothing here knows how a file is described.
"""
