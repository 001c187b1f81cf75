"""The tagged tables of a page that are true, and what is left of the page without them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import NamedTuple

from extract.geometry import overlap
from extract.grid.grid import Grid
from extract.model import Box, Fill, Page, Ruling, TaggedTable, TextLine, Witness, Word
from extract.page.area import Area
from extract.page.text_lines import Line, visual_lines
from extract.page.word_shapes import is_value
from extract.regions.regions import reading_order
from extract.regions.tagged.choice import choose
from extract.regions.tagged.folded import unfolded
from extract.regions.tagged.grids import BORDER, GridPlace, grid_of, place_of
from extract.regions.tagged.repeated import head_over
from extract.regions.tagged.spots import Spots, spots
from extract.regions.tagged.truth import is_cut, lie


class FoundTable(NamedTuple):
    """A table, its part of the page, what it was read from, and the words that the tags title it with.

    ``tagged`` is what the tags have of it; ``rulings`` are the lines drawn in a tagged table.
    """

    area: Area
    grid: Grid
    witness: Witness = "geometry"
    caption: tuple[Word, ...] = ()
    tagged: TaggedTable | None = None
    rulings: tuple[Ruling, ...] = ()

    @property
    def folded(self) -> bool:
        """It goes on with the table before it, in the next column of the page."""
        return self.tagged is not None and self.tagged.folded


def tagged_tables(page: Page, read: Callable[[Page], Grid | None]) -> list[FoundTable]:
    """The tagged tables of a page that its words bear out. ``read`` gives the one table of a page by what is drawn."""
    if page.tags is None or not page.tags.tables:
        return []
    parts = [[page.words[i] for i in part] for part in page.tags.parts]
    out = []
    for table, found in _true(page, parts):
        words = [w for s in found.cells for w in s.words]
        place = place_of(page, words)
        head = head_over(place.area.box, [page.words[i] for i in page.tags.artifacts]) if not found.headed else []
        if head:
            words += [w for line in head for w in line.words]
            place = place_of(page, words)
        grid = grid_of(table, found, place.area, head)
        if grid is not None:
            choice = choose(grid, place, partial(_by_geometry, page, place, words, read))
            caption = [w for w in parts[table.caption] if not w.angle] if table.caption >= 0 else ()
            out.append(FoundTable(place.area, choice.grid, choice.witness, tuple(caption), table, place.rulings))
    return out


def _true(page: Page, parts: Sequence[Sequence[Word]]) -> list[tuple[TaggedTable, Spots]]:
    """The tagged tables that nothing speaks against, with their cells."""
    tags = page.tags
    if tags is None:
        return []
    untagged = {*tags.running, *tags.artifacts}
    content = [w for i, w in enumerate(page.words) if i not in untagged and not w.angle]
    held: list[tuple[TaggedTable, Spots]] = []
    for table, own_parts in chain.from_iterable(unfolded(table, parts) for table in tags.tables):
        found = spots(table, own_parts)
        if found is None or not found.cells:
            continue
        own = {id(w) for s in found.cells for w in s.words}
        own.update(id(w) for w in (parts[table.caption] if table.caption >= 0 else ()))
        if lie(table, own_parts, found, [w for w in content if id(w) not in own]) is None:
            held.append((table, found))
    inside = {id(w) for _, found in held for s in found.cells for w in s.words}
    cells = [cell for table in tags.tables for row in table.rows for cell in row.cells if cell is not None]
    suspects = {id(w) for cell in cells for w in parts[cell.part]}
    loose = [w for w in content if id(w) not in inside and (id(w) in suspects or is_value(w.text))]
    return [(table, found) for table, found in held if not is_cut(found, loose)]


def _by_geometry(
    page: Page, place: GridPlace, words: Sequence[Word], read: Callable[[Page], Grid | None]
) -> Grid | None:
    """The grid that the same words would have without tags; None where they would be no table, or several."""
    own = {id(w) for w in words}
    alone = replace(
        page,
        words=tuple([w for w in page.words if id(w) in own]),
        rulings=place.rulings,
        fills=place.area.fills,
        tags=None,
    )
    return read(alone)


def without_tables(page: Page, tables: Sequence[FoundTable]) -> Page:
    """What is left of the page to look for tables in: without those found, and without their titles."""
    if not tables:
        return page
    gone = {id(w) for table in tables for w in (*_words(table.grid), *table.caption)}
    drawn = {id(r) for table in tables for r in table.rulings}
    shades = {f for table in tables for f in table.area.fills if _is_in(f, table.area.box)}
    return replace(
        page,
        words=tuple([w for w in page.words if id(w) not in gone]),
        rulings=tuple([r for r in page.rulings if id(r) not in drawn]),
        fills=tuple([f for f in page.fills if f not in shades]),
        tags=None,
    )


def _words(grid: Grid) -> Iterator[Word]:
    return (w for slot in grid.slots for chunk in slot.chunks for w in chunk.words)


def _is_in(fill: Fill, box: Box) -> bool:
    """Most of the shading lies in the box."""
    return overlap((fill.top, fill.bottom), (box.top - BORDER, box.bottom + BORDER)) > 0.5 * (fill.bottom - fill.top)


def running_lines(page: Page, remembered: list[Line], tables: Sequence[FoundTable]) -> list[Line]:
    """The running lines of the page: those ``remembered`` from other pages and those that its tags name, without what
    stands in a tagged table or titles one."""
    if page.tags is None or not (page.tags.running or tables):
        return remembered
    named = [page.words[i] for i in page.tags.running if not page.words[i].angle]
    held = {id(w) for table in tables for w in (*_words(table.grid), *table.caption)}
    words = {id(w): w for w in chain(chain.from_iterable(line.words for line in remembered), named)}
    return visual_lines([w for key, w in words.items() if key not in held])


def in_order(found: Sequence[FoundTable]) -> list[FoundTable]:
    """The tables in the order in which one reads them: a folded one right behind what it goes on with."""
    runs: dict[int, list[FoundTable]] = {}
    for table in found:
        if table.folded and runs:
            runs[next(reversed(runs))].append(table)
        else:
            runs[id(table.area)] = [table]
    ordered = reading_order([run[0].area for run in runs.values()])
    return [table for area in ordered for table in runs[id(area)]]


def with_lines(lines: Sequence[Line], words: Sequence[Word]) -> list[Line]:
    """The lines (in reading order) and those of ``words``, each before the first one that stands below its top."""
    if not words:
        return list(lines)
    out = list(lines)
    for line in reversed(visual_lines(words)):
        out.insert(next((k for k, other in enumerate(out) if other.top >= line.top - 1), len(out)), line)
    return out


def indexes_of(lines: Sequence[TextLine], words: Iterable[Word]) -> list[int]:
    """The lines that are made of nothing but such words."""
    own = set(map(id, words))
    return [k for k, line in enumerate(lines) if all(id(w) in own for w in line.words)] if own else []
