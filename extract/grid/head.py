"""The cells of a table's head: which columns each text heads, and how texts stand above each other.

    lines as printed                               cells (row, columns)
    |            Budget 2025          Regnskab |   Budget 2025: 0, 1-3    Regnskab 2025: 0-1, 4
    | Opr.   Tillægs-    Korrigeret     2025   |   Opr.: 1, 1   Tillægsbevilling: 1, 2   Korrigeret: 1, 3
    |        bevilling                         |

A text heads the columns that it stands over, and more of them where it is set over the middle, the left or the right
of several whose own heads stand below it. What speaks for how many is weighed together (``Weights``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from extract.geometry import Interval, overlap
from extract.grid.columns import Separator
from extract.grid.head_columns import head_columns
from extract.grid.head_spans import head_setting, head_spans
from extract.grid.line_cells import LineCell, PlacedLine, is_bracketed
from extract.page.rule_lines import RuleLine
from extract.page.text_lines import Chunk

CLOSE: Final = 0.75  # em between two lines of one head, at most
REMARK: Final = 1.25  # the same where the lower one is in brackets, which explain what is above, also below a rule


@dataclass(slots=True)
class HeadCell:
    """Lines of one head cell while it is put together: columns ``first`` .. ``last``, rows ``level`` .. ``lowest``."""

    first: int
    last: int
    chunks: list[Chunk] = field(default_factory=list)
    level: int = 0
    lowest: int = 0

    @property
    def top(self) -> float:
        return self.chunks[0].top

    @property
    def bottom(self) -> float:
        return self.chunks[-1].bottom


def build_head(
    head: Sequence[PlacedLine],
    body: Sequence[PlacedLine],
    levels: Sequence[RuleLine],
    separators: Sequence[Separator],
    sides: Interval,
) -> tuple[list[HeadCell], int]:
    """The head's cells with their rows from the top, and the number of rows. ``sides`` are the table's."""
    columns = head_columns(head, body, separators, sides)
    setting = head_setting(head, body, columns)
    spans = head_spans(head, levels, columns, setting)
    open_cells: list[HeadCell] = []
    for row in head:
        for cell in row.cells:
            first, last = spans[id(cell.chunk)]
            home = next((c for c in open_cells if _goes_on(c, cell, (first, last), row, levels)), None)
            if home is None:
                open_cells.append(HeadCell(first, last, [cell.chunk]))
            else:
                home.chunks.append(cell.chunk)
                home.first, home.last = min(home.first, first), max(home.last, last)
    _over_pairs(open_cells, len(columns.texts))
    depth = _stack(open_cells)
    return _without_overlaps(open_cells), depth


def _goes_on(
    cell: HeadCell, piece: LineCell, span: tuple[int, int], row: PlacedLine, levels: Sequence[RuleLine]
) -> bool:
    """The text goes on with what stands above it in the same columns."""
    above, below = cell.chunks[-1], piece.chunk
    remark = all(is_bracketed(c.chunk) for c in row.cells)
    if above.top >= below.top - 1 or below.top - above.bottom > (REMARK if remark else CLOSE) * row.line.size:
        return False
    if overlap((cell.first, cell.last), span) < 0:
        return False
    shared = overlap((above.x0, above.x1), (below.x0, below.x1))
    if shared < 0.3 * min(above.x1 - above.x0, below.x1 - below.x0):
        return False
    middle = (above.bottom + above.top) / 2, (below.top + below.bottom) / 2
    lo, hi = min(above.x0, below.x0), max(above.x1, below.x1)
    ruled = any(middle[0] < level.y < middle[1] and level.covers(lo, hi) > 0.5 for level in levels)
    if ruled and not remark:
        return False
    if (cell.first, cell.last) == span:
        return True
    siblings = [p for p in row.cells if overlap((p.first, p.last), (cell.first, cell.last)) >= 0]
    return len(siblings) == 1 and cell.first <= span[0] and span[1] <= cell.last


def _over_pairs(cells: Sequence[HeadCell], n: int) -> None:
    """Widen the heads of a table whose every head stands over the first of several columns, as over figures with
    their labels side by side: each heads what follows up to the next."""
    lowest = sorted((c for c in cells if not any(_is_under(other, c) for other in cells)), key=lambda c: c.first)
    starts = [c.first for c in lowest]
    if len(lowest) < 2 or starts[0] > 0 or len(set(starts)) < len(starts):
        return
    widths = {b - a for a, b in zip(starts, [*starts[1:], n], strict=True)}
    if len(widths) == 1 and widths != {1}:
        for cell, end in zip(lowest, [*starts[1:], n], strict=True):
            cell.last = end - 1


def _is_under(lower: HeadCell, upper: HeadCell) -> bool:
    return lower.top > upper.top and _share(lower, upper)


def _stack(cells: Sequence[HeadCell]) -> int:
    """Give each cell its rows: heads of columns stand on the lowest one and reach up to what spans them."""
    ordered = sorted(cells, key=lambda c: -c.bottom)
    for cell in ordered:
        below = [c for c in ordered if c is not cell and c.top >= cell.bottom - 3 and _share(c, cell)]
        cell.level = 1 + max((c.level for c in below), default=-1)
    depth = 1 + max((c.level for c in cells), default=-1)
    for cell in cells:
        cell.lowest = depth - 1 - cell.level
    for cell in cells:
        above = [c for c in cells if c is not cell and c.bottom <= cell.top + 3 and _share(c, cell)]
        cell.level = max((c.lowest + 1 for c in above), default=0)
    return depth


def _without_overlaps(cells: Sequence[HeadCell]) -> list[HeadCell]:
    """The cells, those made one that claim the same place: each place of the head belongs to one cell."""
    out: list[HeadCell] = []
    for cell in sorted(cells, key=lambda c: (c.level, c.first)):
        home = next(
            (c for c in out if _share(c, cell) and overlap((c.level, c.lowest), (cell.level, cell.lowest)) >= 0), None
        )
        if home is None:
            out.append(cell)
            continue
        out.remove(home)
        chunks = sorted([*home.chunks, *cell.chunks], key=lambda chunk: (round(chunk.bottom), chunk.x0))
        joined = HeadCell(min(home.first, cell.first), max(home.last, cell.last), chunks)
        joined.level, joined.lowest = min(home.level, cell.level), max(home.lowest, cell.lowest)
        return _without_overlaps(
            [*out, joined, *(c for c in cells if c is not cell and c is not home and c not in out)]
        )
    return out


def _share(a: HeadCell, b: HeadCell) -> bool:
    return overlap((a.first, a.last), (b.first, b.last)) >= 0
