"""Columns of texts woven into lines, as the bytes of a file.

Arrow joins a column at a time, and what it has joined is the file's bytes already: no text of a cell becomes a Python
object on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from regnskab.query.plain_cells import text

# A pa.Array or pa.ChunkedArray of strings; Arrow ships no types.
Words: TypeAlias = Any
Part: TypeAlias = str | Words


def joined(parts: Sequence[Part]) -> bytes:
    """Return, row after row, all the parts one behind the other: a text as it is, of a column the row's word.

    The columns are of one length and hold no nulls; at least one part must be a column.
    """
    lines = pc.binary_join_element_wise(*map(_argument, _merged(parts)), text(""))
    array = lines.combine_chunks() if isinstance(lines, pa.ChunkedArray) else lines
    if not len(array):
        return b""
    _, offsets, data = array.buffers()
    ends = memoryview(offsets).cast("i")
    return memoryview(data)[ends[array.offset] : ends[array.offset + len(array)]].tobytes()


def around(before: str, words: Words, after: str, empty: str) -> list[Part]:
    """The parts for a column between two texts; in the place of null stands ``empty``, without them."""
    if not words.null_count:
        return [before, words, after]
    return [pc.fill_null(pc.binary_join_element_wise(text(before), words, text(after), text("")), text(empty))]


def _merged(parts: Sequence[Part]) -> list[Part]:
    """Put texts that meet into one."""
    out: list[Part] = []
    for part in parts:
        if isinstance(part, str) and out and isinstance(out[-1], str):
            out[-1] += part
        else:
            out.append(part)
    return out


def _argument(part: Part) -> Any:
    return text(part) if isinstance(part, str) else part
