"""The closed vocabularies of the contract, in the order in which a report prints or a reader expects them."""

from __future__ import annotations

TABLE_KINDS = ("operating", "financing", "capital", "status", "key_figures", "other")
MEASURES = (
    "adopted_budget",
    "revised_budget",
    "actual",
    "variance",
    "expected_carryover",
    # Of budget follow-ups (budgetopfølgninger), during the year.
    "revised_budget_excl_carryover",
    "supplementary_appropriation",
    "expected_actual",
    "expected_variance_excl_carryover",
    "carryover",
    "expected_variance_incl_carryover",
)
QUANTITIES = ("money", "percent", "count", "year", "code", "number")
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
)

LINE_KINDS = ("operating", "financing", "capital")
# By what a line is known again in a later report, the surest first. Only the first is exact.
LINE_MATCHES = ("same", "code", "wording", "moved", "decision")
