"""Types and units of columns in Danish, as the data dictionary states them."""

from __future__ import annotations

import pyarrow as pa

from schemas.contract.model import Column

_UNITS = {
    "as printed": "som trykt",
    "column": "kolonne",
    "none": "",
    "page": "side",
    "pt": "punkt",
    "row": "række",
    "year": "år",
}


def unit_name(column: Column) -> str:
    """Return what a column's numbers count; nothing where they count nothing."""
    return _UNITS.get(column.unit, column.unit)


def type_name(column: Column) -> str:
    """Return what kind of value a column holds."""
    kind = column.type
    if column.vocabulary:
        return "ord fra en fast liste"
    if pa.types.is_list(kind):
        return "liste af tekster" if pa.types.is_string(kind.value_type) else "liste af poster"
    if pa.types.is_decimal(kind):
        return f"decimaltal, {kind.precision - kind.scale} cifre og {kind.scale} decimaler"
    if pa.types.is_boolean(kind):
        return "sandt eller falsk"
    if pa.types.is_integer(kind):
        return f"heltal, {kind.bit_width} bit"
    return f"kommatal, {kind.bit_width} bit" if pa.types.is_floating(kind) else "tekst"
