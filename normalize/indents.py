"""How far the labels of a table are set in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# Labels that begin this near each other, in points, have one indent.
SAME_INDENT = 2.5
# More indents than this are no hierarchy but text set centred or flush right.
MAX_INDENTS = 5


def indents(places: Iterable[float]) -> list[float]:
    """Return where each indent begins, from the left; one for all where the ``places`` of labels follow none."""
    starts: list[float] = []
    for x0 in sorted(places):
        if not starts or x0 - starts[-1] > SAME_INDENT:
            starts.append(x0)
    return starts if len(starts) <= MAX_INDENTS else starts[:1]


def indent_of(x0: float, starts: Sequence[float]) -> int:
    """Return which indent a label that begins at ``x0`` has, from 0."""
    return max(sum(x0 >= start - SAME_INDENT for start in starts) - 1, 0)
