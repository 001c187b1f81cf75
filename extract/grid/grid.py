"""A table's grid while it is put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from extract.grid.line_cells import PlacedLine
from extract.page.text_lines import Chunk

CLEAR: Final = 9.0  # log-odds of a decision that nothing spoke against, or that nobody had to take


class Margins(NamedTuple):
    """How clear it was which lines make one row, in log-odds: the least that spoke for two lines that do (``join``),
    and against two that do not (``cut``). ``joined`` says that some do."""

    join: float = CLEAR
    cut: float = CLEAR
    joined: bool = False


UNTOLD: Final = Margins()


@dataclass(slots=True)
class Slot:
    """A cell while the grid is put together: rows r..r2, columns c..c2 and the chunks in it."""

    r: int
    c: int
    r2: int
    c2: int
    chunks: list[Chunk] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """Rows by columns, the cells with text, and where rows and columns lie on the page.

    ``margins`` say how clear its rows were, ``worth`` how clear it is that it is a table, in log-odds.
    """

    n_rows: int
    n_columns: int
    slots: list[Slot]
    header_rows: int
    row_spans: list[tuple[float, float]]
    column_spans: list[tuple[float, float]]
    placed: list[PlacedLine]
    marked: bool
    margins: Margins = UNTOLD
    worth: float = CLEAR


def columns_in_place(grid: Grid) -> list[tuple[float, float]]:
    """Where the texts of each column begin and end on the page, left to right; columns without any are left out."""
    chunks: list[list[Chunk]] = [[] for _ in range(grid.n_columns)]
    for slot in grid.slots:
        if slot.c == slot.c2:
            chunks[slot.c] += slot.chunks
    return [(min(c.x0 for c in own), max(c.x1 for c in own)) for own in chunks if own]
