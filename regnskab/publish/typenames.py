"""Types of columns in words that a reader of a data dictionary knows."""

from __future__ import annotations

import pyarrow as pa

from schemas.contract import Column


def type_name(column: Column) -> str:
    """Return what kind of value a column holds."""
    kind = column.type
    if column.vocabulary:
        return "word of a fixed list"
    if pa.types.is_list(kind):
        return "list of texts" if pa.types.is_string(kind.value_type) else "list of records"
    if pa.types.is_decimal(kind):
        return f"decimal, {kind.precision - kind.scale} digits and {kind.scale} decimals"
    if pa.types.is_boolean(kind):
        return "true or false"
    if pa.types.is_integer(kind):
        return f"whole number, {kind.bit_width} bits"
    return f"number, {kind.bit_width} bits" if pa.types.is_floating(kind) else "text"
