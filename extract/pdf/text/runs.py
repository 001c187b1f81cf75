"""Runs of characters: parts of one text object without white space, with their two ends on the page."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from ctypes import byref, c_double, c_float
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from extract.pdf import pdfium
from extract.pdf.frame import Floats, Frame
from extract.pdf.text.digit_gaps import digit_gaps
from extract.pdf.text.glyphs import Codes, is_line_hyphen, is_white, page_text
from extract.pdf.text.text_objects import TextObjects, read_text_objects

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

RISE: Final = 0.3  # share of the font size from the baseline up to the middle of small letters


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of a page in the order of the file, one array entry each.

    A run is the characters ``first`` to ``last`` (inclusive) of ``text``. In reading direction it spans
    ``start`` to ``end``, its baseline is at ``base`` (growing downwards as one reads): points on the
    displayed page, turned so that the text stands upright. ``parted`` are the first characters of runs that are set
    apart from the one before by no character, but by a step between their digits.
    """

    text: str
    codes: Codes
    objects: TextObjects
    first: Ints
    last: Ints
    object: Ints
    start: Floats
    end: Floats
    base: Floats
    parted: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.first)

    def spelling(self, index: int) -> str:
        """Give the characters of one run."""
        return self.text[self.first[index] : self.last[index] + 1]

    def places(self, share: float) -> tuple[Floats, Floats]:
        """Give a point of each run on the displayed page, a little above its baseline, at a ``share`` of its length."""
        along = self.start + share * (self.end - self.start)
        across = self.base - RISE * self.objects.size[self.object]
        if not self.objects.quarter.any():
            return along, across
        quarter = self.objects.quarter[self.object]
        x: Floats = np.choose(quarter, (along, -across, -along, across))
        y: Floats = np.choose(quarter, (across, along, -across, -along))
        return x, y


def read_runs(textpage: Any, frame: Frame) -> Runs | None:
    """Cut a text page into runs; None where it has no printed character."""
    n = max(pdfium.count_chars(textpage), 0)
    if not n:
        return None
    text, codes = page_text(textpage, n)
    firsts, lasts = _cut(codes)
    if not firsts:
        return None
    firsts, lasts, addresses = _by_object(textpage, firsts, lasts)
    if not firsts:
        return None
    parted = digit_gaps(textpage, text)
    if parted:
        firsts, lasts, addresses = _cut_at(parted, firsts, lasts, addresses)
    numbers: dict[int, int] = {}
    owner = np.array([numbers.setdefault(address, len(numbers)) for address in addresses], dtype=np.int64)
    heads = dict(zip(reversed(addresses), reversed(firsts), strict=True))  # the first character of each
    objects = read_text_objects(textpage, list(numbers), [heads[address] for address in numbers], frame)
    start, end, base = _measure(textpage, frame, text, firsts, lasts, owner, objects)
    return Runs(text, codes, objects, np.array(firsts), np.array(lasts), owner, start, end, base, frozenset(parted))


def _cut(codes: Codes) -> tuple[list[int], list[int]]:
    """Find the first and last index of each stretch without white space; a hyphen at a line's end closes one."""
    inside = ~is_white(codes)
    hyphen = is_line_hyphen(codes)
    opens, closes = inside.copy(), inside.copy()
    opens[1:] &= ~inside[:-1] | hyphen[:-1]
    closes[:-1] &= ~inside[1:] | hyphen[:-1]
    return opens.nonzero()[0].tolist(), closes.nonzero()[0].tolist()


def _by_object(textpage: Any, firsts: list[int], lasts: list[int]) -> tuple[list[int], list[int], list[int]]:
    """Cut stretches further where the text object changes; gives the address of each run's object.

    pdfium keeps the characters of an object together, so that two stretches that begin in one object have
    nothing else between them, and need no look at their ends.
    """
    heads: list[int | None] = list(map(pdfium.text_object, repeat(textpage), firsts))
    mixed = [
        k
        for k, (head, behind) in enumerate(pairwise([*heads, None]))
        if head is None or (head != behind and firsts[k] != lasts[k] and pdfium.text_object(textpage, lasts[k]) != head)
    ]
    if mixed:
        firsts, lasts = list(firsts), list(lasts)
        for k in reversed(mixed):  # from the end, so that the places before keep their numbers
            parts = _cut_by_object(textpage, firsts[k], lasts[k])
            firsts[k : k + 1] = [first for first, _, _ in parts]
            lasts[k : k + 1] = [last for _, last, _ in parts]
            heads[k : k + 1] = [owner for _, _, owner in parts]
    return firsts, lasts, [head for head in heads if head is not None]


def _cut_at(
    parted: list[int], firsts: list[int], lasts: list[int], addresses: list[int]
) -> tuple[list[int], list[int], list[int]]:
    """Cut runs before the characters ``parted``, where they are not cut there already."""
    within = [at for at in parted if at <= lasts[max(bisect_right(firsts, at) - 1, 0)]]
    begins = sorted({*firsts, *within})
    owners = {first: (last, address) for first, last, address in zip(firsts, lasts, addresses, strict=True)}
    ends, owned = [], []
    last, address = owners[begins[0]]
    for begin, following in pairwise([*begins, None]):
        last, address = owners.get(begin or 0, (last, address))
        ends.append(last if following is None or following > last else following - 1)
        owned.append(address)
    return begins, ends, owned


def _cut_by_object(textpage: Any, first: int, last: int) -> list[tuple[int, int, int]]:
    parts: list[tuple[int, int, int]] = []
    begin = first
    owners = list(map(pdfium.text_object, repeat(textpage), range(first, last + 1)))
    for i, (owner, following) in enumerate(zip(owners, [*owners[1:], None], strict=True), first):
        if i == last or following != owner:
            if owner is not None:  # a character without an object is not printed: pdfium made it up
                parts.append((begin, i, owner))
            begin = i + 1
    return parts


_boxes = pdfium.Slots(4, np.float32)
_origins = pdfium.Slots(2, np.float64, split=True)
_ink = pdfium.Numbers(c_double, 4)


def _measure(
    textpage: Any, frame: Frame, text: str, firsts: list[int], lasts: list[int], owner: Ints, objects: TextObjects
) -> tuple[Floats, Floats, Floats]:
    """Start, end and base of runs: from the origin of the first glyph to where the advance of the last ends."""
    n = len(firsts)
    _boxes.reserve(n)
    _origins.reserve(n)
    deque(map(pdfium.char_origin, repeat(textpage), firsts, *_origins.column), maxlen=0)
    deque(map(pdfium.loose_box, repeat(textpage), lasts, _boxes.at), maxlen=0)
    x0, y0 = pdfium.finite(_origins.array[:n]).T
    left, top, right, bottom = pdfium.finite(_boxes.array[:n]).T
    heading = objects.heading[owner]
    if not heading.any():
        x1, y1 = right, y0
    else:
        x1 = np.choose(heading, (right, x0, left, x0))
        y1 = np.choose(heading, (y0, top, y0, bottom))
        for i in objects.slanted[owner].nonzero()[0].tolist():
            x1[i], y1[i] = _slanted_end(textpage, lasts[i], text[lasts[i]], objects, int(owner[i]))
    return _upright(objects.quarter[owner], *frame.show(x0, y0), *frame.show(x1, y1))


def _slanted_end(textpage: Any, index: int, char: str, objects: TextObjects, which: int) -> tuple[float, float]:
    """Where the advance of a glyph at an odd angle ends; where the font does not tell, its ink."""
    pdfium.char_origin(textpage, index, *_ink.addresses[:2])
    x, y = _ink.values[:2]
    dx, dy = objects.direction[which].tolist()
    width = c_float(0.0)
    size = c_float(float(objects.font_size[which]))
    if pdfium.glyph_width(objects.fonts[which], ord(char), size, byref(width)) and width.value > 0:
        advance = width.value * float(objects.stretch[which])
    else:
        pdfium.tight_box(textpage, index, *_ink.addresses)
        left, right, bottom, top = _ink.values
        advance = max((cx - x) * dx + (cy - y) * dy for cx in (left, right) for cy in (bottom, top))
    return x + advance * dx, y + advance * dy


def _upright(quarter: Ints, left: Floats, top: Floats, right: Floats, bottom: Floats) -> tuple[Floats, Floats, Floats]:
    """Turn the two ends of runs (left, top) and (right, bottom) so that each reads from left to right."""
    start, end, base = left, right, (top + bottom) / 2
    if not quarter.any():
        return start, np.maximum(start, end), base
    for q, (a, b, c) in {
        1: (top, bottom, -(left + right) / 2),
        2: (-left, -right, -(top + bottom) / 2),
        3: (-top, -bottom, (left + right) / 2),
    }.items():
        turned = quarter == q
        if turned.any():
            start, end, base = (np.where(turned, new, old) for new, old in ((a, start), (b, end), (c, base)))
    return np.minimum(start, end), np.maximum(start, end), base
