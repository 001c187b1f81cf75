"""A line of a table with what it has in each column."""

from __future__ import annotations

from typing import NamedTuple

from extract.lines import Chunk, Line
from extract.pieces import Piece
from extract.tokens import is_value


class Placed(NamedTuple):
    """A line and its pieces, the columns that they begin in, and those that hold nothing but a value."""

    line: Line
    pieces: tuple[Piece, ...]
    columns: frozenset[int]
    figures: frozenset[int]

    @property
    def has_figures(self) -> bool:
        """A value stands in a column right of the labels."""
        return bool(self.figures - {0})


def place(line: Line, pieces: list[Piece]) -> Placed:
    """The line with its pieces, left to right."""
    figures = frozenset([p.first for p in pieces if p.first == p.last and is_value_chunk(p.chunk)])
    return Placed(line, tuple(pieces), frozenset([p.first for p in pieces]), figures)


def is_value_chunk(chunk: Chunk) -> bool:
    """The chunk is a figure, or a sign in a figure's place, with its unit or mark."""
    words = chunk.words
    if len(words) > 3 or not is_value(words[0].text):
        return False
    return len(words) == 1 or all(is_value(w.text) or len(w.text) <= 3 for w in words[1:])
