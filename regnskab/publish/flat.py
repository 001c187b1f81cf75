"""Arrow tables as CSV and Excel can hold them: each cell a text, a number or a truth value.

Vocabularies become their words, lists become JSON arrays (structs in them JSON objects), everything else stays.
Nothing is rounded: decimals keep their digits, ``float32`` its shortest notation that reads back as the same number.
"""

from __future__ import annotations

import json
from decimal import Decimal

import pyarrow as pa

from schemas.arrays import build

# Arrow writes decimals with more digits behind the point than this with an exponent, as 0E-9.
_PLAIN_SCALE = 6


def flat(table: pa.Table) -> pa.Table:
    """Return the table with every column a string, number or boolean column, in the same order."""
    for place, field in enumerate(table.schema):
        column = table[field.name]
        if pa.types.is_dictionary(field.type):
            table = table.set_column(place, field.name, column.cast(field.type.value_type))
        elif pa.types.is_list(field.type):
            values = [None if value is None else compact_json(value) for value in column.to_pylist()]
            table = table.set_column(place, field.name, build(pa.string(), values))
    return table


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of a ``flat`` table as the texts that stand for its values; null stays null."""
    if pa.types.is_decimal(column.type) and column.type.scale > _PLAIN_SCALE:
        values = [None if value is None else decimal_text(value) for value in column.to_pylist()]
        return pa.chunked_array([build(pa.string(), values)])
    return column.cast(pa.string())


def decimal_text(value: Decimal) -> str:
    """Return all digits of a decimal, without an exponent and without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def compact_json(value: object) -> str:
    """Return JSON without spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
