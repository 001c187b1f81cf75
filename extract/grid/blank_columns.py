"""Columns that have a head and nothing below it: a table prints "Note" over its references also where it has none.

CASH FLOWS          Note       2024      2023
Operating result              10,792   213,873
Interest received             24,837    11,653
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from extract.geometry import overlap
from extract.grid.columns import Separator
from extract.page.text_lines import Chunk, Line

CLEAR: Final = 1.0  # em of white space on both sides of such a head, at least


def with_blank_columns(separators: list[Separator], lines: Sequence[Line], head: int) -> list[Separator]:
    """The separators, with one more for a word of the head that stands clear of all columns, beside the labels, where
    each other column has a head of its own."""
    if not head or not separators or any(s.rule is not None for s in separators):
        return separators
    chunks = [c for line in lines[:head] for c in line.chunks]
    ends = [*(s.lo for s in separators[1:]), float("inf")]
    left, size = min(line.x0 for line in lines[head:]), lines[0].size
    for chunk in _lone(chunks):
        others = [c for c in chunks if c is not chunk]
        if not all(
            any(overlap((s.hi, end), (c.x0, c.x1)) > 0 for c in others) for s, end in zip(separators, ends, strict=True)
        ):
            continue
        first = separators[0]
        if first.lo + CLEAR * size <= chunk.x0 and chunk.x1 <= first.hi - CLEAR * size:
            return [Separator(first.lo, chunk.x0), Separator(chunk.x1, first.hi), *separators[1:]]
        if chunk.x1 + CLEAR * size <= left:
            return [Separator(chunk.x1, left), *separators]
    return separators


def _lone(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """The single words that no other text of the head stands above or below."""
    for chunk in chunks:
        beside = all(c is chunk or overlap((c.x0, c.x1), (chunk.x0, chunk.x1)) <= 0 for c in chunks)
        if len(chunk.words) == 1 and beside and not chunk.is_value:
            yield chunk
