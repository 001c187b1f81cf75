"""Where the borders between a table's columns, or its rows, lie on the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from extract.geometry import median
from extract.model import Cell

Axis = Literal["column", "row"]

NEAR: Final = 2.0  # points: two places this close together are one


class Extent(NamedTuple):
    """What a cell takes of its columns (or rows): from the ``first`` to the ``last``, from ``low`` to ``high`` in
    points; ``blank`` says that nothing is printed in it."""

    first: int
    last: int
    low: float
    high: float
    blank: bool


def extent(cell: Cell, axis: Axis) -> Extent:
    """What a cell takes along an axis."""
    box = cell.box
    if axis == "column":
        return Extent(cell.column, cell.column + cell.column_span - 1, box.x0, box.x1, not cell.lines)
    return Extent(cell.row, cell.row + cell.row_span - 1, box.top, box.bottom, not cell.lines)


def borders(extents: Iterable[Extent], count: int) -> list[float]:
    """The borders between ``count`` columns (or rows), in points: in the middle of what is free between two, or, where
    one reaches into the other, of what both take; 0 where nothing ends there."""
    known = list(extents)
    return [_border(known, k) for k in range(count - 1)]


def _border(extents: Sequence[Extent], k: int) -> float:
    before = [one for one in extents if one.last == k]
    after = [one for one in extents if one.first == k + 1]
    printed_before = [one.high for one in before if not one.blank] or [one.high for one in before]
    printed_after = [one.low for one in after if not one.blank] or [one.low for one in after]
    # One side without any cell of its own lies under cells that go over the border.
    ends = [max(printed_before, default=None), min(printed_after, default=None)]
    told = [end for end in ends if end is not None]
    return sum(told) / len(told) if told else 0.0


def nearest(places: Sequence[float], at: float) -> int | None:
    """Which of the places is this one; None where none is near."""
    best = min(range(len(places)), key=lambda k: abs(places[k] - at), default=None)
    return best if best is not None and abs(places[best] - at) <= NEAR else None


def shift(ours: Iterable[Extent], theirs: Iterable[Extent], count: int) -> float:
    """By how many points the columns of another page stand further right: margins of left and right pages differ."""
    pairs = zip(_edges(ours, count), _edges(theirs, count), strict=True)
    by = median([there - here for here, there in pairs if here is not None and there is not None])
    return by if abs(by) > NEAR else 0.0


def _edges(extents: Iterable[Extent], count: int) -> list[float | None]:
    """Where the texts of each column begin, and where they end."""
    known = [one for one in extents if one.first == one.last and not one.blank]
    begins = [min([one.low for one in known if one.first == k], default=None) for k in range(count)]
    ends = [max([one.high for one in known if one.first == k], default=None) for k in range(count)]
    return [*begins, *ends]
