"""The words of a page: runs of characters, put together by where they stand.

The text of a page comes from pdfium in one call and is cut at white space; only the two ends of a run and
the text object it belongs to are asked for. Runs are then sorted by line and joined where they touch, so
that text drawn out of order, letter by letter or in changing fonts gives the words a reader sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from extract.model import Box, Word
from extract.pdf import pdfium
from extract.pdf.drawing.graphics import Graphics
from extract.pdf.frame import Floats, Frame
from extract.pdf.tags import TagTree, parts_of
from extract.pdf.text.glyphs import special_places, spell
from extract.pdf.text.hidden_text import hidden_runs, overprinted_runs, repeated_runs
from extract.pdf.text.ocr_layer import ocr_layer
from extract.pdf.text.runs import Runs, read_runs
from extract.speed import maker

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# Shares of the font size, where nothing else is said.
_TOUCH: Final = 0.15  # a gap up to which runs are one word wherever the file has them
_OVERLAP: Final = 0.3  # runs that overlap more than this are not neighbours
_SPLIT: Final = 0.3  # a gap that parts what the file gives as one word, if it is also above ...
_SPLIT_POINTS: Final = 3.0  # ... so many points
_LINE: Final = 0.35  # how far baselines of one line may lie apart, and at most ...
_LINE_POINTS: Final = 3.0  # ... so many points
_RAISED: Final = 0.1  # a digit this far above the digit before it is a note's mark
_SMALL: Final = 0.85  # a superscript is smaller than this share of the text beside it, ...
_RAISED_BY: Final = 0.6  # ... shifted by at most this ...
_RAISED_GAP: Final = 0.2  # ... and at most this far away
_WATERMARK: Final = 2.0  # slanted text this many times larger than the page's text is a watermark

_NONE: Final[Ints] = np.zeros(0, dtype=np.int64)

_make_word: Final = maker(Word)


class PageText(NamedTuple):
    """The visible words of a page by line, then from left to right; those that read in another direction come last.

    ``n_hidden`` counts the words that nobody can see. ``parts`` has the part of the tag tree that each word is in; it
    is empty without a tree. ``scanned`` are the boxes of the images whose words an OCR program gave.
    """

    words: tuple[Word, ...] = ()
    n_hidden: int = 0
    parts: Ints = _NONE
    scanned: tuple[Box, ...] = ()


def read_words(page: Any, frame: Frame, graphics: Graphics, tree: TagTree | None = None) -> PageText:
    """The text of an open page. Watermarks (large text at an odd angle) are neither visible nor hidden words."""
    textpage = pdfium.load_text(page)
    if not textpage:
        return PageText()
    try:
        runs = read_runs(textpage, frame)
        if runs is None:
            return PageText()
        parts = _NONE if tree is None else parts_of(tree, runs.objects.handles, graphics.nested_text)
        hidden = hidden_runs(runs, frame.width, frame.height, graphics)
        layer = ocr_layer(runs, hidden, graphics.pictures, frame.width, frame.height)
        hidden &= ~layer.runs
        seen = (~(hidden | _watermarks(runs))).nonzero()[0]
        order, line = _reading_order(runs, seen)
        repeats = repeated_runs(runs, order, line)
        doubled = set(repeats.values()) | overprinted_runs(runs, graphics)
        if repeats:
            order = order[~np.isin(order, list(repeats))]
        starts = _join(textpage, runs, order, line, parts)
        words, parts = _words(runs, order, starts, doubled, parts)
        return PageText(words, int(hidden.sum()), parts, tuple(Box(*image) for image in layer.images))
    finally:
        pdfium.close_text(textpage)


def _watermarks(runs: Runs) -> Bools:
    slanted = runs.objects.slanted
    if not slanted.any():
        return np.zeros(len(runs), dtype=np.bool_)
    sizes = runs.objects.size[runs.object]
    straight = sizes[~slanted[runs.object]]
    usual = float(np.median(straight)) if len(straight) else 0.0
    return slanted[runs.object] & (sizes > _WATERMARK * usual)


def _reading_order(runs: Runs, seen: Ints) -> tuple[Ints, Ints]:
    """Sort the runs ``seen`` by direction, line and start; also give the line number of every run."""
    quarter = runs.objects.quarter[runs.object[seen]]
    base = runs.base[seen]
    if not len(seen):
        return seen, np.full(len(runs), -1, dtype=np.int64)
    reach = min(_LINE_POINTS, _LINE * _median(runs.objects.size[runs.object[seen]]))
    by_base = np.lexsort((base, quarter))
    height, turn = base[by_base], quarter[by_base]
    steps = (height[1:] - height[:-1] > reach) | (turn[1:] != turn[:-1])
    number = np.zeros(len(seen), dtype=np.int64)
    number[by_base[1:]] = steps.cumsum()
    line = np.full(len(runs), -1, dtype=np.int64)
    line[seen] = number
    for small, large in _raised(runs):
        if line[small] >= 0 and line[large] >= 0:
            line[small] = line[large]
    return seen[np.lexsort((base, runs.start[seen], line[seen]))], line


def _median(values: Floats) -> float:
    """The middle of some numbers: what numpy gives, in a tenth of the time where they are few."""
    ordered = np.sort(values)
    n = len(ordered)
    return float(ordered[(n - 1) // 2] + ordered[n // 2]) / 2


def _raised(runs: Runs) -> list[tuple[int, int]]:
    """Find small runs set against a larger one beside them in the file (superscripts and the like).

    Each comes with the run whose line it belongs to.
    """
    size = runs.objects.size[runs.object]
    larger = np.maximum(size[:-1], size[1:])
    smaller = np.minimum(size[:-1], size[1:])
    shift = np.abs(runs.base[1:] - runs.base[:-1])
    quarter = runs.objects.quarter[runs.object]
    gap = runs.start[1:] - runs.end[:-1]
    touching = (np.abs(gap) <= _RAISED_GAP * larger) & (quarter[1:] == quarter[:-1])
    pairs = ((smaller < _SMALL * larger) & touching & (shift > 0) & (shift <= _RAISED_BY * larger)).nonzero()[0]
    return [(i + 1, i) if size[i + 1] < size[i] else (i, i + 1) for i in pairs.tolist()]


def _join(textpage: Any, runs: Runs, order: Ints, line: Ints, parts: Ints) -> Ints:
    """Find the places in ``order`` at which words begin: neighbours that touch, or that the file has without a gap,
    are one word, unless they are tagged as two cells."""
    before, after = order[:-1], order[1:]
    size = runs.objects.size[runs.object]
    smaller = np.minimum(size[before], size[after])
    gap = runs.start[after] - runs.end[before]
    adjacent = runs.first[after] == runs.last[before] + 1
    reach = np.where(adjacent, np.maximum(_SPLIT_POINTS, _SPLIT * smaller), _TOUCH * smaller)
    near = (line[before] == line[after]) & (gap <= reach) & (gap >= -_OVERLAP * smaller)
    if len(parts):
        part = parts[runs.object]
        near &= (part[before] == part[after]) | (part[before] < 0) | (part[after] < 0)
    apart = np.ones(len(order), dtype=np.bool_)
    for k in near.nonzero()[0].tolist():
        one, other = int(before[k]), int(after[k])
        set_apart = int(runs.first[other]) in runs.parted
        apart[k + 1] = set_apart or _spaced(textpage, runs, one, other) or _note_mark(runs, one, other)
    return apart.nonzero()[0]


def _spaced(textpage: Any, runs: Runs, before: int, after: int) -> bool:
    """Whether the file itself (not pdfium's guess) has white space between two runs in its order."""
    between = range(int(runs.last[before]) + 1, int(runs.first[after]))
    if not between or not runs.text[between.start : between.stop].isspace():
        return False
    return any(not pdfium.is_generated(textpage, i) for i in between)


def _note_mark(runs: Runs, before: int, after: int) -> bool:
    """Whether a raised digit follows a digit: joined, it would change the number."""
    rise = runs.base[before] - runs.base[after]
    return bool(
        rise > _RAISED * runs.objects.size[runs.object[before]]
        and runs.text[runs.last[before]].isdigit()
        and runs.text[runs.first[after]].isdigit()
    )


def _words(runs: Runs, order: Ints, starts: Ints, doubled: set[int], parts: Ints) -> tuple[tuple[Word, ...], Ints]:
    """Make words of the runs in ``order``, each from one of ``starts`` up to the next, and give their parts."""
    if not len(order):
        return (), _NONE
    stops = np.append(starts[1:], len(order))
    head, tail = order[starts], order[stops - 1]
    groups = {k: order[starts[k] : stops[k]].tolist() for k in (stops - starts > 1).nonzero()[0].tolist()}
    main = head.copy()
    for k, group in groups.items():
        main[k] = _main(runs, group)
    owner = runs.object[main]
    objects = runs.objects
    size, base, quarter = objects.size[owner], runs.base[main], objects.quarter[owner]
    bottom = base + objects.descent[owner] * size
    x0, top, x1, low = _boxes(quarter, runs.start[head], bottom - size, runs.end[tail], bottom)
    baseline = np.choose(quarter, (base, -base, -base, base)) if quarter.any() else base
    numbers = np.round((x0, top, x1, low, baseline, size), 3).tolist()
    bold = objects.bold[owner]
    if doubled:
        bold |= np.isin(main, list(doubled))
    texts = _texts(runs, head, groups)
    italic = objects.italic[owner].tolist()
    words = tuple(map(_make_word, zip(texts, *numbers, bold.tolist(), italic, (quarter * 90).tolist(), strict=True)))
    if len(parts):
        parts = parts[owner]
    if "" not in texts:
        return words, parts
    kept = [k for k, text in enumerate(texts) if text]
    return tuple(words[k] for k in kept), parts[kept] if len(parts) else parts


def _main(runs: Runs, group: list[int]) -> int:
    """Pick the run that a word takes its baseline, size and style from: the longest, the first of equals."""
    return max(group, key=lambda i: (runs.last[i] - runs.first[i], -i))


def _texts(runs: Runs, head: Ints, groups: Mapping[int, list[int]]) -> list[str]:
    """Spell out the words: each is the run ``head``, or the ``groups`` of several, by the word's number."""
    text = runs.text
    texts = [text[a:b] for a, b in zip(runs.first[head].tolist(), (runs.last[head] + 1).tolist(), strict=True)]
    for k, group in groups.items():
        texts[k] = "".join(map(runs.spelling, group))
    special = special_places(runs.codes)
    if not len(special):
        return texts
    odd = set((np.searchsorted(runs.first, special, side="right") - 1).tolist())
    for k, run in enumerate(head.tolist()):
        if not odd.isdisjoint(groups.get(k, (run,))):
            texts[k] = spell(texts[k])
    return texts


def _boxes(
    quarter: Ints, start: Floats, top: Floats, end: Floats, bottom: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Boxes of upright words, turned back to where they are on the displayed page."""
    if not quarter.any():
        return start, top, end, bottom
    return (
        np.choose(quarter, (start, -bottom, -end, top)),
        np.choose(quarter, (top, start, -bottom, -end)),
        np.choose(quarter, (end, -top, -start, bottom)),
        np.choose(quarter, (bottom, end, -top, -start)),
    )
