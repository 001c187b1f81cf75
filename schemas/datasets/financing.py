"""``financing``: the lines of the financing tables (finansieringstabeller)."""

from __future__ import annotations

from schemas.contract.model import Dataset
from schemas.datasets.line_columns import LINE_COLUMNS, LINE_RULES

FINANCING = Dataset(
    name="financing",
    title_en="Financing",
    title_da="Finansiering",
    row_en="one line of a financing table and one measure; `is_leaf` tells the lines that may be added up",
    row_da="én linje i en finansieringstabel og ét mål; `is_leaf` viser de linjer, der må lægges sammen",
    key=("table_id", "row", "measure"),
    columns=LINE_COLUMNS,
    rules=LINE_RULES,
)
