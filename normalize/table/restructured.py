"""A person's changes to how tables are built, put in before anything is made of the tables.

Each is applied to what those before it left, so that a piece can be changed more than once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Final, NamedTuple

from extract import as_displayed
from extract.grid.borders import NEAR, nearest
from extract.grid.reshaped import Change, borders_of, in_two, with_change, with_change_of, with_head
from extract.model import Box, PageLayout, RawTable, TextLine
from normalize.pages.regular_grid import regular
from normalize.table.by_hand import CORRECTED, ByHand, SaidKind, Spot, spot_of
from normalize.table.column_roles import roles_of
from normalize.table.logical_table import PrintedTable
from normalize.table.stitch import Joined
from normalize.verdicts import Restructuring
from normalize.wording.table_words import Words
from regnskab.errors import CorrectionError
from schemas.contract.vocabulary import TABLE_KINDS

_REMEDY: Final = "look at the table (regnskab review), and mend or delete these corrections"
_SIDEWAYS: Final = "its page is drawn sideways, where borders cannot be corrected"


class Restructured(NamedTuple):
    """The pages with the tables built as a person said, and what was said besides."""

    layouts: list[PageLayout]
    said: ByHand


def restructured(
    layouts: Sequence[PageLayout], changes: Sequence[Restructuring], tables: Sequence[Joined]
) -> Restructured:
    """The layouts with the ``changes`` to the ``tables`` as they were read.

    Raises CorrectionError, which names every change whose table is gone or built otherwise than it expects.
    """
    pieces = _Pieces(layouts, tables)
    tested = [(one, pieces.change(one)) for one in changes]
    problems = [f"{one}: {problem}" for one, problem in tested if problem is not None]
    if problems:
        raise CorrectionError("; ".join(problems), remedy=_REMEDY)
    return Restructured([pieces.on(layout) for layout in layouts], pieces.said)


def require_kinds(
    grids: Sequence[PrintedTable], table_ids: Sequence[str], said: ByHand, words: Words, year: int | None
) -> None:
    """Raises CorrectionError, which names every table that is not of the kind that was to be changed, or whose new kind
    there is not."""
    if not said.kinds:
        return
    known = {*TABLE_KINDS, *words.statements.kinds}
    problems = []
    for grid, table_id in zip(grids, table_ids, strict=True):
        kind = said.kind_of(grid.joined.spots)
        if kind is None:
            continue
        roles = roles_of(grid, words, year)
        read = roles.statement or roles.kind
        if read != kind.instead_of:
            problems.append(f"{table_id}, kind: is read as {read}, not {kind.instead_of}")
        if kind.name not in known:
            problems.append(f"{table_id}, kind: there is no {kind.name} among {', '.join(sorted(known))}")
    if problems:
        raise CorrectionError("; ".join(problems), remedy=_REMEDY)


class _Pieces:
    """The pieces of all tables while changes are put in, each known by where it stands as displayed.

    ``_parts`` are those that each table of a layout has become, ``_tables`` those that are of one table, ``_head_rows``
    how many head each.
    """

    def __init__(self, layouts: Sequence[PageLayout], tables: Sequence[Joined]) -> None:
        self._turned = {layout.number for layout in layouts if layout.turn}
        self._now: dict[Spot, RawTable] = {}
        self._parts: dict[Spot, list[Spot]] = {}
        self._shown: dict[Spot, Box] = {}
        for layout in layouts:
            for own, shown in zip(layout.tables, as_displayed(layout).tables, strict=True):
                spot = spot_of(own)
                self._now[spot], self._parts[spot], self._shown[spot] = regular(own) or own, [spot], shown.box
        self._tables = [list(table.spots) for table in tables]
        self._head_rows = {spot_of(one.table): one.skip + one.head.rows for table in tables for one in table.pieces}
        self._heads: dict[Spot, int] = {}
        self._joined: dict[Spot, bool] = {}
        self._kinds: dict[Spot, SaidKind] = {}

    @property
    def said(self) -> ByHand:
        """What was said that no layout tells."""
        return ByHand(self._heads, self._joined, self._kinds)

    def on(self, layout: PageLayout) -> PageLayout:
        """The layout with its tables as they are now."""
        items = tuple(chain.from_iterable(self._of(item) for item in layout.items))
        return layout if items == layout.items else replace(layout, items=items)

    def _of(self, item: TextLine | RawTable) -> list[TextLine | RawTable]:
        return [self._now[spot] for spot in self._parts[spot_of(item)]] if isinstance(item, RawTable) else [item]

    def change(self, one: Restructuring) -> str | None:
        """Put a change in; what is wrong with it, where it cannot be."""
        spot = next((spot for spot, box in self._shown.items() if spot[0] == one.page and same_box(box, one.box)), None)
        if spot is None:
            return "there is no such table"
        if one.change in ("column", "row", "parted") and one.page in self._turned:
            return _SIDEWAYS
        if one.change == "column" or one.change == "row":
            return self._border(spot, one)
        if one.change == "head":
            return self._head(spot, one)
        if one.change == "joined":
            return self._join(spot, one)
        if one.change == "parted":
            return self._part(spot, one)
        first = self._kinds.get(spot)
        self._kinds[spot] = SaidKind(str(one.value), first.instead_of if first else str(one.expect))
        self._touch(spot)
        return None

    def _border(self, spot: Spot, one: Restructuring) -> str | None:
        change = Change("column" if one.change == "column" else "row", _place(one.expect), _place(one.value))
        before = self._now[spot]
        after = with_change(before, change)
        if after is None:
            places = ", ".join(f"{place:.1f}" for place in borders_of(before, change.axis))
            return f"its borders are at {places or 'no place'}, so that {_what(change)}"
        self._put(spot, after)
        self._head_rows[spot] += after.header_rows - before.header_rows
        for other in self._table_of(spot):
            if other != spot and (changed := with_change_of(self._now[other], before, change)) is not None:
                self._put(other, changed)
        return None

    def _head(self, spot: Spot, one: Restructuring) -> str | None:
        table = self._now[spot]
        rows = int(one.value or 0)
        if self._head_rows[spot] != one.expect:
            return f"has {self._head_rows[spot]} head rows, not {one.expect}"
        if rows >= table.n_rows:
            return f"has {table.n_rows} rows, which cannot all be its head"
        self._put(spot, with_head(table, rows))
        self._heads[spot] = self._head_rows[spot] = rows
        return None

    def _join(self, spot: Spot, one: Restructuring) -> str | None:
        own = self._table_of(spot)
        k, at = self._tables.index(own), own.index(spot)
        if (at > 0) != one.expect:
            return f"{'goes' if at else 'does not go'} on with the table before it"
        if at == k == 0:
            return "no table stands before it"
        if one.value and not at:
            self._tables[k - 1 : k + 1] = [self._tables[k - 1] + own]
        elif at and not one.value:
            self._tables[k : k + 1] = [own[:at], own[at:]]
        self._joined[spot] = bool(one.value)
        self._touch(spot)
        return None

    def _part(self, spot: Spot, one: Restructuring) -> str | None:
        table = self._now[spot]
        k = nearest(borders_of(table, "row"), _place(one.value) or 0.0)
        if k is None:
            return "no row ends there"
        text = " ".join(cell.text for cell in table.cells if cell.row == k + 1 and cell.text)
        if _letters(text) != _letters(str(one.expect)):
            return f"the row below reads “{text}”, not “{one.expect}”"
        origin = next(first for first, parts in self._parts.items() if spot in parts)
        halves = in_two(table, k)
        spots = [spot_of(half) for half in halves]
        at = self._parts[origin].index(spot)
        self._parts[origin][at : at + 1] = spots
        own = self._table_of(spot)
        place = self._tables.index(own)
        self._tables[place : place + 1] = [[*own[: own.index(spot)], spots[0]], [spots[1], *own[own.index(spot) + 1 :]]]
        del self._now[spot], self._shown[spot]
        rows = self._head_rows.pop(spot)
        self._head_rows |= {spots[0]: min(rows, k + 1), spots[1]: max(0, rows - k - 1)}
        if spot in self._heads:
            self._heads[spots[0]] = min(self._heads.pop(spot), k + 1)
        if spot in self._joined:
            self._joined[spots[0]] = self._joined.pop(spot)
        if spot in self._kinds:
            self._kinds[spots[0]] = self._kinds.pop(spot)
        for half, new in zip(halves, spots, strict=True):
            self._shown[new] = half.box
            self._put(new, half)
        self._joined[spots[1]] = False
        return None

    def _table_of(self, spot: Spot) -> list[Spot]:
        return next(spots for spots in self._tables if spot in spots)

    def _put(self, spot: Spot, table: RawTable) -> None:
        self._now[spot] = table
        self._touch(spot)

    def _touch(self, spot: Spot) -> None:
        table = self._now[spot]
        self._now[spot] = replace(table, flags=tuple(dict.fromkeys((*table.flags, CORRECTED))))


def same_box(box: Box, other: Box) -> bool:
    """Whether two boxes are those of one piece."""
    return all(abs(a - b) <= NEAR for a, b in zip(box, other, strict=True))


def _letters(text: str) -> str:
    """What a text says, however its lines are joined."""
    return "".join(filter(str.isalnum, text)).casefold()


def _place(said: float | str | None) -> float | None:
    return None if said is None or isinstance(said, str) else float(said)


def _what(change: Change) -> str:
    if change.old is None:
        return f"none can be put in at {change.new:.1f}"
    return f"none is at {change.old:.1f}" + ("" if change.new is None else f" that can be moved to {change.new:.1f}")
