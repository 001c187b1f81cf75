"""The closed vocabularies of the contract, in the order in which a report prints or a reader expects them.

Each is a type, so that mypy refuses a word that it does not hold, and the tuple of its words. Everything that needs
one, in whatever folder, imports it from here.
"""

from __future__ import annotations

from typing import Literal, get_args

LineKind = Literal["operating", "financing", "capital"]
LINE_KINDS: tuple[LineKind, ...] = get_args(LineKind)
# The kinds that words tell; every other table is of kind "other".
KnownKind = Literal[LineKind, "status", "key_figures"]
KNOWN_KINDS: tuple[KnownKind, ...] = get_args(KnownKind)
TableKind = Literal[KnownKind, "other"]
TABLE_KINDS: tuple[TableKind, ...] = get_args(TableKind)

AnnualMeasure = Literal["adopted_budget", "revised_budget", "actual", "variance", "expected_carryover"]
# The others are those of budget follow-ups (budgetopfølgninger), during the year.
Measure = Literal[
    AnnualMeasure,
    "revised_budget_excl_carryover",
    "supplementary_appropriation",
    "expected_actual",
    "expected_variance_excl_carryover",
    "carryover",
    "expected_variance_incl_carryover",
]
MEASURES: tuple[Measure, ...] = get_args(Measure)

Quantity = Literal["money", "percent", "count", "year", "code", "number", "reference"]
QUANTITIES: tuple[Quantity, ...] = get_args(Quantity)
# Those that words tell; percent is told by its sign.
WordedQuantity = Literal["money", "count", "year", "code", "number"]

LineLevel = Literal["total", "appropriation", "service_frame", "item"]
LINE_LEVELS: tuple[LineLevel, ...] = get_args(LineLevel)
ProjectLevel = Literal["total", "project"]
PROJECT_LEVELS: tuple[ProjectLevel, ...] = get_args(ProjectLevel)
Level = Literal[LineLevel, "project"]
LEVELS: tuple[Level, ...] = get_args(Level)
ServiceFrame = Literal["inside", "outside"]
SERVICE_FRAMES: tuple[ServiceFrame, ...] = get_args(ServiceFrame)

CellRole = Literal["header", "label", "number", "marker", "text", "blank", "reference"]
CELL_ROLES: tuple[CellRole, ...] = get_args(CellRole)

CheckKind = Literal["accounting", "prose"]
CHECK_KINDS: tuple[CheckKind, ...] = get_args(CheckKind)
CheckStatus = Literal["pass", "fail"]
CHECK_STATUSES: tuple[CheckStatus, ...] = get_args(CheckStatus)

# What a statement's line stands on the side of, and what part of an amount a column of it gives.
Side = Literal["assets", "liabilities"]
SIDES: tuple[Side, ...] = get_args(Side)
# Which of the two a statement prints as positive amounts.
Positive = Literal["costs", "income"]
POSITIVES: tuple[Positive, ...] = get_args(Positive)
Flow = Literal["expenditure", "income", "net"]
FLOWS: tuple[Flow, ...] = get_args(Flow)

# By what a line is known again in a later report, the surest first. Only the first is exact.
LineMatch = Literal["same", "code", "wording", "moved", "decision"]
LINE_MATCHES: tuple[LineMatch, ...] = get_args(LineMatch)

# Not closed: a reader of the data must expect flags that are not listed here.
FLAGS = (
    "unit_inferred",
    "irregular_number",
    "caption_names_other_committee",
    "duplicate_fragment_dropped",
    "header_inferred",
    "row_continued",
    "low_confidence",
    "irregular_grid",
    "kept_raw",
    "second_opinion_differs",
    "check_failed",
    "corrected_by_user",
    "number_out_of_range",
    "unit_from_label",
    "unit_from_group",
    "unit_from_caption",
    "unit_from_line_above",
    "unit_from_notes",
    "unit_from_section",
    "unit_from_document",
    "unit_unknown",
    "year_from_label",
    "year_from_caption",
    "quantity_from_kind",
    "service_frame_inferred",
    "ocr_layer",
)
