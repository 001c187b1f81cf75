"""What a dataset may promise: columns, rules for their values, vocabularies, the order of rows, and versions of it all.

Come here for what all datasets share; each dataset's own columns stand in ``datasets``. Nothing here knows a dataset.
"""
