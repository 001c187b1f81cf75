"""Words into visual lines, and lines into chunks: what stands close together on one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.model import Word
from extract.tokens import is_figure, is_value

# Gaps are in units of the font size (em). A space is about 0.25 em, a justified line stretches it to some 0.7.
CHUNK_GAP = 0.95
FIGURE_GAP = 0.2


class Chunk(NamedTuple):
    """Words of one line with no wide gap between them."""

    x0: float
    x1: float
    top: float
    bottom: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


class Line(NamedTuple):
    """Words that share a baseline, left to right, and the chunks they fall into."""

    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    words: tuple[Word, ...]
    chunks: tuple[Chunk, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def chunk_of(words: Sequence[Word]) -> Chunk:
    """One chunk of the given words (left to right, at least one)."""
    return Chunk(
        words[0].x0, max(w.x1 for w in words), min(w.top for w in words), max(w.bottom for w in words), tuple(words)
    )


def line_of(words: Sequence[Word], barriers: Sequence[tuple[float, float, float]] = ()) -> Line:
    """One line of the given words, in any order. ``barriers`` are vertical lines (x, top, bottom) that part chunks."""
    ordered = sorted(words, key=lambda w: w.x0)
    top, bottom = min(w.top for w in ordered), max(w.bottom for w in ordered)
    size = max(w.size for w in ordered)
    chunks = tuple(chunk_of(part) for part in split_words(ordered, size, barriers))
    baselines = sorted(w.baseline for w in ordered)
    return Line(
        ordered[0].x0,
        max(w.x1 for w in ordered),
        top,
        bottom,
        baselines[len(baselines) // 2],
        size,
        tuple(ordered),
        chunks,
    )


def split_words(
    words: Sequence[Word], size: float, barriers: Sequence[tuple[float, float, float]] = ()
) -> list[list[Word]]:
    """Cut a line's words (left to right) where a gap is too wide for a space, or a vertical line stands in it."""
    parts = [[words[0]]]
    for left, right in pairwise(words):
        gap = right.x0 - left.x1
        if (
            gap > CHUNK_GAP * size
            or (gap > FIGURE_GAP * size and _figures_apart(left, right, gap, size))
            or _parted(left, right, barriers)
        ):
            parts.append([right])
        else:
            parts[-1].append(right)
    return parts


def _figures_apart(left: Word, right: Word, gap: float, size: float) -> bool:
    """Two figures side by side are two cells, unless the right one is a group of three digits after a space."""
    if not (is_figure(left.text) and is_value(right.text)) and not (is_value(left.text) and is_figure(right.text)):
        return False
    return not (
        gap < 0.45 * size
        and len(right.text) == 3
        and right.text.isdigit()
        and left.text[-1].isdigit()
        and len(left.text.lstrip("-−–(")) <= 3
    )


def _parted(left: Word, right: Word, barriers: Sequence[tuple[float, float, float]]) -> bool:
    middle = (left.top + left.bottom) / 2
    return any(left.x1 - 1.0 <= x <= right.x0 + 1.0 and top <= middle <= bottom for x, top, bottom in barriers)


def visual_lines(words: Iterable[Word], barriers: Sequence[tuple[float, float, float]] = ()) -> list[Line]:
    """Words into lines by baseline, top to bottom. A raised or lowered mark joins the line it stands on."""
    groups: list[list[Word]] = []
    base = 0.0
    for word in sorted(words, key=lambda w: (w.baseline, w.x0)):
        if groups and word.baseline - base <= 0.25 * min(word.size, groups[-1][0].size):
            groups[-1].append(word)
        else:
            groups.append([word])
            base = word.baseline
    groups = _marks_to_lines(groups)
    return [line_of(group, barriers) for group in groups]


def _marks_to_lines(groups: list[list[Word]]) -> list[list[Word]]:
    """Footnote marks are set smaller and off the baseline: give each to the neighbouring line that it touches."""
    out: list[list[Word]] = [list(g) for g in groups]
    for k, group in enumerate(out):
        rest = []
        for word in group:
            home = next((n for n in (k + 1, k - 1) if 0 <= n < len(out) and _touches(word, out[n])), None)
            if home is None:
                rest.append(word)
            else:
                out[home].append(word)
        out[k] = rest
    return [group for group in out if group]


def _touches(mark: Word, group: Sequence[Word]) -> bool:
    for word in group:
        if (
            mark.size <= 0.8 * word.size
            and abs(mark.baseline - word.baseline) <= 0.6 * word.size
            and (-0.5 <= mark.x0 - word.x1 <= 0.3 * word.size or -0.5 <= word.x0 - mark.x1 <= 0.3 * word.size)
        ):
            return True
    return False
