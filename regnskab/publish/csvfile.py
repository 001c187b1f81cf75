"""A dataset of one report as CSV (RFC 4180, but with a line feed at the end of a line).

UTF-8 without a mark, a head of column names, commas, dot decimals without grouping, ``true`` and ``false``. Texts are
quoted, numbers are not; null is nothing at all, an empty text is ``""``. Lists are JSON arrays.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

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


def decode_csv(data: bytes) -> pa.Table:
    """Return a CSV file's cells as texts; nothing between two commas is null, ``""`` is an empty text.

    Raises pa.ArrowInvalid where it is no such file.
    """
    head = data.partition(b"\n")[0].decode(errors="replace").split(",")
    return pcsv.read_csv(
        pa.BufferReader(data),
        parse_options=pcsv.ParseOptions(newlines_in_values=True),
        convert_options=pcsv.ConvertOptions(
            column_types=dict.fromkeys(head, _STRING),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )


def as_texts(table: pa.Table) -> pa.Table:
    """Return the table with every cell as the text that stands for it in its CSV file."""
    shaped = flat(table)
    return pa.table({name: as_text(shaped[name]) for name in shaped.column_names})


def _cells(column: pa.ChunkedArray) -> pa.ChunkedArray:
    words = as_text(column)
    if pa.types.is_string(column.type):
        mark = build(_STRING, ['"'])[0]
        doubled = pc.replace_substring(words, pattern='"', replacement='""')
        words = pc.binary_join_element_wise(mark, doubled, mark, _text(""))
    return pc.fill_null(words, _text(""))


def _text(value: str) -> pa.Scalar:
    return constant(_STRING, value)
