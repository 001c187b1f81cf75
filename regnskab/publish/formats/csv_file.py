"""A dataset of one report as CSV (RFC 4180, but with a line feed at the end of a line).

UTF-8 without a mark, a head of column names, commas, dot decimals without grouping, ``true`` and ``false``. Texts are
quoted, numbers are not; null is nothing at all, an empty text is ``""``. Lists are JSON arrays. A text
that a spreadsheet might run has ``'`` before it, see ``regnskab/query/spreadsheet_texts.py``.

``pyarrow.csv`` reads these files but does not write them: it gives decimals of nine places as 0E-9 and 1234.000000000.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

from regnskab.publish.formats.joined_columns import Part, around, joined
from regnskab.query.plain_cells import as_texts
from regnskab.query.spreadsheet_texts import marked_column, unmarked

_STRING = pa.string()


def encode_csv(table: pa.Table) -> bytes:
    """A ``flat`` table as the bytes of a CSV file; the same table gives the same bytes."""
    texts = as_texts(table)
    parts: list[Part] = []
    for place, field in enumerate(table.schema):
        parts += ["," if place else "", *_cells(texts[field.name], quoted=pa.types.is_string(field.type))]
    return (",".join(table.column_names) + "\n").encode() + joined([*parts, "\n"])


def decode_csv(data: bytes) -> pa.Table:
    """A CSV file's cells as texts, without marks; nothing between two commas is null, ``""`` is an empty text.

    Raises pa.ArrowInvalid where it is no such file.
    """
    head = data.partition(b"\n")[0].decode(errors="replace").split(",")
    read = pcsv.read_csv(
        pa.BufferReader(data),
        parse_options=pcsv.ParseOptions(newlines_in_values=True),
        convert_options=pcsv.ConvertOptions(
            column_types=dict.fromkeys(head, _STRING),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    return unmarked(read)


def _cells(words: pa.ChunkedArray, *, quoted: bool) -> list[Part]:
    if not quoted:
        return around("", words, "", "")
    return around('"', pc.replace_substring(marked_column(words), pattern='"', replacement='""'), '"', "")
