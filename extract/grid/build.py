"""From an area of a page to a grid: rows, columns, and the cells that span several of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.grid.blank_columns import with_blank_columns
from extract.grid.columns import Separator, find_separators
from extract.grid.grid import Grid, Slot
from extract.grid.head import HeadCell, build_head
from extract.grid.head_lines import count_head_lines
from extract.grid.line_cells import PlacedLine, line_cells, place
from extract.grid.rows import bands_between, group_rows, is_marked, split_band
from extract.grid.spans import join_across, join_down
from extract.model import Box
from extract.page.area import Area, row_marks
from extract.page.text_lines import Line, usual_space


def read_area(area: Area) -> Grid | None:
    """The grid of an area, or None where it has a single column."""
    box = area.box
    marks = row_marks(area)
    head = count_head_lines(area, marks)
    separators = find_separators(area.lines, head, box, area.positions, 0.35 if area.kind != "lattice" else 0.1)
    if not separators:
        return None
    separators = with_blank_columns(separators, area.lines, head)
    space = usual_space(area.lines) if head else 0.0
    placed = []
    for k, line in enumerate(area.lines):
        if k < head:
            whole = _underlined(line, separators, area) if k < head - 1 else frozenset()
            found = line_cells(line, separators, space=space, lowest=k == head - 1, whole=whole)
        else:
            found = line_cells(line, separators)
        placed.append(place(line, found))
    bands = bands_between(placed, marks)
    marked = is_marked(placed, bands)
    if marked and _is_bordered(area, separators):
        grid = _by_borders(area, placed, bands, separators, head)
    else:
        grid = _by_lines(area, placed, marks, separators, head, marked)
        if area.positions and area.kind == "lattice":
            join_across(grid, separators)
            join_down(grid, area)
    return without_blanks(grid)


def _underlined(line: Line, separators: Sequence[Separator], area: Area) -> frozenset[int]:
    """Indexes of the separators over which a rule under a part of the head runs right below the line: the text
    above it is one."""
    lo, hi = line.bottom - 0.4 * line.size, line.bottom + 1.2 * line.size
    parts = [p for v in area.levels if lo <= v.y <= hi for p in v.segments if p[1] - p[0] < 0.9 * area.box.width]
    over = [p for p in parts if sum(p[0] - 2 <= (c.x0 + c.x1) / 2 <= p[1] + 2 for c in line.chunks) == 1]
    return frozenset(
        k for k, s in enumerate(separators) if s.rule is None and any(a < s.lo and s.hi < b for a, b in over)
    )


def _column_spans(separators: Sequence[Separator], box: Box) -> list[tuple[float, float]]:
    edges = [box.x0, *(s.middle for s in separators), box.x1]
    return list(pairwise(edges))


def _is_bordered(area: Area, separators: Sequence[Separator]) -> bool:
    """Borders are drawn between all columns: where one is missing, in the head as elsewhere, a cell spans several."""
    return area.kind == "lattice" and all(s.rule is not None for s in separators)


def _by_borders(
    area: Area, placed: list[PlacedLine], bands: list[list[int]], separators: Sequence[Separator], head: int
) -> Grid:
    """Every cell is bordered: what stands between two marks is one row; a missing border joins cells."""
    groups = [part for band in bands for part in split_band(placed, band)]
    grid = _plain(area, placed, groups, separators)
    grid.marked = True
    grid.header_rows = next((k for k, g in enumerate(groups) if g[0] >= head), len(groups))
    if area.positions:
        join_across(grid, separators)
        join_down(grid, area)
    return grid


def _plain(
    area: Area, placed: list[PlacedLine], groups: Sequence[Sequence[int]], separators: Sequence[Separator]
) -> Grid:
    n = len(separators) + 1
    slots: dict[tuple[int, int], Slot] = {}
    for r, group in enumerate(groups):
        spanned = len(group) > 1 and any(p.last > p.first for i in group for p in placed[i].cells)
        for i in group:
            for cell in placed[i].cells:
                slot = slots.get((r, cell.first)) or (_over(slots, r, cell.first) if spanned else None)
                if slot is None:
                    slots[r, cell.first] = Slot(r, cell.first, r, cell.last, [cell.chunk])
                else:
                    slot.chunks.append(cell.chunk)
                    slot.c2 = max(slot.c2, cell.last)
    _swallow(slots)
    spans = [(min(placed[i].line.top for i in g), max(placed[i].line.bottom for i in g)) for g in groups]
    return Grid(len(groups), n, list(slots.values()), 0, spans, _column_spans(separators, area.box), placed, False)


def _over(slots: dict[tuple[int, int], Slot], r: int, column: int) -> Slot | None:
    """The cell of the row that begins further left and spans the column."""
    left = (slots.get((r, c)) for c in range(column - 1, -1, -1))
    return next((s for s in left if s is not None and s.c2 >= column), None)


def _swallow(slots: dict[tuple[int, int], Slot]) -> None:
    """A cell that lies in the span of another one of its row goes into it."""
    for key in sorted(slots):
        slot = slots.get(key)
        if slot is None:
            continue
        for c in range(slot.c + 1, slot.c2 + 1):
            other = slots.pop((slot.r, c), None)
            if other is not None:
                slot.chunks += other.chunks
                slot.c2 = max(slot.c2, other.c2)
    for slot in slots.values():
        if len(slot.chunks) > 1:
            slot.chunks.sort(key=lambda ch: (round(ch.bottom), ch.x0))


def _by_lines(
    area: Area,
    placed: list[PlacedLine],
    marks: Sequence[float],
    separators: Sequence[Separator],
    head: int,
    marked: bool,
) -> Grid:
    """Rows are not marked: the head is stacked from its lines, the body's lines are grouped by text."""
    box = area.box
    cells: list[HeadCell] = []
    depth = 0
    if head:
        cells, depth = build_head(placed[:head], placed[head:], area.levels, separators, (box.x0, box.x1))
    grouped = group_rows(placed[head:], list(marks), marked=marked)
    groups = [[i + head for i in g] for g in grouped.rows]
    grid = _plain(area, placed, groups, separators)
    stack_head(grid, cells, depth, box.top)
    grid.marked, grid.margins = marked, grouped.margins
    return grid


def stack_head(grid: Grid, cells: Sequence[HeadCell], depth: int, top: float) -> None:
    """Put the ``cells`` of a head, ``depth`` rows, over the rows that are there."""
    for slot in grid.slots:
        slot.r += depth
        slot.r2 += depth
    tops: dict[int, tuple[float, float]] = {}
    for cell in cells:
        grid.slots.append(Slot(cell.level, cell.first, cell.lowest, cell.last, cell.chunks))
        lo, hi = tops.get(cell.lowest, (cell.top, cell.bottom))
        tops[cell.lowest] = (min(lo, cell.top), max(hi, cell.bottom))
    grid.row_spans = [tops.get(k, (top, top)) for k in range(depth)] + grid.row_spans
    grid.n_rows += depth
    grid.header_rows = depth


def without_blanks(grid: Grid) -> Grid | None:
    """The grid without rows and columns that hold nothing at all."""
    rows = sorted({r for s in grid.slots for r in range(s.r, s.r2 + 1) if s.r == s.r2} | {s.r for s in grid.slots})
    columns = sorted({s.c for s in grid.slots if s.c == s.c2} | {s.c for s in grid.slots})
    if len(columns) < 2 or not rows:
        return None
    r_index = _index(rows, grid.n_rows)
    c_index = _index(columns, grid.n_columns)
    for s in grid.slots:
        s.r, s.r2 = r_index[s.r][0], max(r_index[s.r][0], r_index[s.r2][1])
        s.c, s.c2 = c_index[s.c][0], max(c_index[s.c][0], c_index[s.c2][1])
    grid.header_rows = sum(r < grid.header_rows for r in rows)
    grid.row_spans = [grid.row_spans[r] for r in rows]
    edges = [grid.column_spans[c] for c in columns]
    grid.column_spans = [(edges[0][0] if k == 0 else e[0], e[1]) for k, e in enumerate(edges)]
    grid.n_rows, grid.n_columns = len(rows), len(columns)
    return grid


def _index(kept: Sequence[int], n: int) -> list[tuple[int, int]]:
    """For each old index the new one at or after it, and the new one at or before it."""
    out = []
    at = 0  # how many are kept before
    for k in range(n):
        here = at < len(kept) and kept[at] == k
        out.append((min(at, len(kept) - 1), at if here else at - 1))
        at += here
    return out
