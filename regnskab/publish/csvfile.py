"""A dataset of one report as CSV (RFC 4180, but with a line feed at the end of a line).

UTF-8 without a mark, a head of column names, commas, dot decimals without grouping, ``true`` and ``false``. Texts are
quoted, numbers are not; null is nothing at all, an empty text is ``""``. Lists are JSON arrays.
"""

from __future__ import annotations

import csv
import io

import pyarrow as pa
import pyarrow.compute as pc

from regnskab.publish.flat import as_text, flat
from schemas.arrays import build, constant

_STRING = pa.string()


def encode_csv(table: pa.Table) -> bytes:
    """Return the table as the bytes of a CSV file; the same table gives the same bytes."""
    shaped = flat(table)
    head = ",".join(shaped.column_names) + "\n"
    if not shaped.num_rows:
        return head.encode()
    columns = [_cells(shaped[name]) for name in shaped.column_names]
    lines = columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, _text(","))
    return (head + "\n".join(lines.to_pylist()) + "\n").encode()


def read_texts(data: bytes) -> tuple[list[str], list[list[str]]]:
    """Return the head and the rows of a CSV file, every cell as its text. Raises ValueError where it is none."""
    try:
        lines = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    except csv.Error as error:
        raise ValueError(str(error)) from error
    return (lines[0], lines[1:]) if lines else ([], [])


def row_texts(table: pa.Table) -> list[list[str]]:
    """Return every cell of the table as the text that a CSV reader gives back: null and "" are both ""."""
    shaped = flat(table)
    columns = [pc.fill_null(as_text(shaped[name]), _text("")).to_pylist() for name in shaped.column_names]
    return [list(row) for row in zip(*columns, strict=True)]


def _cells(column: pa.ChunkedArray) -> pa.ChunkedArray:
    words = as_text(column)
    if pa.types.is_string(column.type):
        mark = build(_STRING, ['"'])[0]
        doubled = pc.replace_substring(words, pattern='"', replacement='""')
        words = pc.binary_join_element_wise(mark, doubled, mark, _text(""))
    return pc.fill_null(words, _text(""))


def _text(value: str) -> pa.Scalar:
    return constant(_STRING, value)
