"""Which lines of a table make one row: drawn marks between rows first, then wrapped labels by fit, pitch and case."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.geometry import median
from extract.lines import Chunk, Line
from extract.pieces import Piece
from extract.tokens import is_value


class Placed(NamedTuple):
    """A line and what it has in each column."""

    line: Line
    pieces: tuple[Piece, ...]

    @property
    def columns(self) -> frozenset[int]:
        return frozenset(p.first for p in self.pieces)

    @property
    def figures(self) -> frozenset[int]:
        """Columns that hold nothing but a value here."""
        return frozenset(p.first for p in self.pieces if p.first == p.last and is_value_chunk(p.chunk))


def is_value_chunk(chunk: Chunk) -> bool:
    """The chunk is a figure, or a sign in a figure's place, with its unit or mark."""
    words = chunk.words
    return len(words) <= 3 and is_value(words[0].text) and all(is_value(w.text) or len(w.text) <= 3 for w in words[1:])


def group_rows(placed: Sequence[Placed], marks: Sequence[float], label_right: float) -> list[list[int]]:
    """Indexes of the lines of each row, in order.

    ``marks`` are the heights of lines or shading edges drawn across the table; ``label_right`` is the right
    edge that the first column's text may reach.
    """
    if not placed:
        return []
    bands = _bands(placed, marks)
    if _marked(placed, bands):
        return [part for band in bands for part in split_band(placed, band)]
    pitch = _row_pitch(placed)
    return [part for band in bands for part in _by_text(placed, band, pitch, label_right)]


def _bands(placed: Sequence[Placed], marks: Sequence[float]) -> list[list[int]]:
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


def _conflict(a: Placed, b: Placed) -> bool:
    """Both lines have a figure in the same column: they are two rows."""
    return bool(a.figures & b.figures)


def _marked(placed: Sequence[Placed], bands: Sequence[Sequence[int]]) -> bool:
    """The drawn marks part (nearly) every two rows, so that what stands between two marks is one row."""
    full = [band for band in bands if any(len(placed[i].pieces) > 1 for i in band)]
    if len(full) < 3 and len(bands) < 3:
        return False
    crowded = sum(any(_conflict(placed[a], placed[b]) for a, b in pairwise(band)) for band in full)
    loose = sum(_several_rows(placed, band) for band in full)
    return crowded <= 0.1 * len(full) and loose <= 0.34 * len(full)


def _several_rows(placed: Sequence[Placed], band: Sequence[int]) -> bool:
    """The band holds lines that are rows of their own: several with a label and a figure."""
    return sum(bool(placed[i].figures - {0}) and 0 in placed[i].columns for i in band) > 1


def split_band(placed: Sequence[Placed], band: Sequence[int]) -> list[list[int]]:
    """The rows between two marks: one, unless two lines have figures in one column or white space parts them."""
    out = [[band[0]]]
    leading = min((_step(placed, a, b) for a, b in pairwise(band)), default=0.0)
    for a, b in pairwise(band):
        wide = _step(placed, a, b) > max(1.5 * leading, 1.7 * placed[b].line.size)
        if any(_conflict(placed[j], placed[b]) for j in out[-1]) or (
            wide and len(placed[b].columns) > 1 and 0 in placed[b].columns
        ):
            out.append([b])
        else:
            out[-1].append(b)
    return out


def _step(placed: Sequence[Placed], a: int, b: int) -> float:
    return placed[b].line.baseline - placed[a].line.baseline


def _row_pitch(placed: Sequence[Placed]) -> float:
    """The usual distance between the baselines of two rows that both have figures."""
    steps = [b.line.baseline - a.line.baseline for a, b in pairwise(placed) if a.figures - {0} and b.figures - {0}]
    if not steps:
        steps = [b.line.baseline - a.line.baseline for a, b in pairwise(placed)]
    return median(steps)


def _by_text(placed: Sequence[Placed], band: Sequence[int], pitch: float, label_right: float) -> list[list[int]]:
    out = [[band[0]]]
    for _a, b in pairwise(band):
        row = out[-1]
        if _joins([placed[i] for i in row], placed[b], pitch, label_right, placed, b):
            row.append(b)
        else:
            out.append([b])
    return out


def _joins(
    row: Sequence[Placed], line: Placed, pitch: float, label_right: float, placed: Sequence[Placed], at: int
) -> bool:
    last = row[-1]
    step = line.line.baseline - last.line.baseline
    if any(_conflict(a, line) for a in row):
        return False
    size = max(line.line.size, last.line.size)
    if step < 0.7 * size:  # overlapping lines: a figure set between the two lines of its label
        return True
    if step > 1.9 * size and step > 0.95 * pitch:
        return False
    only_text = not (line.figures - {0})
    here, before = line.columns, frozenset().union(*(a.columns for a in row))
    if only_text and here <= {0} and len(line.pieces) == 1 and line.pieces[0].last == 0:
        return _continues_label(row, line, step, pitch, label_right, placed, at)
    if not before - {0} and here - {0} and 0 in here:
        return _label_runs_on(row, line, step, pitch, label_right)
    if not before - {0} and here - {0} and 0 not in here:  # label above, figures below
        return step < 0.95 * pitch and step <= 1.4 * size
    if 0 not in here and only_text:  # wrapped text in other columns
        return step <= 1.45 * size and step <= 1.02 * pitch
    return only_text and here <= before and step < 0.85 * pitch and step <= 1.35 * size


def _fits(above: Placed, line: Placed, label_right: float) -> bool:
    """The line's first word would have fitted behind the label above: so it was no wrapped line."""
    label = next(p for p in above.pieces if p.first == 0) if 0 in above.columns else None
    if label is None:
        return True
    word = line.pieces[0].chunk.words[0]
    return label.chunk.x1 + 0.3 * word.size + (word.x1 - word.x0) < label_right - 0.2 * word.size


def _continues_label(
    row: Sequence[Placed],
    line: Placed,
    step: float,
    pitch: float,
    label_right: float,
    placed: Sequence[Placed],
    at: int,
) -> bool:
    last = row[-1]
    if 0 not in last.columns:
        return False
    a, b = next(p for p in last.pieces if p.first == 0).chunk, line.pieces[0].chunk
    score = 0
    score += -3 if _fits(last, line, label_right) else 2
    first = b.text[:1]
    score += 2 if first.islower() or first in "(&/" else -1
    indent = b.x0 - a.x0
    score += 1 if indent > 0.5 * line.line.size else (-2 if indent < -0.5 * line.line.size else 0)
    score += 2 if step < 0.92 * pitch else (-3 if step > 1.15 * pitch else 0)
    if a.words[-1].bold != b.words[0].bold or a.words[-1].text.endswith(":"):
        score -= 3
    if a.words[-1].text.endswith(("-", ",")):
        score += 1
    return score >= 2


def _label_runs_on(row: Sequence[Placed], line: Placed, step: float, pitch: float, label_right: float) -> bool:
    """The row so far is a label alone, the line has a label and figures: whether both are one wrapped label."""
    last = row[-1]
    a, b = last.pieces[-1].chunk, line.pieces[0].chunk
    if last.pieces[-1].last > 0:
        return False
    score = 0
    score += -3 if _fits(last, line, label_right) else 2
    first = b.text[:1]
    score += 2 if first.islower() or first in "(&/" else -1
    indent = b.x0 - a.x0
    score += -1 if indent < -0.5 * line.line.size else 0
    score += 2 if step < 0.92 * pitch else (-3 if step > 1.15 * pitch else 0)
    if a.words[-1].bold != b.words[0].bold or a.words[-1].text.endswith(":"):
        score -= 3
    return score >= 2
