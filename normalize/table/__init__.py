"""Fragments of tables on pages into one logical table: its head, rows, column roles and cells.

Come here when a table that goes over pages is not whole, or a column has the wrong role. What figures mean is told in
``figures``.
"""
