"""Tables made fit for research: amounts in thousands or millions, per inhabitant, as floats, wide instead of long."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from regnskab.errors import QueryError
from regnskab.query.inhabitants import Inhabitants, warn_of_missing
from schemas.contract.arrays import build
from schemas.contract.model import Dataset

if TYPE_CHECKING:
    import pandas as pd

Money = Literal["kroner", "thousand", "million"]

_PLACES: Mapping[str, int] = {"kroner": 0, "thousand": 3, "million": 6}
_UNITS: Mapping[str, str] = {"kroner": "kr.", "thousand": "1.000 kr.", "million": "mio. kr."}
_DIGITS = 38
_CENT = Decimal("0.01")


def scaled(table: pa.Table, unit: Money) -> pa.Table:
    """The table with its amounts in ``unit``, exactly, and the unit in their columns' names.

    Raises QueryError for an unknown unit.
    """
    places = places_of(unit)
    if not places:
        return table
    for place, field in enumerate(table.schema):
        if is_amount(field):
            metadata = {**field.metadata, b"unit": _UNITS[unit].encode()}
            column = _shifted(table[field.name].combine_chunks(), places)
            named = pa.field(f"{field.name}_{unit}", column.type, field.nullable, metadata)
            table = table.set_column(place, named, column)
    return table


def places_of(unit: str) -> int:
    """By how many decimal places kroner are moved to be in ``unit``. Raises QueryError for an unknown one."""
    if unit not in _PLACES:
        raise QueryError(f"there is no unit {unit!r}", remedy=f"use one of {', '.join(_PLACES)}")
    return _PLACES[unit]


def _shifted(values: pa.Array, places: int) -> pa.Array:
    """Decimals divided by 10^``places``: the same digits, the point moved."""
    kind = pa.decimal128(_DIGITS, values.type.scale + places)
    return pa.Array.from_buffers(kind, len(values), values.buffers(), offset=values.offset)


def per_inhabitant(table: pa.Table, inhabitants: Inhabitants) -> pa.Table:
    """The table with a column ``<amount>_per_inhabitant`` behind its columns, to the øre, null where unknown."""
    if "municipality_code" not in table.column_names or "fiscal_year" not in table.column_names:
        return table
    codes, years = table["municipality_code"].to_pylist(), table["fiscal_year"].to_pylist()
    rows = list(zip(codes, years, strict=True))
    warn_of_missing(set(rows), inhabitants)
    counts = [inhabitants.get(row) for row in rows]
    if any(count is not None and count <= 0 for count in counts):
        raise QueryError("a municipality has inhabitants", remedy="give their number, above zero")
    for field in table.schema:
        if is_amount(field):
            values = [
                None if amount is None or count is None else (amount / count).quantize(_CENT, ROUND_HALF_EVEN)
                for amount, count in zip(table[field.name].to_pylist(), counts, strict=True)
            ]
            about = {
                b"description": field.metadata[b"description"] + b", per inhabitant",
                b"unit": b"kr. per inhabitant",
            }
            named = pa.field(f"{field.name}_per_inhabitant", field.type, metadata=about)
            table = table.append_column(named, build(field.type, values))
    return table


def is_amount(field: pa.Field) -> bool:
    """Whether a column holds amounts in kroner."""
    return pa.types.is_decimal(field.type) and (field.metadata or {}).get(b"unit") == b"kr."


def with_floats(table: pa.Table) -> pa.Table:
    """The table with its decimals as floats, for plotting only: no float holds every amount exactly."""
    for place, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type):
            column = table[field.name].cast(pa.float64())
            table = table.set_column(place, field.with_type(pa.float64()), column)
    return table


def descriptions(dataset: Dataset, schema: pa.Schema) -> dict[str, object]:
    """What the dataset and its columns mean, for a frame's ``attrs``."""
    columns = {}
    for field in schema:
        about = {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}
        columns[field.name] = {name: about[name] for name in ("description", "description_da", "unit") if name in about}
    return {
        "dataset": dataset.name,
        "title": dataset.title_en,
        "title_da": dataset.title_da,
        "description": f"One row is {dataset.row_en}.",
        "description_da": f"Én række er {dataset.row_da}.",
        "columns": columns,
    }


def wide(dataset: Dataset, table: pa.Table, by: str, values: str) -> pd.DataFrame:
    """A frame with a column of ``values`` per value of ``by`` (in the vocabulary's order), a row per rest of the
    key, with the columns that do not vary with ``by``.
    """
    spread = next(name for name in table.column_names if name == values or name.startswith(f"{values}_"))
    frame = table.replace_schema_metadata(None).to_pandas()
    rest = [name for name in dataset.key if name != by]
    lists = {field.name for field in table.schema if pa.types.is_list(field.type)}
    steady = [
        name for name in frame.columns if name not in (*rest, by, spread, *lists) and _is_steady(frame, rest, name)
    ]
    heads = frame[[*rest, *steady]].drop_duplicates(rest).set_index(rest)
    cells = frame.assign(**{by: frame[by].astype(object)}).pivot(index=rest, columns=by, values=spread)
    order = [word for word in dataset.column(by).vocabulary if word in cells.columns] or list(cells.columns)
    joined = heads.join(cells[order]).reset_index()
    names = [name for name in dataset.names if name in joined.columns]
    ordered: pd.DataFrame = joined[[*names, *order]]
    ordered.attrs.update(descriptions(dataset, table.schema) | {"values": spread})
    return ordered


def long(frame: pd.DataFrame, by: str, columns: list[str], values: str = "amount_dkk") -> pd.DataFrame:
    """A wide frame in long form again: a row per value of ``by``, those without a value left out."""
    rest = [name for name in frame.columns if name not in columns]
    melted = frame.melt(id_vars=rest, value_vars=columns, var_name=by, value_name=values)
    kept: pd.DataFrame = melted[melted[values].notna()].reset_index(drop=True)
    return kept


def _is_steady(frame: pd.DataFrame, rest: list[str], name: str) -> bool:
    """Whether a column has one value, or none, per rest of the key."""
    return bool((frame.groupby(rest, dropna=False, sort=False)[name].nunique(dropna=False) <= 1).all())
