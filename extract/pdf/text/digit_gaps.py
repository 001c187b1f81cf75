"""Digits set apart in threes without a character between them: what a reader sees as 894 367 is coded 894367.

Browsers and typesetters draw a thin space that their font lacks as a mere step to the right.
"""

from __future__ import annotations

import re
from collections import deque
from itertools import repeat
from typing import Any, Final

import numpy as np

from extract.pdf import pdfium

_DIGITS: Final = re.compile(r"(?<![\d.,])[1-9]\d{3,}")
_STEP: Final = 0.12  # of a digit's width: a step so much wider than that between digits of one group parts groups

_boxes = pdfium.Slots(4, np.float32)
_origins = pdfium.Slots(2, np.float64, split=True)


def digit_gaps(textpage: Any, text: str) -> list[int]:
    """Indices in a page's ``text`` of the digits that begin a new group of three, of numbers all of whose groups are
    set apart."""
    groups = [range(found.end() - 3, found.start(), -3) for found in _DIGITS.finditer(text)]
    places = [at for group in groups for at in group]
    if not places:
        return []
    apart = dict(zip(places, _set_apart(textpage, places), strict=True))
    return sorted(at for group in groups if all(apart[at] for at in group) for at in group)


def _set_apart(textpage: Any, places: list[int]) -> list[bool]:
    """Whether the step to each of the digits is wider than the one from it to the next."""
    before = [at - 1 for at in places] + places
    after = places + [at + 1 for at in places]
    n = len(before)
    _boxes.reserve(n)
    _origins.reserve(n)
    deque(map(pdfium.loose_box, repeat(textpage), before, _boxes.at), maxlen=0)
    deque(map(pdfium.char_origin, repeat(textpage), after, *_origins.column), maxlen=0)
    left, _, right, _ = pdfium.finite(_boxes.array[:n]).T
    steps = pdfium.finite(_origins.array[:n])[:, 0] - right
    half = len(places)
    wide = steps[:half] - np.maximum(steps[half:], 0.0) > _STEP * (right - left)[:half]
    return wide.tolist()  # type: ignore[no-any-return]
