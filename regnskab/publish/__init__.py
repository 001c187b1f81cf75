"""What portals and people get beside the Parquet files: CSV, Excel, a Data Package, a DCAT catalogue, a dictionary.

Everything here is derived from the contract (``schemas.datasets``) and from what lies in an output folder: a new
dataset is published without a new line of code. Come here for ``regnskab publish`` and ``verify``: ``run`` is the way
in, ``make`` the conductor. Nothing here reads a PDF or changes a row.
"""
