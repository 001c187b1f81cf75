"""Which lines of a table make one row: drawn marks between rows first, then white space, then wrapped labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from extract.geometry import median
from extract.grid.line_cells import LineCell, PlacedLine, is_value_chunk
from extract.grid.wrapped_labels import Measure, rows_by_label
from extract.page.text_lines import fits


def group_rows(placed: Sequence[PlacedLine], marks: Sequence[float], label_right: float) -> list[list[int]]:
    """Indexes of the lines of each row, in order.

    ``marks`` are the heights of lines or shading edges drawn across the table; ``label_right`` is the right
    edge that the first column's text may reach.
    """
    if not placed:
        return []
    bands = bands_between(placed, marks)
    if is_marked(placed, bands):
        return [part for band in bands for part in split_band(placed, band)]
    measure = Measure(_row_pitch(placed), label_right, right_edges(placed))
    return [
        part
        for band in bands
        for part in rows_by_white(placed, band, measure.rights) or rows_by_label(placed, band, measure)
    ]


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


def _row_pitch(placed: Sequence[PlacedLine]) -> float:
    """The usual distance between the baselines of two rows that both have figures."""
    both = [b.line.baseline - a.line.baseline for a, b in pairwise(placed) if a.has_figures and b.has_figures]
    return median(both or [b.line.baseline - a.line.baseline for a, b in pairwise(placed)])


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
                text = p.first == p.last and not is_value_chunk(p.chunk)
                out.append(text and not fits(above[p.first].chunk, p.chunk, rights[p.first]))
            above[p.first] = p
    return out
