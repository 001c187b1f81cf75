"""The closed vocabularies of the contract, in the order in which a report prints or a reader expects them."""

from __future__ import annotations

TABLE_KINDS = ("operating", "financing", "capital", "status", "key_figures", "other")
MEASURES = ("adopted_budget", "revised_budget", "actual", "variance", "expected_carryover")
LINE_LEVELS = ("total", "appropriation", "service_frame", "item")
PROJECT_LEVELS = ("total", "project")
SERVICE_FRAMES = ("inside", "outside")
CELL_ROLES = ("header", "label", "number", "marker", "text", "blank")
CHECK_KINDS = ("accounting", "prose")
CHECK_STATUSES = ("pass", "fail")

# Not closed: a reader of the data must expect flags that are not listed here.
FLAGS = (
    "unit_inferred",
    "irregular_number",
    "caption_names_other_committee",
    "duplicate_fragment_dropped",
    "header_inferred",
    "row_continued",
    "low_confidence",
    "check_failed",
    "corrected_by_user",
    "number_out_of_range",
)
