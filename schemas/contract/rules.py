"""Rules for rows, as small functions over Arrow columns.

Only kernels that take arrays are used: comparing with a bare Python value makes pyarrow import pandas.
"""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from schemas.contract.arrays import constant
from schemas.contract.model import Rule


def matches(column: str, pattern: str) -> Rule:
    """Require that the whole text fits the regular expression (RE2)."""
    return Rule(
        f"{column} looks like {pattern}",
        lambda table: pc.invert(pc.match_substring_regex(table[column], pattern=pattern)),
    )


def at_least(column: str, least: int | Decimal) -> Rule:
    """Require that the number is ``least`` or more."""
    return Rule(f"{column} is {least} or more", lambda table: pc.less(table[column], _like(table, column, least)))


def in_order(low: str, high: str) -> Rule:
    """Require that ``low`` is not above ``high``; a NaN breaks it too."""
    return Rule(f"{low} is not above {high}", lambda table: pc.invert(pc.less_equal(table[low], table[high])))


def only_with(column: str, other: str) -> Rule:
    """Require that ``column`` is given only where ``other`` is."""
    return Rule(f"{column} goes with {other}", lambda table: pc.and_(_given(table, column), _blank(table, other)))


def never_with(column: str, other: str) -> Rule:
    """Require that ``column`` and ``other`` are not both given."""
    return Rule(f"{column} stands without {other}", lambda table: pc.and_(_given(table, column), _given(table, other)))


def needs(column: str, term: str, *required: str) -> Rule:
    """Require that where ``column`` is ``term``, one of the ``required`` columns is given."""

    def broken(table: pa.Table) -> pa.Array:
        found = is_term(table, column, term)
        for name in required:
            found = pc.and_(found, _blank(table, name))
        return found

    return Rule(f"a row whose {column} is {term} has {' or '.join(required)}", broken)


def is_term(table: pa.Table, column: str, term: str) -> pa.ChunkedArray:
    """Where a column holds this word of its vocabulary."""
    return pc.equal(table[column].cast(pa.string()), constant(pa.string(), term))


def _like(table: pa.Table, column: str, value: object) -> pa.Scalar:
    return constant(table.schema.field(column).type, value)


def _given(table: pa.Table, column: str) -> pa.ChunkedArray:
    return pc.invert(_blank(table, column))


def _blank(table: pa.Table, column: str) -> pa.ChunkedArray:
    """Where it is null, or an empty text."""
    values = table[column]
    if not pa.types.is_string(values.type):
        return pc.is_null(values)
    return pc.or_kleene(pc.is_null(values), pc.equal(values, constant(pa.string(), "")))


SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
REPORT_RULES = (matches("report_id", f"^{SLUG}$"),)
PLACE_RULES = (
    at_least("page", 1),
    in_order("x0", "x1"),
    in_order("top", "bottom"),
    matches("source_sha256", "^[0-9a-f]{64}$"),
)
# A line is summed up by one that lies above it, and is no leaf and a total at once.
SUM_RULES = (
    at_least("depth", 0),
    Rule(
        "depth is above 0 just where parent_row is given",
        lambda table: pc.not_equal(pc.greater(table["depth"], _like(table, "depth", 0)), _given(table, "parent_row")),
    ),
    Rule("is_leaf is not true where is_total is", lambda table: pc.and_(table["is_leaf"], table["is_total"])),
)
FIGURE_RULES = (
    *REPORT_RULES,
    *PLACE_RULES,
    *SUM_RULES,
    at_least("row", 0),
    only_with("amount_dkk", "published"),
    only_with("marker", "published"),
    never_with("amount_dkk", "marker"),
    only_with("marker_meaning", "marker"),
)
