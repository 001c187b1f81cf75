"""Words into visual lines, and lines into chunks: what stands close together on one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter, sub
from typing import NamedTuple

from extract.geometry import median
from extract.model import Word
from extract.page.word_shapes import is_figure, is_value
from extract.speed import maker

# Gaps are in units of the font size (em). A space is about 0.25 em, a justified line stretches it to some 0.7.
CHUNK_GAP = 0.95
FIGURE_GAP = 0.2
SAME_LINE = 0.25  # how far apart the baselines of one line may be
VALUE_WORDS = 3  # words of a figure with its unit or mark, at most
UNIT = 3  # letters of a unit or mark, at most
MARK = 0.8  # a raised or lowered mark is set at most this large beside its text

_GROUP = re.compile(r"\d{3}(?:,\d+)?[)%\-−–]?$")  # the last group of a number whose thousands stand apart

Barrier = tuple[float, float, float]  # a vertical line: x, top, bottom
_TEXT = attrgetter("text")
_X0, _X1, _TOP, _BOTTOM = attrgetter("x0"), attrgetter("x1"), attrgetter("top"), attrgetter("bottom")
_BASELINE, _SIZE = attrgetter("baseline"), attrgetter("size")


class Chunk(NamedTuple):
    """Words of one line with no wide gap between them.

    ``is_value``: they are a figure, or a sign in a figure's place, with its unit or mark.
    """

    x0: float
    x1: float
    top: float
    bottom: float
    words: tuple[Word, ...]
    is_value: bool

    @property
    def text(self) -> str:
        return self.words[0].text if len(self.words) == 1 else " ".join(map(_TEXT, self.words))


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
        return " ".join(map(_TEXT, self.words))


_make_chunk, _make_line = maker(Chunk), maker(Line)


def chunk_of(words: Sequence[Word]) -> Chunk:
    """One chunk of the given words (left to right, at least one)."""
    if len(words) == 1:
        text, x0, top, x1, bottom, *_ = words[0]
        return _make_chunk((x0, x1, top, bottom, (words[0],), is_value(text)))
    edges = (words[0].x0, max(map(_X1, words)), min(map(_TOP, words)), max(map(_BOTTOM, words)))
    return _make_chunk((*edges, tuple(words), is_value_text(words)))


def is_value_text(words: Sequence[Word]) -> bool:
    """The words are a figure, or a sign in a figure's place, with its unit or mark."""
    if len(words) > VALUE_WORDS or not is_value(words[0].text):
        return False
    return all(is_value(w.text) or len(w.text) <= UNIT for w in words[1:])


def line_of(words: Sequence[Word], barriers: Sequence[Barrier] = ()) -> Line:
    """One line of the given words, in any order. ``barriers`` are vertical lines that part chunks."""
    if len(words) == 1:
        text, left, top, right, bottom, baseline, size, *_ = words[0]
        alone = (words[0],)
        chunk = _make_chunk((left, right, top, bottom, alone, is_value(text)))
        return _make_line((left, right, top, bottom, baseline, size, alone, (chunk,)))
    ordered = tuple(sorted(words, key=_X0))
    texts, x0, tops, x1, bottoms, baselines, sizes, *_ = zip(*ordered, strict=True)
    left, right, top, bottom, size = x0[0], max(x1), min(tops), max(bottoms), max(sizes)
    middle = (tops[0] + bottoms[0]) / 2
    here = [x for x, upper, lower in barriers if upper <= middle <= lower] if barriers else []
    # Most lines are running text, with nothing but spaces between words.
    plain = not here and max(map(sub, x0[1:], x1)) <= CHUNK_GAP * size and not any(map(is_value, texts[1:]))
    if not plain and (cuts := _cuts(ordered, size, here)):
        chunks = tuple([chunk_of(ordered[a:b]) for a, b in pairwise([0, *cuts, len(ordered)])])
    else:
        chunks = (_make_chunk((left, right, top, bottom, ordered, is_value_text(ordered))),)
    baseline = sorted(baselines)[len(ordered) // 2]
    return _make_line((left, right, top, bottom, baseline, size, ordered, chunks))


def _cuts(words: Sequence[Word], size: float, here: Sequence[float]) -> list[int]:
    """The places in a line's words (left to right) where a gap is too wide for a space, or a vertical line stands
    (``here``: their x)."""
    wide, narrow = CHUNK_GAP * size, FIGURE_GAP * size
    cuts = []
    for k, (left, right) in enumerate(pairwise(words), 1):
        gap = right.x0 - left.x1
        if (
            gap > wide
            or (gap > narrow and is_value(right.text) and _figures_apart(left, right, gap, size))
            or (here and any(left.x1 - 1.0 <= x <= right.x0 + 1.0 for x in here))
        ):
            cuts.append(k)
    return cuts


def _figures_apart(left: Word, right: Word, gap: float, size: float) -> bool:
    """A value after another is a cell of its own, unless it is a group of three digits after a space."""
    if not is_value(left.text) or not (is_figure(left.text) or is_figure(right.text)):
        return False
    return not (
        gap < 0.45 * size
        and _GROUP.match(right.text) is not None
        and left.text[-1].isdigit()
        and len(left.text.lstrip("-−–(")) <= 3
    )


def visual_lines(words: Iterable[Word], barriers: Sequence[Barrier] = ()) -> list[Line]:
    """Words into lines by baseline, top to bottom. A raised or lowered mark joins the line it stands on."""
    groups: list[list[Word]] = []
    base = size = float("-inf")
    for word in sorted(words, key=_BASELINE):
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
    # A line that nothing stands above or below has no home for a mark.
    around = [0.0, *sizes, 0.0]
    for k in range(len(out)):
        if smallest[k] > MARK * around[k] and smallest[k] > MARK * around[k + 2]:
            continue
        homes = [n for n in (k + 1, k - 1) if 0 <= n < len(out)]
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


def fits(above: Chunk, below: Chunk, right: float) -> bool:
    """The first word below would have fitted behind the text above: so it was no wrapped line."""
    word = below.words[0]
    return above.x1 + 0.3 * word.size + (word.x1 - word.x0) < right - 0.2 * word.size
