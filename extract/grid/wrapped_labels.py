"""Wrapped labels: a label of two or three lines, whose figures stand on the first, the middle or the last of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.grid.line_cells import PlacedLine
from extract.page.text_lines import Chunk, fits

PIXEL = 0.8  # points: browsers set lines on whole pixels, so that the steps of one text differ by that much


class Measure(NamedTuple):
    """What a table's lines are compared with: the usual step between two rows with figures, the right edge that a
    label may reach, and that of each column's text."""

    pitch: float
    label_right: float
    rights: Mapping[int, float]


def rows_by_label(placed: Sequence[PlacedLine], band: Sequence[int], measure: Measure) -> list[list[int]]:
    """Indexes of the lines of each row of a band in which nothing drawn parts rows."""
    out = [[band[0]]]
    for _, b in pairwise(band):
        row = [placed[i] for i in out[-1]]
        if _joins(row, placed[b], measure):
            out[-1].append(b)
        else:
            out.append([b])
    return out


def _joins(row: Sequence[PlacedLine], line: PlacedLine, measure: Measure) -> bool:
    """The line belongs to the row that the lines before it make."""
    last = row[-1]
    step = line.line.baseline - last.line.baseline
    if _begins_anew(row, line, measure.rights) or any(a.figures & line.figures for a in row):
        return False
    size = max(line.line.size, last.line.size)
    if step < 0.7 * size:  # overlapping lines: a figure set between the two lines of its label
        return True
    if step > 1.9 * size and step > 0.95 * measure.pitch:
        return False
    here, before = line.columns, frozenset().union(*(a.columns for a in row))
    if not line.has_figures and here <= {0} and len(line.cells) == 1 and line.cells[0].last == 0:
        return _continues_label(last, line, step, measure)
    if not before - {0} and here - {0}:  # a label alone so far
        if 0 in here:
            return _label_runs_on(last, line, step, measure)
        return step < 0.95 * measure.pitch and step <= 1.4 * size
    if 0 not in here and not line.has_figures:  # wrapped text in other columns
        return step <= 1.45 * size and step <= 1.02 * measure.pitch + PIXEL
    return not line.has_figures and here <= before and step < 0.85 * measure.pitch and step <= 1.35 * size


def _begins_anew(row: Sequence[PlacedLine], line: PlacedLine, rights: Mapping[int, float]) -> bool:
    """Several columns begin a new text, as their first words would have fitted behind what stands above."""
    above = {p.first: p.chunk for a in row for p in a.cells}
    if len(line.cells) < 2 or not all(p.first in above and not p.chunk.text[:1].islower() for p in line.cells):
        return False
    new = [p for p in line.cells if fits(above[p.first], p.chunk, rights.get(p.first, 0.0))]
    return 2 * len(new) >= len(line.cells)


def _continues_label(last: PlacedLine, line: PlacedLine, step: float, measure: Measure) -> bool:
    """A line with a label alone goes on from the label above it, rather than being a heading or a row."""
    above = next((p.chunk for p in last.cells if p.first == 0), None)
    if above is None:
        return False
    below = line.cells[0].chunk
    indent = (below.x0 - above.x0) / line.line.size
    score = _wrapped(above, below, step, measure)
    score += 1 if indent > 0.5 else (-2 if indent < -0.5 else 0)
    score += 1 if above.words[-1].text.endswith(("-", ",")) else 0
    return score >= 2


def _label_runs_on(last: PlacedLine, line: PlacedLine, step: float, measure: Measure) -> bool:
    """The row so far is a label alone, the line has a label and figures: whether both are one wrapped label."""
    if last.cells[-1].last > 0:
        return False
    above, below = last.cells[-1].chunk, line.cells[0].chunk
    score = _wrapped(above, below, step, measure)
    return score - (1 if below.x0 < above.x0 - 0.5 * line.line.size else 0) >= 2


def _wrapped(above: Chunk, below: Chunk, step: float, measure: Measure) -> int:
    """What speaks for (above 0) and against the lower text being the upper one wrapped: whether its first word
    would have fitted above, case, the step between them, weight and a colon."""
    score = -3 if fits(above, below, measure.label_right) else 2
    first = below.text[:1]
    score += 2 if first.islower() or first in "(&/" else -1
    score += 2 if step < 0.92 * measure.pitch else (-3 if step > 1.15 * measure.pitch else 0)
    if above.words[-1].bold != below.words[0].bold or above.words[-1].text.endswith(":"):
        score -= 3
    return score
