"""Which lines of a table make one row: drawn marks between rows first, then white space, then wrapped labels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.geometry import median
from extract.labels import Measure, rows_by_label
from extract.paragraphs import right_edges, rows_by_white, step
from extract.placed import Placed


def group_rows(placed: Sequence[Placed], marks: Sequence[float], label_right: float) -> list[list[int]]:
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


def bands_between(placed: Sequence[Placed], marks: Sequence[float]) -> list[list[int]]:
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


def is_marked(placed: Sequence[Placed], bands: Sequence[Sequence[int]]) -> bool:
    """The drawn marks part (nearly) every two rows, so that what stands between two marks is one row."""
    full = [band for band in bands if any(len(placed[i].pieces) > 1 for i in band)]
    if len(full) < 3 and len(bands) < 3:
        return False
    crowded = sum(_shares_figures(placed, band) for band in full)
    loose = sum(_several_rows(placed, band) for band in full)
    return crowded <= 0.1 * len(full) and loose <= 0.34 * len(full)


def _shares_figures(placed: Sequence[Placed], band: Sequence[int]) -> bool:
    """Two lines of the band have a figure in the same column."""
    seen: frozenset[int] = frozenset()
    for i in band:
        if seen & placed[i].figures:
            return True
        seen |= placed[i].figures
    return False


def _several_rows(placed: Sequence[Placed], band: Sequence[int]) -> bool:
    """The band holds lines that are rows of their own: several with a label and a figure."""
    return sum(placed[i].has_figures and 0 in placed[i].columns for i in band) > 1


def split_band(placed: Sequence[Placed], band: Sequence[int]) -> list[list[int]]:
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


def _row_pitch(placed: Sequence[Placed]) -> float:
    """The usual distance between the baselines of two rows that both have figures."""
    both = [b.line.baseline - a.line.baseline for a, b in pairwise(placed) if a.has_figures and b.has_figures]
    return median(both or [b.line.baseline - a.line.baseline for a, b in pairwise(placed)])
