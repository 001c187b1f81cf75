"""Two readings of the same words, one from the tags and one from what is drawn: which one is taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from extract.grid.grid import Grid
from extract.model import Witness
from extract.regions.tagged.drawn import shows
from extract.regions.tagged.grids import GridPlace


class Choice(NamedTuple):
    """The grid that is taken, and what it was read from."""

    grid: Grid
    witness: Witness


def choose(tagged: Grid, place: GridPlace, geometry: Callable[[], Grid | None]) -> Choice:
    """The better of two grids of the same words. ``tagged`` has passed what ``truth`` tests.

    ``geometry`` is read only where ``place`` does not show the tagged rows and columns plainly: reading a table twice
    takes as long as all else about it. Today the tags win wherever they are not caught lying; a score for any grid
    would be asked here instead.
    """
    if shows(tagged, place):
        return Choice(tagged, "both")
    drawn = geometry()
    agree = drawn is not None and _cells(tagged) == _cells(drawn)
    return Choice(tagged, "both" if agree else "tags")


def _cells(grid: Grid) -> set[tuple[int, int, int, int, frozenset[int]]]:
    """The cells of a grid with the words (by id) in them; what spans nothing but blanks is no difference."""
    return {(s.r, s.c, s.r2, s.c2, frozenset(id(w) for chunk in s.chunks for w in chunk.words)) for s in grid.slots}
