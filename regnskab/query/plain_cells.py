"""Arrow tables as CSV and Excel can hold them: each cell a text, a number or a truth value.

Vocabularies become their words, lists become JSON arrays (structs in them JSON objects), everything else stays.
Nothing is rounded: decimals keep their digits, ``float32`` its shortest notation that reads back as the same number.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schemas.contract.arrays import build, constant

# Arrow writes decimals with more digits behind the point than this with an exponent, as 0E-9.
_PLAIN_SCALE = 6


def flat(table: pa.Table) -> pa.Table:
    """The table with every column a string, number or boolean column, in the same order."""
    for place, field in enumerate(table.schema):
        column = table[field.name]
        if pa.types.is_dictionary(field.type):
            table = table.set_column(place, field.name, column.cast(field.type.value_type))
        elif pa.types.is_list(field.type):
            table = table.set_column(place, field.name, _arrays(column.combine_chunks()))
    return table


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of a ``flat`` table as the texts that stand for its values; null stays null."""
    words: pa.ChunkedArray = column.cast(pa.string())
    if pa.types.is_decimal(column.type) and column.type.scale > _PLAIN_SCALE:
        odd = pc.match_substring(words, "E").combine_chunks()
        values = [decimal_text(value) for value in column.filter(odd).to_pylist()]
        return _replaced(pc.utf8_rtrim(pc.utf8_rtrim(words, characters="0"), characters="."), odd, values)
    return words


def as_texts(table: pa.Table) -> pa.Table:
    """A ``flat`` table with every cell as the text that stands for it in its CSV file."""
    return pa.table({name: as_text(table[name]) for name in table.column_names})


def decimal_text(value: Decimal) -> str:
    """All digits of a decimal, without an exponent and without zeros that say nothing."""
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def compact_json(value: object) -> str:
    """JSON without spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _arrays(lists: pa.ListArray) -> pa.Array:
    """Lists as JSON. Most of them are empty, and those of texts hold the same few again and again."""
    lengths = pc.list_value_length(lists)
    full = pc.greater(lengths, constant(pa.int32(), 0))
    values = lists.filter(full).to_pylist()
    if pa.types.is_string(lists.type.value_type):
        known: dict[tuple[str, ...], str] = {}
        written = [known.get(key) or known.setdefault(key, compact_json(key)) for key in map(tuple, values)]
    else:
        written = [compact_json(value) for value in values]
    return _replaced(pc.if_else(pc.is_null(lists), constant(pa.string(), None), text("[]")), full, written)


def _replaced(words: Any, where: Any, values: list[str]) -> Any:
    """The words with others in some places."""
    return pc.replace_with_mask(words, where, build(pa.string(), values)) if values else words


_STRING = pa.string()


def text(value: str) -> pa.Scalar:
    """A text as Arrow's kernels take it."""
    return constant(_STRING, value)
