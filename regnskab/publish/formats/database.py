"""All datasets in one SQLite database, for people who ask in SQL; any tool opens it, ``datasette`` too.

SQLite has no decimals, and no float ever holds money: an amount in kroner stands as a whole number of øre, in a column
whose name says so; other decimals stand as text, with all their digits. What tables and columns mean is in the tables
``datasets`` and ``columns``. The same tables give the same bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from regnskab.query.plain_cells import as_text
from schemas.contract.model import Column, Dataset

_ORE = "oere"
_ORE_PLACES = 2
_BY_MEASURE = "by_measure"


def encode_database(tables: Mapping[Dataset, pa.Table]) -> bytes:
    """The database's bytes, of ``flat`` tables: a table per dataset, and for each whose key has a measure a view with
    a row per line and a column per measure.
    """
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("pragma page_size = 8192")
        _describe(connection, tables)
        for dataset, table in tables.items():
            _fill(connection, dataset, table)
            if "measure" in dataset.key:
                connection.execute(_view(dataset))
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def stored_name(column: Column) -> str:
    """What a column is called in the database: an amount says that it is in øre."""
    return f"{column.name}_{_ORE}" if is_money(column) else column.name


def is_money(column: Column) -> bool:
    """Whether a column holds amounts in kroner and øre."""
    return pa.types.is_decimal(column.type) and column.type.scale == _ORE_PLACES and column.unit == "kr."


def _describe(connection: sqlite3.Connection, tables: Mapping[Dataset, pa.Table]) -> None:
    connection.execute('create table datasets ("name" text primary key, titel text, title text, en_raekke_er text, '
                       "one_row_is text, rows integer)")  # fmt: skip
    connection.execute('create table columns (dataset text, "column" text, betydning text, meaning text, unit text)')
    for dataset, table in tables.items():
        row = (dataset.name, dataset.title_da, dataset.title_en, dataset.row_da, dataset.row_en, table.num_rows)
        connection.execute("insert into datasets values (?, ?, ?, ?, ?, ?)", row)
        connection.executemany(
            "insert into columns values (?, ?, ?, ?, ?)",
            [
                (dataset.name, stored_name(column), column.da, column.en, "øre" if is_money(column) else column.unit)
                for column in dataset.columns
            ],
        )


def _fill(connection: sqlite3.Connection, dataset: Dataset, table: pa.Table) -> None:
    kinds = ", ".join(f'"{stored_name(column)}" {_kind(column)}' for column in dataset.columns)
    connection.execute(f"create table {dataset.name} ({kinds})")
    marks = ", ".join("?" * len(dataset.columns))
    values = [_values(table[column.name], column) for column in dataset.columns]
    # The names are the contract's, not anybody's input.
    connection.executemany(f"insert into {dataset.name} values ({marks})", zip(*values, strict=True))  # noqa: S608


def _view(dataset: Dataset) -> str:
    """A row per line: the key's other columns, those that say what line it is, and a column per measure."""
    rest = [name for name in dataset.key if name != "measure"]
    steady = [name for name in _STEADY if name in dataset.names and name not in rest]
    money = next((stored_name(column) for column in dataset.columns if is_money(column)), None)
    shown = ", ".join([*rest, *(f"min({name}) as {name}" for name in steady)])
    spread = [
        f"max(case when measure = '{measure}' then {money} end) as {measure}_{_ORE}"
        for measure in dataset.column("measure").vocabulary
        if money
    ]
    # The names are the contract's, not anybody's input.
    chosen = f"select {', '.join([shown, *spread])} from {dataset.name} group by {', '.join(rest)}"  # noqa: S608
    return f"create view {dataset.name}_{_BY_MEASURE} as {chosen}"


# What is the same for all measures of a line, where a dataset has it.
_STEADY = ("municipality", "fiscal_year", "committee", "level", "label", "page")


def _kind(column: Column) -> str:
    kind = column.type
    if is_money(column) or pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return "integer"
    return "real" if pa.types.is_floating(kind) else "text"


def _values(values: pa.ChunkedArray, column: Column) -> list[Any]:
    if is_money(column):
        digits = values.combine_chunks()
        whole = pa.Array.from_buffers(
            pa.decimal128(column.type.precision, 0), len(digits), digits.buffers(), offset=digits.offset
        )
        return list(whole.cast(pa.int64()).to_pylist())
    return list((as_text(values) if pa.types.is_decimal(column.type) else values).to_pylist())
