"""``checks``: the report tested against itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from schemas.contract.model import AMOUNT, INT32, STRING, TERM, Column, Dataset, Rule
from schemas.contract.rules import REPORT_RULES, at_least, is_term, needs, only_with
from schemas.contract.vocabulary import CHECK_KINDS, CHECK_STATUSES, MEASURES
from schemas.datasets.common import BOX, PAGE, REPORT, REPORT_ID, SOURCE_SHA256, TABLE_ID

CELL_REFERENCE = pa.struct([pa.field("row", INT32, nullable=False), pa.field("column", INT32, nullable=False)])


def _wrong_difference(table: pa.Table) -> pa.Array:
    return pc.not_equal(pc.subtract(table["actual"], table["expected"]), table["difference"])


def _wrong_status(table: pa.Table) -> pa.Array:
    beyond = pc.greater(pc.abs(table["difference"]), table["tolerance"])
    return pc.not_equal(beyond, is_term(table, "status", "fail"))


def _text_edge(column: Column) -> Column:
    """An edge of the box of an amount in the running text."""
    return replace(
        column,
        name=f"text_{column.name}",
        en=f"{column.en}: of the amount in the text",
        da=f"{column.da}: af beløbet i teksten",
        nullable=True,
    )


CHECKS = Dataset(
    name="checks",
    title_en="Checks",
    title_da="Kontroller",
    row_en="one test of the report against itself",
    row_da="én kontrol af rapporten mod den selv",
    key=("report_id", "check_id"),
    technical=True,
    columns=(
        REPORT_ID,
        Column("check_id", STRING, "Names the check within its report", "Kontrollens navn i rapporten"),
        TABLE_ID,
        *REPORT,
        Column(
            "kind",
            TERM,
            "An identity between cells, or an amount stated in the text against a table",
            "En sammenhæng mellem celler, eller et beløb i teksten mod en tabel",
            vocabulary=CHECK_KINDS,
        ),
        Column("rule", STRING, "What must hold", "Hvad der skal gælde"),
        Column("subject", STRING, "The line that it is about", "Linjen, det gælder"),
        Column("measure", TERM, "The measure", "Målet", nullable=True, vocabulary=MEASURES),
        Column(
            "expected",
            AMOUNT,
            "The amount as printed: a result, or what the text states",
            "Beløbet, som det er trykt: et resultat, eller det i teksten",
            "kr.",
        ),
        Column(
            "actual", AMOUNT, "What its parts give, or the table has", "Hvad delene giver, eller tabellen har", "kr."
        ),
        Column("difference", AMOUNT, "actual - expected", "actual - expected", "kr."),
        Column(
            "tolerance",
            AMOUNT,
            "What rounding can explain: half a published unit for every figure taken part",
            "Hvad afrunding kan forklare: en halv enhed for hvert tal, der indgår",
            "kr.",
        ),
        Column("status", TERM, "pass or fail", "Om det går op", vocabulary=CHECK_STATUSES),
        Column(
            "explanation",
            STRING,
            "The one plain reading that would explain the difference",
            "Den ene enkle læsning, der ville forklare forskellen",
            nullable=True,
        ),
        Column(
            "suspect_row", INT32, "Row in `cells` of the cell suspected", "Række i `cells` for cellen", nullable=True
        ),
        Column("suspect_column", INT32, "Its column in `cells`", "Dens kolonne i `cells`", nullable=True),
        Column("suggested", AMOUNT, "What that cell should say", "Hvad cellen burde sige", "kr.", nullable=True),
        Column(
            "cells",
            pa.list_(pa.field("element", CELL_REFERENCE, nullable=False)),
            "The cells on both sides, by row and column in `cells`",
            "Cellerne på begge sider, efter række og kolonne i `cells`",
        ),
        PAGE,
        Column("stated", STRING, "The amount as the text prints it", "Beløbet, som teksten skriver det", nullable=True),
        Column("sentence", STRING, "The sentence that states it", "Sætningen med beløbet", nullable=True),
        Column("text_page", INT32, "The page that it stands on", "Siden, det står på", unit="page", nullable=True),
        *(_text_edge(column) for column in BOX),
        SOURCE_SHA256,
    ),
    rules=(
        *REPORT_RULES,
        at_least("page", 1),
        at_least("tolerance", Decimal(0)),
        Rule("difference is actual - expected", _wrong_difference),
        Rule("a check fails exactly where the difference is beyond the tolerance", _wrong_status),
        only_with("suggested", "suspect_row"),
        only_with("suspect_row", "suspect_column"),
        only_with("suspect_column", "suspect_row"),
        needs("kind", "prose", "stated"),
        only_with("stated", "text_page"),
        *(only_with(f"text_{column.name}", "text_page") for column in BOX),
        only_with("text_page", "stated"),
    ),
)
