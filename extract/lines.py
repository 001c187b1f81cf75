"""Words into visual lines, and lines into chunks: what stands close together on one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from extract.geometry import median
from extract.model import Word
from extract.tokens import is_figure, is_value

# Gaps are in units of the font size (em). A space is about 0.25 em, a justified line stretches it to some 0.7.
CHUNK_GAP = 0.95
FIGURE_GAP = 0.2
SAME_LINE = 0.25  # how far apart the baselines of one line may be
MARK = 0.8  # a raised or lowered mark is set at most this large beside its text

Barrier = tuple[float, float, float]  # a vertical line: x, top, bottom
_X0, _X1, _TOP, _BOTTOM = attrgetter("x0"), attrgetter("x1"), attrgetter("top"), attrgetter("bottom")
_BASELINE, _SIZE, _BASELINE_AND_X = attrgetter("baseline"), attrgetter("size"), attrgetter("baseline", "x0")


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
    if len(words) == 1:
        word = words[0]
        return Chunk(word.x0, word.x1, word.top, word.bottom, (word,))
    return Chunk(words[0].x0, max(map(_X1, words)), min(map(_TOP, words)), max(map(_BOTTOM, words)), tuple(words))


def line_of(words: Sequence[Word], barriers: Sequence[Barrier] = ()) -> Line:
    """One line of the given words, in any order. ``barriers`` are vertical lines that part chunks."""
    ordered = sorted(words, key=_X0)
    size = max(map(_SIZE, ordered))
    chunks = tuple(map(chunk_of, split_words(ordered, size, barriers)))
    baselines = sorted(map(_BASELINE, ordered))
    return Line(
        ordered[0].x0,
        max(chunk.x1 for chunk in chunks),
        min(chunk.top for chunk in chunks),
        max(chunk.bottom for chunk in chunks),
        baselines[len(baselines) // 2],
        size,
        tuple(ordered),
        chunks,
    )


def split_words(words: Sequence[Word], size: float, barriers: Sequence[Barrier] = ()) -> list[list[Word]]:
    """Cut a line's words (left to right) where a gap is too wide for a space, or a vertical line stands in it."""
    middle = (words[0].top + words[0].bottom) / 2
    here = [x for x, top, bottom in barriers if top <= middle <= bottom]
    wide, narrow = CHUNK_GAP * size, FIGURE_GAP * size
    parts = [[words[0]]]
    for left, right in pairwise(words):
        gap = right.x0 - left.x1
        if (
            gap > wide
            or (gap > narrow and _figures_apart(left, right, gap, size))
            or (here and any(left.x1 - 1.0 <= x <= right.x0 + 1.0 for x in here))
        ):
            parts.append([right])
        else:
            parts[-1].append(right)
    return parts


def _figures_apart(left: Word, right: Word, gap: float, size: float) -> bool:
    """Two figures side by side are two cells, unless the right one is a group of three digits after a space."""
    if not is_value(left.text) or not is_value(right.text) or not (is_figure(left.text) or is_figure(right.text)):
        return False
    return not (
        gap < 0.45 * size
        and len(right.text) == 3
        and right.text.isdigit()
        and left.text[-1].isdigit()
        and len(left.text.lstrip("-−–(")) <= 3
    )


def visual_lines(words: Iterable[Word], barriers: Sequence[Barrier] = ()) -> list[Line]:
    """Words into lines by baseline, top to bottom. A raised or lowered mark joins the line it stands on."""
    groups: list[list[Word]] = []
    base = size = float("-inf")
    for word in sorted(words, key=_BASELINE_AND_X):
        if word.baseline - base <= SAME_LINE * (word.size if word.size < size else size):
            groups[-1].append(word)
        else:
            groups.append([word])
            base, size = word.baseline, word.size
    return [line_of(group, barriers) for group in _marks_to_lines(groups)]


def _marks_to_lines(groups: list[list[Word]]) -> list[list[Word]]:
    """Footnote marks are set smaller and off the baseline: give each to the neighbouring line that it touches."""
    sizes = [max(map(_SIZE, group)) for group in groups]
    smallest = [min(map(_SIZE, group)) for group in groups]
    out = list(groups)
    for k in range(len(out)):
        homes = [n for n in (k + 1, k - 1) if 0 <= n < len(out)]
        tallest = MARK * max((sizes[n] for n in homes), default=0.0)
        if smallest[k] > tallest:
            continue
        rest = []
        for word in out[k]:
            home = next((n for n in homes if _touches(word, out[n])), None)
            if home is None:
                rest.append(word)
            else:
                out[home] = [*out[home], word]
        out[k] = rest
    return [group for group in out if group]


def _touches(mark: Word, group: Sequence[Word]) -> bool:
    for word in group:
        if (
            mark.size <= MARK * word.size
            and abs(mark.baseline - word.baseline) <= 0.6 * word.size
            and (-0.5 <= mark.x0 - word.x1 <= 0.3 * word.size or -0.5 <= word.x0 - mark.x1 <= 0.3 * word.size)
        ):
            return True
    return False


def usual_space(lines: Sequence[Line]) -> float:
    """The usual space between two words of one text, in points."""
    gaps = [right.x0 - left.x1 for line in lines for chunk in line.chunks for left, right in pairwise(chunk.words)]
    return median(gaps) or 0.25 * median(line.size for line in lines)
