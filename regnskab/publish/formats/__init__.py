"""The datasets as CSV and Excel: every digit and character of the Parquet files.

Come here when a cell reads differently there. Nothing here knows packages.
"""
