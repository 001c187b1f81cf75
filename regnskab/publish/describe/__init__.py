"""A package described: Data Package, Table Schema, CSVW, DCAT-AP-DK, a README and a data dictionary, and their
validators.

Come here when a description is wrong or refused. Nothing here writes a file or sends one.
"""
