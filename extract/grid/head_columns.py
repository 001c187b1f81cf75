"""Where a table's columns are, for the texts of its head to stand over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.geometry import Interval
from extract.grid.columns import Separator
from extract.grid.line_cells import PlacedLine


class HeadColumns(NamedTuple):
    """Where each column's text begins and ends, and where the column itself does, in points."""

    texts: Sequence[Interval]
    edges: Sequence[Interval]

    def middles(self, first: int, last: int) -> tuple[float, float]:
        """Where a text set over the middle of the columns has its own, by their texts and by their edges."""
        return (
            (self.texts[first][0] + self.texts[last][1]) / 2,
            (self.edges[first][0] + self.edges[last][1]) / 2,
        )


def head_columns(
    head: Sequence[PlacedLine], body: Sequence[PlacedLine], separators: Sequence[Separator], sides: Interval
) -> HeadColumns:
    """Where the columns are: by the texts below the head, and those of the head where there are none."""
    n = len(separators) + 1
    los, his = [float("inf")] * n, [float("-inf")] * n
    for lines in (body, head):
        blank = [his[c] < los[c] for c in range(n)]
        for line in lines:
            for cell in line.cells:
                if cell.first == cell.last and blank[cell.first]:
                    los[cell.first] = min(los[cell.first], cell.chunk.x0)
                    his[cell.first] = max(his[cell.first], cell.chunk.x1)
    middles = [sides[0], *(s.middle for s in separators), sides[1]]
    edges = [(middles[c], middles[c + 1]) for c in range(n)]
    texts = [(los[c], his[c]) if los[c] <= his[c] else edges[c] for c in range(n)]
    # A column of figures begins, as far as one sees, where the one before it ends.
    begins = [edges[0][0], *(t[1] for t in texts[:-1])]
    return HeadColumns(texts, [(begins[c], texts[c][1]) for c in range(n)])
