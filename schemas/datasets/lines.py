"""``lines``: what the lines and projects of a municipality's reports are over the years.

Its files span reports: ``OUT/lines/<municipality>.parquet`` is made of the reports that are in ``OUT``.
"""

from __future__ import annotations

import pyarrow as pa

from schemas.contract.model import INT32, POINTS, STRING, STRINGS, TERM, Column, Dataset
from schemas.contract.rules import at_least, in_order
from schemas.contract.vocabulary import LEVELS, LINE_KINDS, LINE_MATCHES, SERVICE_FRAMES
from schemas.datasets.common import COMMITTEE, MUNICIPALITY_CODE

PLACE = pa.struct(
    [
        pa.field(name, kind, nullable=nullable)
        for name, kind, nullable in (
            ("report_id", STRING, False),
            ("fiscal_year", INT32, False),
            ("table_id", STRING, False),
            ("row", INT32, False),
            ("wording", STRING, False),
            ("matched", STRING, True),
            ("score", POINTS, True),
        )
    ]
)

LINES = Dataset(
    name="lines",
    title_en="Lines over the years",
    title_da="Linjer over årene",
    row_en="one line or project of a municipality's reports, over all their years",
    row_da="én linje eller ét projekt i en kommunes rapporter, over alle deres år",
    key=("line_id",),
    columns=(
        Column(
            "line_id",
            STRING,
            "Names the line: its place, and its code or else its first wording; the same in all years",
            "Linjens navn: dens plads og dens nummer eller ellers første ordlyd; ens i alle år",
        ),
        Column("municipality", STRING, "The municipality", "Kommunen"),
        MUNICIPALITY_CODE,
        Column("kind", TERM, "The kind of its tables", "Tabellernes slags", vocabulary=LINE_KINDS),
        Column("level", TERM, "What kind of line", "Hvilken slags linje", vocabulary=LEVELS),
        COMMITTEE,
        Column(
            "appropriation_code",
            STRING,
            "Code of the appropriation that it is or stands under",
            "Nummeret på bevillingsrammen, som den er eller hører under",
            nullable=True,
        ),
        Column(
            "service_frame",
            TERM,
            "Inside or outside the service-expenditure ceiling",
            "Inden for eller uden for servicerammen",
            nullable=True,
            vocabulary=SERVICE_FRAMES,
        ),
        Column("project_code", STRING, "Code of the project", "Projektets nummer", nullable=True),
        Column("wording", STRING, "What the newest report calls it", "Hvad den nyeste rapport kalder den"),
        Column("wordings", STRINGS, "Everything that it was called, the oldest first", "Alle dens navne, ældste først"),
        Column("first_year", INT32, "The first year that has it", "Det første år, der har den", unit="year"),
        Column("last_year", INT32, "The last year that has it", "Det sidste år, der har den", unit="year"),
        Column(
            "score",
            POINTS,
            "How alike its wordings are from year to year, 0 to 100, at the least alike; null where one report has it",
            "Hvor ens ordlyden er fra år til år, 0 til 100, hvor den er mindst ens",
            nullable=True,
        ),
        Column(
            "places",
            pa.list_(pa.field("element", PLACE, nullable=False)),
            "Its lines, by table_id and row as in the other datasets; `matched` says by what each was known "
            f"again ({', '.join(LINE_MATCHES)}), null for the first",
            "Dens linjer, efter table_id og row som i de andre datasæt, og hvordan hver blev genkendt",
        ),
    ),
    rules=(at_least("first_year", 1900), in_order("first_year", "last_year")),
)
