"""``cells``: every cell of every table, as printed."""

from __future__ import annotations

from schemas.contract.model import BOOL, INT32, NUMBER, STRING, TERM, Column, Dataset
from schemas.contract.rules import PLACE_RULES, REPORT_RULES, at_least
from schemas.contract.vocabulary import CELL_ROLES
from schemas.datasets.common import FLAGS, PLACE, REPORT, REPORT_ID, TABLE_ID

CELLS = Dataset(
    name="cells",
    title_en="Cells",
    title_da="Celler",
    row_en="one cell of a logical table, as printed",
    row_da="én celle i en samlet tabel, som den er trykt",
    key=("table_id", "row", "column"),
    technical=True,
    columns=(
        REPORT_ID,
        TABLE_ID,
        *REPORT,
        Column(
            "row",
            INT32,
            "Row in the printed grid of all pieces from 0, heads and duplicates included",
            "Række i det trykte gitter fra 0, med hoveder og gentagelser",
        ),
        Column("column", INT32, "Column in the printed grid from 0", "Kolonne i det trykte gitter fra 0"),
        Column("row_span", INT32, "Rows that it covers", "Rækker, den dækker", unit="row"),
        Column("column_span", INT32, "Columns that it covers", "Kolonner, den dækker", unit="column"),
        Column("text", STRING, 'The text as published, "" where blank', "Teksten, som den er trykt"),
        Column("role", TERM, "What the cell is", "Hvad cellen er", vocabulary=CELL_ROLES),
        Column(
            "number",
            NUMBER,
            "The figure as printed, in its own unit",
            "Tallet, som det er trykt, i dets egen enhed",
            unit="as printed",
            nullable=True,
        ),
        Column("bold", BOOL, "Printed in bold", "Trykt med fed"),
        Column("italic", BOOL, "Printed in italics", "Trykt med kursiv"),
        Column("fragment", INT32, "Its piece, the place in `tables.fragments`", "Dens stykke i `tables.fragments`"),
        Column(
            "line",
            INT32,
            "The line's `row` in the datasets; null for heads and dropped duplicates",
            "Linjens `row` i datasættene; null for hoveder og udeladte gentagelser",
            nullable=True,
        ),
        Column("duplicate", BOOL, "Printed before; dropped from the figures", "Trykt før; udeladt af tallene"),
        FLAGS,
        *PLACE,
    ),
    rules=(
        *REPORT_RULES,
        *PLACE_RULES,
        at_least("row", 0),
        at_least("column", 0),
        at_least("row_span", 1),
        at_least("column_span", 1),
        at_least("fragment", 0),
    ),
)
