"""Which lines of a table make one row: drawn marks between rows first, then wrapped labels by fit, pitch and case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    rights = right_edges(placed)
    return [
        part
        for band in bands
        for part in rows_by_white(placed, band, rights) or _by_text(placed, band, pitch, label_right, rights)
    ]


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


def right_edges(placed: Sequence[Placed]) -> dict[int, float]:
    """How far to the right the text of each column goes."""
    out: dict[int, float] = {}
    for row in placed:
        for p in row.pieces:
            if p.first == p.last:
                out[p.first] = max(out.get(p.first, p.chunk.x1), p.chunk.x1)
    return out


def rows_by_white(placed: Sequence[Placed], band: Sequence[int], rights: Mapping[int, float]) -> list[list[int]]:
    """Rows of wrapped text that wider white space parts, or [] where it does not: the steps between lines are of
    two kinds, and what stands between two wide ones is text that runs on in every column."""
    wide = _wide_step([_step(placed, a, b) for a, b in pairwise(band)], placed[band[0]].line.size)
    if not wide:
        return []
    out: list[list[int]] = []
    at: dict[int, float] = {}
    for k, i in enumerate(band):
        line = placed[i].line
        below = [line.baseline - at.get(p.first, line.baseline) for p in placed[i].pieces]
        if not k or _step(placed, band[k - 1], i) >= wide or (len(below) > 1 and min(below) >= 0.97 * wide):
            out.append([])
        out[-1].append(i)
        at.update((p.first, line.baseline) for p in placed[i].pieces)
    runs = [_runs_on(placed, group, rights) for group in out if len(group) > 1]
    seen = [goes for run in runs for goes in run]
    return out if len(seen) >= 3 and sum(seen) >= 0.8 * len(seen) and all(map(any, runs)) else []


def _wide_step(steps: Sequence[float], size: float) -> float:
    """The smallest of the wide steps, where steps are of two kinds; 0 where they are not."""
    jump, wide = max(((b - a, b) for a, b in pairwise(sorted(steps)) if a > 0), default=(0.0, 0.0))
    return wide if jump >= 0.15 * size and sum(step >= wide for step in steps) >= 2 else 0.0


def _runs_on(placed: Sequence[Placed], group: Sequence[int], rights: Mapping[int, float]) -> list[bool]:
    """For each text below another one in a column of the group, whether it is that one's continuation: no figure,
    and no word that would have fitted above."""
    out: list[bool] = []
    above: dict[int, Piece] = {}
    for i in group:
        for p in placed[i].pieces:
            if p.first in above:
                text = p.first == p.last and not is_value_chunk(p.chunk)
                out.append(text and not fits(above[p.first].chunk, p.chunk, rights[p.first]))
            above[p.first] = p
    return out


def _row_pitch(placed: Sequence[Placed]) -> float:
    """The usual distance between the baselines of two rows that both have figures."""
    steps = [b.line.baseline - a.line.baseline for a, b in pairwise(placed) if a.figures - {0} and b.figures - {0}]
    if not steps:
        steps = [b.line.baseline - a.line.baseline for a, b in pairwise(placed)]
    return median(steps)


def _by_text(
    placed: Sequence[Placed], band: Sequence[int], pitch: float, label_right: float, rights: Mapping[int, float]
) -> list[list[int]]:
    out = [[band[0]]]
    for _a, b in pairwise(band):
        row = out[-1]
        if not _begins_anew(placed, row, b, rights) and _joins(
            [placed[i] for i in row], placed[b], pitch, label_right, placed, b
        ):
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


def _begins_anew(placed: Sequence[Placed], row: Sequence[int], at: int, rights: Mapping[int, float]) -> bool:
    """Several columns begin a new text, as their first words would have fitted behind what stands above."""
    line = placed[at]
    above = {p.first: p.chunk for i in row for p in placed[i].pieces}
    if len(line.pieces) < 2 or not all(p.first in above and not p.chunk.text[:1].islower() for p in line.pieces):
        return False
    new = [p for p in line.pieces if fits(above[p.first], p.chunk, rights.get(p.first, 0.0))]
    return 2 * len(new) >= len(line.pieces)


def fits(above: Chunk, below: Chunk, right: float) -> bool:
    """The first word below would have fitted behind the text above: so it was no wrapped line."""
    word = below.words[0]
    return above.x1 + 0.3 * word.size + (word.x1 - word.x0) < right - 0.2 * word.size


def _label_fits(above: Placed, line: Placed, label_right: float) -> bool:
    label = next((p for p in above.pieces if p.first == 0), None)
    return label is None or fits(label.chunk, line.pieces[0].chunk, label_right)


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
    score += -3 if _label_fits(last, line, label_right) else 2
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
    score += -3 if _label_fits(last, line, label_right) else 2
    first = b.text[:1]
    score += 2 if first.islower() or first in "(&/" else -1
    indent = b.x0 - a.x0
    score += -1 if indent < -0.5 * line.line.size else 0
    score += 2 if step < 0.92 * pitch else (-3 if step > 1.15 * pitch else 0)
    if a.words[-1].bold != b.words[0].bold or a.words[-1].text.endswith(":"):
        score -= 3
    return score >= 2
