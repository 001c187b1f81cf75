"""Columns and rules that ``operating_expenditure`` and ``financing`` share: a line with the codes above it."""

from __future__ import annotations

from schemas.contract.model import STRING, TERM, Column
from schemas.contract.rules import FIGURE_RULES, needs
from schemas.contract.vocabulary import LINE_LEVELS, SERVICE_FRAMES
from schemas.datasets.common import (
    CELL,
    COMMITTEE,
    FIGURE,
    LABEL,
    MEASURE,
    PLACE,
    REPORT,
    REPORT_ID,
    ROW,
    SUMS,
    TABLE_ID,
)

LINE_COLUMNS = (
    REPORT_ID,
    TABLE_ID,
    *REPORT,
    COMMITTEE,
    ROW,
    Column("level", TERM, "What kind of line", "Hvilken slags linje", vocabulary=LINE_LEVELS),
    LABEL,
    Column(
        "appropriation_code",
        STRING,
        'Code of the appropriation (bevillingsramme) that the line is or stands under ("10.26")',
        "Nummeret på bevillingsrammen, som linjen er eller hører under",
        nullable=True,
    ),
    Column("appropriation", STRING, "Name of that appropriation", "Bevillingsrammens navn", nullable=True),
    Column(
        "service_frame",
        TERM,
        "Inside or outside the service-expenditure ceiling (servicerammen)",
        "Inden for eller uden for servicerammen",
        nullable=True,
        vocabulary=SERVICE_FRAMES,
    ),
    Column("item", STRING, "Name of the item", "Postens navn", nullable=True),
    MEASURE,
    *FIGURE,
    *PLACE,
    *CELL,
    *SUMS,
)

LINE_RULES = (
    *FIGURE_RULES,
    needs("level", "appropriation", "appropriation_code", "appropriation"),
    needs("level", "service_frame", "service_frame"),
    needs("level", "item", "item"),
)
