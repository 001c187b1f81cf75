"""How sure it is that two lines, one below the other, are of one row: wrapped labels, wrapped text, or two rows.

    A054 Sale of land at                        wrapped: "at" fills the line, "Oakhill" has no code
         Oakhill            0,5     0,5
    A061 New school         5,2     5,2         two rows: each has a figure in the same column
    Inside the frame                            two rows: a heading, "Taxes" would have fitted behind it
      Taxes               512,0   513,4

Everything that speaks for or against counts together, in log-odds (``Weights``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from extract.geometry import median
from extract.grid.line_cells import LineCell, PlacedLine
from extract.page.text_lines import fits


class Weights(NamedTuple):
    """What counts for two lines' being one row, in log-odds; steps in units of the usual step between rows."""

    fits: float = -3.0  # the lower text's first word would have fitted behind the upper one: nothing had to wrap
    wraps: float = 2.0  # it would not
    lower: float = 2.0  # the lower text begins in lower case or with a bracket
    upper: float = -1.5  # it begins otherwise
    open_end: float = 1.5  # the upper text ends with a hyphen or comma
    colon: float = -3.0  # it ends with a colon
    bold: float = -3.0  # one is bold, the other is not
    size: float = -2.0  # they are set in different sizes
    close: float = 2.0  # the step is less than that between rows
    even: float = -1.5  # it is the same
    far: float = -3.0  # it is more
    further: float = -6.0  # it is far more: white space parts them
    drawn_in: float = 1.0  # the lower text, without figures, is set further in
    child: float = -2.0  # the lower one, with figures, is set further in: a line under its heading
    drawn_out: float = -2.5  # the lower one is set further out
    coded: float = -4.0  # the lower one begins with a code as the table's lines do
    uncoded: float = 1.5  # it has none though nearly all lines have one
    beside: float = 6.0  # they overlap: a figure set between the lines of its label
    no_label: float = 1.5  # the lower one has no text in the first column, though the upper one has
    unlike: float = -2.5  # the figures stand on another of a row's lines than this table has them on


WEIGHTS: Final = Weights()
CLOSE: Final = 0.92  # of the step between rows: less is close
FAR: Final = 1.12  # more is far
PIXEL: Final = 0.8  # points: browsers set lines on whole pixels, so that the steps of one text differ by that much
FURTHER: Final = 1.9  # em: more than any text's lines are apart
OVERLAP: Final = 0.7  # em: lines of one text are further apart
INDENT: Final = 0.5  # em: more is set further in or out
COMMON: Final = 0.35  # share of the lines that begin with a code of one shape, from which on it is the lines' code
LITTLE: Final = 2  # letters of a word that no label ends with
FEW: Final = 3  # pairs of lines with figures that show the step between rows, at least
LONG: Final = 4  # letters of a code that may stand on a line of its own
NEARLY: Final = 0.6  # share of the lines with figures that have a text in the first column

_CODE = re.compile(r"[A-ZÆØÅa-z]{0,3}[-.]?\d[\d.\-/]*[a-z]?$")


class Measure(NamedTuple):
    """What a table's lines are compared with.

    ``pitch`` is the usual step between two rows with figures in points, ``rights`` how far the text of each column
    goes, ``labels`` the columns of text at the left, ``coded`` the lines that begin with a code of the table's own
    shape, ``all_coded`` whether nearly all rows do.
    """

    pitch: float
    rights: Mapping[int, float]
    labels: frozenset[int]
    coded: frozenset[int]
    all_coded: bool
    first_filled: bool


def measure(placed: Sequence[PlacedLine], rights: Mapping[int, float]) -> Measure:
    """What the lines (of a table without its head) have in common."""
    both = [b.line.baseline - a.line.baseline for a, b in pairwise(placed) if a.has_figures and b.has_figures]
    figured = [row.line.baseline for row in placed if row.has_figures]
    steps = sorted(b - a for a, b in pairwise(figured)) or [
        b.line.baseline - a.line.baseline for a, b in pairwise(placed)
    ]
    figures = Counter(c for row in placed for c in row.figures)
    filled = Counter(c for row in placed for c in row.columns)
    first = next((c for c in sorted(filled) if c and 2 * figures[c] > filled[c]), 1)
    shapes = Counter(shape for row in placed if (shape := _shape(row)))
    common = {shape for shape, n in shapes.items() if n >= max(3, 0.15 * len(placed))}
    coded = frozenset(k for k, row in enumerate(placed) if _shape(row) in common)
    with_figures = [k for k, row in enumerate(placed) if row.has_figures]
    return Measure(
        median(both) if len(both) >= FEW or not steps else steps[len(steps) // 4],
        rights,
        frozenset(range(first)),
        coded if len(coded) >= COMMON * max(len(with_figures), 1) else frozenset(),
        len(coded) >= NEARLY * max(len(with_figures), 1),
        sum(0 in placed[k].columns for k in with_figures) >= NEARLY * len(with_figures),
    )


def _shape(row: PlacedLine) -> str:
    """The shape of the code that the line begins with, "" where it begins with none."""
    text = row.cells[0].chunk.words[0].text if row.cells[0].first == 0 else ""
    alone = len(row.cells[0].chunk.words) == len(row.cells) == 1
    if not _CODE.match(text) or (alone and len(text) < LONG):
        return ""
    return re.sub(r"\d+", "9", re.sub(r"[^\W\d_]", "a", text.rstrip(".")))


def join_worth(placed: Sequence[PlacedLine], a: int, b: int, m: Measure) -> float:
    """What speaks for lines ``a`` and ``b``, the next one, being of one row, in log-odds."""
    w, upper, lower = WEIGHTS, placed[a], placed[b]
    if upper.figures & lower.figures - m.labels:
        return float("-inf")
    step, size = lower.line.baseline - upper.line.baseline, max(upper.line.size, lower.line.size)
    if step < OVERLAP * size:
        return w.beside
    out = _steps(step, size, m.pitch)
    out += w.size * (abs(upper.line.size - lower.line.size) > 0.3)
    if b in m.coded:
        out += w.coded
    elif m.all_coded and lower.columns & m.labels:
        out += w.uncoded
    above = {cell.first: cell for cell in upper.cells}
    told = [cell for cell in lower.cells if cell.first in above and not cell.chunk.is_value]
    out += sum(_text_worth(above[cell.first], cell, upper, lower, m) for cell in told)
    if 0 not in lower.columns and m.first_filled:
        out += w.no_label
    return out if told or 0 not in lower.columns else out + w.upper


def _is_open(word: str) -> bool:
    """A label hardly ends with the word: a hyphen, a comma, a little word such as "and", "at" or "for"."""
    return word.endswith(("-", ",", "\u00ad")) or (len(word) <= LITTLE and word.isalpha() and word.islower())


def _steps(step: float, size: float, pitch: float) -> float:
    w = WEIGHTS
    if step > FURTHER * size and step > CLOSE * pitch:
        return w.further
    if step < CLOSE * pitch:
        return w.close
    return w.far if step > FAR * pitch + PIXEL else w.even


def _text_worth(above: LineCell, below: LineCell, upper: PlacedLine, lower: PlacedLine, m: Measure) -> float:
    """What two texts in one column say."""
    w = WEIGHTS
    if above.first != above.last or below.first != below.last:
        return w.fits
    one, other = above.chunk, below.chunk
    out = w.fits if fits(one, other, m.rights.get(below.first, one.x1)) else w.wraps
    first = other.text[:1]
    out += w.lower if first.islower() or first in "(&/" else w.upper
    ends = one.words[-1].text
    out += w.open_end * _is_open(ends) + w.colon * ends.endswith(":")
    out += w.bold * (one.words[-1].bold != other.words[0].bold)
    indent = (other.x0 - one.x0) / lower.line.size
    if indent > INDENT:
        out += w.child if lower.has_figures and not upper.has_figures else w.drawn_in
    elif indent < -INDENT:
        out += w.drawn_out
    return out
