"""``capital_projects``: the projects of the capital tables (anlægstabeller)."""

from __future__ import annotations

from schemas.contract.model import BOOL, STRING, TERM, Column, Dataset
from schemas.contract.rules import FIGURE_RULES, needs
from schemas.contract.vocabulary import PROJECT_LEVELS
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

CAPITAL_PROJECTS = Dataset(
    name="capital_projects",
    title_en="Capital projects",
    title_da="Anlægsprojekter",
    row_en="one capital project, or their total, and one measure; `is_leaf` tells the lines that may be added up",
    row_da="ét anlægsprojekt, eller summen af dem, og ét mål; `is_leaf` viser de linjer, der må lægges sammen",
    key=("table_id", "row", "measure"),
    columns=(
        REPORT_ID,
        TABLE_ID,
        *REPORT,
        COMMITTEE,
        ROW,
        Column("level", TERM, "A project or the total", "Et projekt eller summen", vocabulary=PROJECT_LEVELS),
        LABEL,
        Column("project_code", STRING, 'Code of the project ("A005358")', "Projektets nummer", nullable=True),
        Column("project", STRING, "Name of the project", "Projektets navn", nullable=True),
        Column(
            "account_closed",
            BOOL,
            "The row carries the marker that says that the project's accounts are closed; null for a total",
            "Rækken har mærket for, at projektet er regnskabsaflagt; null for en sum",
            nullable=True,
        ),
        MEASURE,
        *FIGURE,
        *PLACE,
        *CELL,
        *SUMS,
    ),
    rules=(
        *FIGURE_RULES,
        needs("level", "project", "project_code", "project"),
        needs("level", "project", "account_closed"),
    ),
)
