"""References between the datasets of one report: every row's report, table, source and cell exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Places = npt.NDArray[np.int64]
# A cell's place as one number: table, row and column get 20, 22 and 21 bits.
_ROW, _COLUMN = 1 << 22, 1 << 21


def dangling(tables: Mapping[str, pa.Table]) -> Iterator[str]:
    """Give a line for each kind of reference that leads nowhere. The tables must fit their schemas."""
    known = {
        "report_id": tables["sources"]["report_id"],
        "source_sha256": tables["sources"]["sha256"],
        "table_id": tables["tables"]["table_id"],
    }
    for name, table in tables.items():
        for column, values in known.items():
            if column in table.column_names:
                yield from _missing(name, table, column, values)
    cells = _places(tables, tables["cells"], "row", "column")
    for name, table in tables.items():
        if "cell_row" in table.column_names:
            yield from _nowhere(tables, name, _places(tables, table, "cell_row", "cell_column"), cells)
    yield from _nowhere(tables, "checks", _check_places(tables), cells)


def _missing(name: str, table: pa.Table, column: str, known: pa.ChunkedArray) -> Iterator[str]:
    strays = table[column].filter(pc.invert(pc.is_in(table[column], value_set=known.combine_chunks())))
    if len(strays):
        stray = strays[0].as_py()
        yield f"{name}: {column} {stray} is not among the report's {'tables' if column == 'table_id' else 'sources'}"


def _nowhere(tables: Mapping[str, pa.Table], name: str, places: Places, cells: Places) -> Iterator[str]:
    strays = places[~np.isin(places, cells)]
    if len(strays):
        rest, column = divmod(int(strays[0]), _COLUMN)
        table, row = divmod(rest, _ROW)
        cell = f"{tables['tables']['table_id'][table].as_py()}, row {row}, column {column}"
        yield f"{name}: {len(strays)} references to a cell that is not in cells, the first to {cell}"


def _places(tables: Mapping[str, pa.Table], table: pa.Table, row: str, column: str) -> Places:
    return _pack(_table_numbers(tables, table), _numbers(table[row]), _numbers(table[column]))


def _check_places(tables: Mapping[str, pa.Table]) -> Places:
    """The cells that checks refer to, their suspects too."""
    checks = tables["checks"]
    if not checks.num_rows:
        return np.zeros(0, np.int64)
    number = _table_numbers(tables, checks)
    lists = checks["cells"].combine_chunks()
    parents = _numbers(pc.list_parent_indices(lists))
    cells = pc.list_flatten(lists)
    listed = _pack(number[parents], _numbers(cells.field("row")), _numbers(cells.field("column")))
    suspects = checks.filter(pc.is_valid(checks["suspect_row"]))
    suspected = _places(tables, suspects, "suspect_row", "suspect_column")
    return np.concatenate([listed, suspected])


def _table_numbers(tables: Mapping[str, pa.Table], table: pa.Table) -> Places:
    known = tables["tables"]["table_id"].combine_chunks()
    return _numbers(pc.index_in(table["table_id"], value_set=known))


def _numbers(values: pa.Array | pa.ChunkedArray) -> Places:
    """Whole numbers without nulls as int64; ``to_numpy`` would import pandas."""
    if not len(values):
        return np.zeros(0, np.int64)
    whole = (values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values).cast(pa.int64())
    return cast(Places, np.frombuffer(whole.buffers()[1], np.int64, len(whole), whole.offset * 8))


def _pack(table: Places, row: Places, column: Places) -> Places:
    return (table * _ROW + row) * _COLUMN + column
