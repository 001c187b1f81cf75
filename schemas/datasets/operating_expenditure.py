"""``operating_expenditure``: the lines of the operating tables (driftstabeller)."""

from __future__ import annotations

from schemas.contract.model import Dataset
from schemas.datasets.line_columns import LINE_COLUMNS, LINE_RULES

OPERATING_EXPENDITURE = Dataset(
    name="operating_expenditure",
    title_en="Operating expenditure",
    title_da="Driftsvirksomhed",
    row_en="one line of an operating table and one measure; `is_leaf` tells the lines that may be added up",
    row_da="én linje i en driftstabel og ét mål; `is_leaf` viser de linjer, der må lægges sammen",
    key=("table_id", "row", "measure"),
    columns=LINE_COLUMNS,
    rules=LINE_RULES,
)
