"""``figures``: every number of every table, known or not."""

from __future__ import annotations

from schemas.contract.model import AMOUNT, INT32, NUMBER, STRING, STRINGS, TERM, Column, Dataset
from schemas.contract.rules import PLACE_RULES, REPORT_RULES, SUM_RULES, at_least
from schemas.contract.vocabulary import QUANTITIES
from schemas.datasets.common import CELL, COMMITTEE, FLAGS, PLACE, REPORT, REPORT_ID, SUMS, TABLE_ID

FIGURES = Dataset(
    name="figures",
    title_en="Figures",
    title_da="Tal",
    row_en="one number of any table, those printed twice once",
    row_da="ét tal i en hvilken som helst tabel, gentagne tal kun én gang",
    key=("table_id", "cell_row", "cell_column"),
    columns=(
        REPORT_ID,
        TABLE_ID,
        *REPORT,
        Column("section", STRING, "The heading of its section", "Afsnittets overskrift", nullable=True),
        COMMITTEE,
        Column("caption", STRING, "The table's caption as printed", "Tabellens overskrift", nullable=True),
        Column(
            "row",
            INT32,
            "The line's place in the logical table from 0, as in the other datasets; null outside its lines",
            "Linjens plads i den samlede tabel fra 0, som i de andre datasæt",
            nullable=True,
        ),
        Column(
            "row_path",
            STRINGS,
            "The labels that lead to the line, the outermost first, its own last",
            "Teksterne, der fører til linjen, den yderste først, dens egen sidst",
        ),
        Column(
            "column_path",
            STRINGS,
            "The heads over the column, top down",
            "Hovederne over kolonnen, oppefra og ned",
        ),
        Column("published", STRING, "The cell's text as printed", "Cellens tekst, som den er trykt"),
        Column(
            "number",
            NUMBER,
            "The number as printed, in its own unit; null where it has more digits than fit",
            "Tallet, som det er trykt, i dets egen enhed",
            unit="as printed",
            nullable=True,
        ),
        Column(
            "quantity",
            TERM,
            "What it counts: kroner, a share, things, a year, nothing (a code, a note's number), or unknown (number)",
            "Hvad det tæller: kroner, en andel, ting, et år, intet (en kode, en henvisning), eller uvist (number)",
            vocabulary=QUANTITIES,
        ),
        Column(
            "unit",
            STRING,
            'The unit that `published` is in: a unit of money, or "%"; null where none is known',
            "Enheden, som `published` er i",
            nullable=True,
        ),
        Column(
            "amount_dkk",
            AMOUNT,
            "The amount; null where the number is no money or its unit is not known",
            "Beløbet; null hvor tallet ikke er penge, eller enheden er ukendt",
            unit="kr.",
            nullable=True,
        ),
        Column(
            "year",
            INT32,
            "The year that a head, the label or the caption says",
            "Året ifølge hoved, tekst eller overskrift",
            unit="year",
            nullable=True,
        ),
        FLAGS,
        *PLACE,
        *CELL,
        *SUMS,
    ),
    rules=(*REPORT_RULES, *PLACE_RULES, *SUM_RULES, at_least("cell_row", 0), at_least("cell_column", 0)),
)
