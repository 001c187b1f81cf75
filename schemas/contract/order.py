"""The order of a dataset's rows, and rows whose keys are equal."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from schemas.contract.arrays import build

_TRUE, _FALSE = build(pa.bool_(), [True, False])


def sort_by(table: pa.Table, key: Sequence[str]) -> pa.Table:
    """The rows in ascending order of the key's values, nulls last."""
    return table if table.num_rows < 2 else table.take(_order(_keys(table, key)))


def duplicates(table: pa.Table, key: Sequence[str]) -> int | None:
    """The place of the first row (in key order) whose key another row has too; None where all differ.

    A null equals a null.
    """
    if table.num_rows < 2:
        return None
    keys = _keys(table, key)
    order = _order(keys)
    ordered = keys.take(order)
    same: pa.ChunkedArray | None = None
    for column in ordered.columns:
        here, after = column.slice(1), column.slice(0, len(column) - 1)
        both_null = pc.and_(pc.is_null(here), pc.is_null(after))
        equal = pc.or_(pc.fill_null(pc.equal(here, after), _FALSE), both_null)
        same = equal if same is None else pc.and_(same, equal)
    at = pc.index(same, _TRUE).as_py() if same is not None else -1
    return None if at < 0 else order[at].as_py()


def _keys(table: pa.Table, key: Sequence[str]) -> pa.Table:
    """The key columns, dictionaries spelled out: Arrow does not sort by dictionaries."""
    keys = table.select(list(key))
    for place, field in enumerate(keys.schema):
        if pa.types.is_dictionary(field.type):
            keys = keys.set_column(place, field.name, keys[field.name].cast(field.type.value_type))
    return keys


def _order(keys: pa.Table) -> pa.Array:
    return pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in keys.column_names])
