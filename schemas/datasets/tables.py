"""``tables``: the logical tables of a report, their pieces on several pages joined."""

from __future__ import annotations

import pyarrow as pa

from schemas.contract.model import INT32, POINTS, STRING, STRINGS, TERM, Column, Dataset
from schemas.contract.rules import REPORT_RULES, at_least, matches
from schemas.contract.vocabulary import TABLE_KINDS
from schemas.datasets.common import COMMITTEE, FLAGS, PAGE, REPORT, REPORT_ID, SOURCE_SHA256, TABLE_ID

FRAGMENT = pa.struct(
    [
        pa.field(name, kind, nullable=False)
        for name, kind in (
            ("page", INT32),
            ("x0", POINTS),
            ("top", POINTS),
            ("x1", POINTS),
            ("bottom", POINTS),
            ("rows", INT32),
            ("header_rows", INT32),
            ("duplicate_rows", INT32),
        )
    ]
)

TABLES = Dataset(
    name="tables",
    title_en="Tables",
    title_da="Tabeller",
    row_en="one logical table, its pieces on several pages joined",
    row_da="én samlet tabel, hvis stykker på flere sider er føjet sammen",
    key=("table_id",),
    technical=True,
    columns=(
        REPORT_ID,
        TABLE_ID,
        *REPORT,
        Column("number", INT32, 'The number in its caption ("Tabel 3")', "Nummeret i dens overskrift", nullable=True),
        Column("caption", STRING, "The caption as printed", "Overskriften, som den er trykt", nullable=True),
        Column("section", STRING, "The heading of its section", "Afsnittets overskrift", nullable=True),
        COMMITTEE,
        Column("kind", TERM, "What kind of table", "Hvilken slags tabel", vocabulary=TABLE_KINDS),
        Column(
            "statement",
            STRING,
            "The kind of statement that it is, by the profile that the report was read with; null for any other table",
            "Hvilken opgørelse det er, ifølge profilen; null for andre tabeller",
            nullable=True,
        ),
        Column("unit", STRING, "The unit as published", "Enheden, som den er trykt", nullable=True),
        PAGE,
        Column(
            "fragments",
            pa.list_(pa.field("element", FRAGMENT, nullable=False)),
            "Its pieces in order: page, box in points, body rows (duplicates included), head rows, duplicate rows",
            "Dens stykker i rækkefølge: side, boks i punkter, rækker (med gentagelser), hovedrækker, gentagne rækker",
        ),
        Column("n_rows", INT32, "Rows of the printed grid, as in `cells`", "Rækker i det trykte gitter", unit="row"),
        Column("n_columns", INT32, "Columns of the printed grid", "Kolonner i det trykte gitter", unit="column"),
        Column(
            "n_duplicate_rows",
            INT32,
            "Rows that were printed twice and dropped from the figures",
            "Rækker, der er trykt to gange og udeladt af tallene",
            unit="row",
        ),
        Column("notes", STRINGS, "The notes printed below it", "Noterne under den"),
        Column(
            "confidence",
            POINTS,
            "How sure the reading of the grid is, 0 to 1, from evidence on the page",
            "Hvor sikker læsningen af gitteret er, 0 til 1",
        ),
        FLAGS,
        SOURCE_SHA256,
    ),
    rules=(
        *REPORT_RULES,
        matches("table_id", r"^[a-z0-9-]+(/[a-z0-9-]+)+$"),
        matches("source_sha256", "^[0-9a-f]{64}$"),
        at_least("page", 1),
        at_least("n_rows", 1),
        at_least("n_columns", 1),
        at_least("n_duplicate_rows", 0),
    ),
)
