"""Which lines of a table make one row: drawn marks between rows first, then white space, then wrapped labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from extract.grid.grid import CLEAR, UNTOLD, Margins
from extract.grid.line_cells import LineCell, PlacedLine
from extract.grid.row_joins import WEIGHTS, Measure, join_worth, measure
from extract.page.text_lines import fits

Side = Literal["top", "bottom", "middle"]
MOST_LINES = 12  # lines of text in one row whose joining is weighed at most
SIDES: tuple[Side, ...] = ("top", "bottom", "middle")


class Grouped(NamedTuple):
    """Indexes of the lines of each row, in order, and how clear that was."""

    rows: list[list[int]]
    margins: Margins = UNTOLD


class _Band(NamedTuple):
    """Lines between two marks, and what speaks for each two neighbours' being of one row."""

    lines: list[int]
    joins: list[float]


def group_rows(placed: Sequence[PlacedLine], marks: Sequence[float], *, marked: bool = False) -> Grouped:
    """The rows of the lines. ``marks`` are the heights of lines or shading edges drawn across the table; ``marked``
    says that they part every two rows of it, head included."""
    if not placed:
        return Grouped([])
    bands = bands_between(placed, marks)
    if marked or is_marked(placed, bands):
        return Grouped([part for band in bands for part in split_band(placed, band)])
    rights = right_edges(placed)
    common = measure(placed, rights)
    parts: list[list[list[int]] | _Band] = [
        rows_by_white(placed, band, rights)
        or _Band(band, [join_worth(placed, a, b, common) for a, b in pairwise(band)])
        for band in bands
    ]
    weighed = [part for part in parts if isinstance(part, _Band)]
    side = _side(placed, weighed, common)
    rows: list[list[int]] = []
    for part in parts:
        rows += _best_rows(placed, part, common, side)[1] if isinstance(part, _Band) else part
    return Grouped(rows, _margins(rows, weighed))


def _margins(rows: Sequence[Sequence[int]], bands: Sequence[_Band]) -> Margins:
    """How clear it was for each two neighbours of the bands whether they are of one row."""
    inner = {i for row in rows for i in row[1:]}
    weighed = [(i in inner, worth) for band in bands for i, worth in zip(band.lines[1:], band.joins, strict=True)]
    join = min([worth for joined, worth in weighed if joined], default=CLEAR)
    cut = min([-worth for joined, worth in weighed if not joined], default=CLEAR)
    return Margins(min(join, CLEAR), min(cut, CLEAR), bool(inner))


def _side(placed: Sequence[PlacedLine], bands: Sequence[_Band], common: Measure) -> Side:
    """Where this table's rows have their figures when their label takes several lines: as it reads best."""
    worth = {side: sum(_best_rows(placed, band, common, side)[0] for band in bands) for side in SIDES}
    return max(SIDES, key=lambda side: worth[side])


def _best_rows(placed: Sequence[PlacedLine], part: _Band, common: Measure, side: Side) -> tuple[float, list[list[int]]]:
    """The rows of a band under which most is explained, and how much that is: the best way to cut it in two at each
    line, from the best ways to cut what is above."""
    band, joins = part
    best: list[tuple[float, int]] = [(0.0, 0)]  # up to each line: the worth, and where its last row begins
    for end in range(1, len(band) + 1):
        found = (best[end - 1][0], end - 1)
        worth, seen = 0.0, placed[band[end - 1]].figures - common.labels
        for start in range(end - 2, max(-1, end - 1 - MOST_LINES), -1):
            worth += joins[start]
            own = placed[band[start]].figures - common.labels
            if worth == float("-inf") or own & seen:
                break
            seen |= own
            whole = best[start][0] + worth + _unlike(placed, band[start:end], side)
            if whole > found[0]:
                found = (whole, start)
        best.append(found)
    rows: list[list[int]] = []
    end = len(band)
    while end:
        start = best[end][1]
        rows.append(list(band[start:end]))
        end = start
    return best[-1][0], rows[::-1]


def _unlike(placed: Sequence[PlacedLine], row: Sequence[int], side: Side) -> float:
    """What speaks against a row with its figures on other lines than this table has them on."""
    at = [k for k, i in enumerate(row) if placed[i].has_figures]
    if not at or len(at) == len(row):
        return 0.0
    above, below = at[0], len(row) - 1 - at[-1]
    wrong = {"top": above, "bottom": below, "middle": max(abs(above - below) - 1, 0)}[side]
    return WEIGHTS.unlike * wrong


def bands_between(placed: Sequence[PlacedLine], marks: Sequence[float]) -> list[list[int]]:
    """Indexes of the lines between each two marks."""
    out: list[list[int]] = []
    marks = sorted(marks)
    k = 0
    for i, row in enumerate(placed):
        middle = (row.line.top + row.line.bottom) / 2
        crossed = False
        while k < len(marks) and marks[k] < middle:
            crossed, k = True, k + 1
        if crossed or not out:
            out.append([i])
        else:
            out[-1].append(i)
    return out


def is_marked(placed: Sequence[PlacedLine], bands: Sequence[Sequence[int]]) -> bool:
    """The drawn marks part (nearly) every two rows, so that what stands between two marks is one row."""
    full = [band for band in bands if any(len(placed[i].cells) > 1 for i in band)]
    if len(full) < 3 and len(bands) < 3:
        return False
    crowded = sum(_shares_figures(placed, band) for band in full)
    loose = sum(_several_rows(placed, band) for band in full)
    return crowded <= 0.1 * len(full) and loose <= 0.34 * len(full)


def _shares_figures(placed: Sequence[PlacedLine], band: Sequence[int]) -> bool:
    """Two lines of the band have a figure in the same column."""
    seen: frozenset[int] = frozenset()
    for i in band:
        if seen & placed[i].figures:
            return True
        seen |= placed[i].figures
    return False


def _several_rows(placed: Sequence[PlacedLine], band: Sequence[int]) -> bool:
    """The band holds lines that are rows of their own: several with a label and a figure."""
    return sum(placed[i].has_figures and 0 in placed[i].columns for i in band) > 1


def split_band(placed: Sequence[PlacedLine], band: Sequence[int]) -> list[list[int]]:
    """The rows between two marks: one, unless two lines have figures in one column or white space parts them."""
    out = [[band[0]]]
    leading = min((step(placed, a, b) for a, b in pairwise(band)), default=0.0)
    for a, b in pairwise(band):
        wide = step(placed, a, b) > max(1.5 * leading, 1.7 * placed[b].line.size)
        begins = wide and len(placed[b].columns) > 1 and 0 in placed[b].columns
        if begins or any(placed[j].figures & placed[b].figures for j in out[-1]):
            out.append([b])
        else:
            out[-1].append(b)
    return out


def rows_by_white(placed: Sequence[PlacedLine], band: Sequence[int], rights: Mapping[int, float]) -> list[list[int]]:
    """Rows of wrapped text that wider white space parts, or [] where it does not: the steps between lines are of
    two kinds, and what stands between two wide ones is text that runs on in every column."""
    wide = _wide_step([step(placed, a, b) for a, b in pairwise(band)], placed[band[0]].line.size)
    if not wide:
        return []
    out: list[list[int]] = []
    at: dict[int, float] = {}
    for k, i in enumerate(band):
        line = placed[i].line
        below = [line.baseline - at.get(p.first, line.baseline) for p in placed[i].cells]
        if not k or step(placed, band[k - 1], i) >= wide or (len(below) > 1 and min(below) >= 0.97 * wide):
            out.append([])
        out[-1].append(i)
        at.update((p.first, line.baseline) for p in placed[i].cells)
    runs = [_runs_on(placed, group, rights) for group in out if len(group) > 1]
    seen = [goes for run in runs for goes in run]
    return out if len(seen) >= 3 and sum(seen) >= 0.8 * len(seen) and all(map(any, runs)) else []


def step(placed: Sequence[PlacedLine], a: int, b: int) -> float:
    """The distance between the baselines of two lines."""
    return placed[b].line.baseline - placed[a].line.baseline


def right_edges(placed: Sequence[PlacedLine]) -> dict[int, float]:
    """How far to the right the text of each column goes."""
    out: dict[int, float] = {}
    for row in placed:
        for p in row.cells:
            if p.first == p.last:
                out[p.first] = max(out.get(p.first, p.chunk.x1), p.chunk.x1)
    return out


def _wide_step(steps: Sequence[float], size: float) -> float:
    """The smallest of the wide steps, where steps are of two kinds; 0 where they are not."""
    jump, wide = max(((b - a, b) for a, b in pairwise(sorted(steps)) if a > 0), default=(0.0, 0.0))
    return wide if jump >= 0.15 * size and sum(s >= wide for s in steps) >= 2 else 0.0


def _runs_on(placed: Sequence[PlacedLine], group: Sequence[int], rights: Mapping[int, float]) -> list[bool]:
    """For each text below another one in a column of the group, whether it is that one's continuation: no figure,
    and no word that would have fitted above."""
    out: list[bool] = []
    above: dict[int, LineCell] = {}
    for i in group:
        for p in placed[i].cells:
            if p.first in above:
                text = p.first == p.last and not p.chunk.is_value
                out.append(text and not fits(above[p.first].chunk, p.chunk, rights[p.first]))
            above[p.first] = p
    return out
