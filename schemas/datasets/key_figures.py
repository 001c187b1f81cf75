"""``key_figures``: the figures of the overview box."""

from __future__ import annotations

from schemas.contract.model import INT32, STRING, Column, Dataset
from schemas.contract.rules import FIGURE_RULES
from schemas.datasets.common import CELL, FIGURE, PLACE, REPORT, REPORT_ID, ROW, SUMS, TABLE_ID

KEY_FIGURES = Dataset(
    name="key_figures",
    title_en="Key figures",
    title_da="Nøgletal",
    row_en="one figure of the overview box",
    row_da="ét tal i oversigtsboksen",
    key=("table_id", "row", "topic", "line", "year"),
    columns=(
        REPORT_ID,
        TABLE_ID,
        *REPORT,
        ROW,
        Column("topic", STRING, "The heading of the figure's block", "Overskriften på tallets blok"),
        Column("goal", STRING, "The line under that heading", "Linjen under overskriften", nullable=True),
        Column("line", STRING, "The row's label", "Rækkens tekst"),
        Column("year", INT32, "The column's year", "Kolonnens år", unit="year", nullable=True),
        *FIGURE,
        *PLACE,
        *CELL,
        *SUMS,
    ),
    rules=FIGURE_RULES,
)
