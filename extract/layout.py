"""The tables of a page, and everything else that stands on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from extract.grid.build import read_area
from extract.grid.grid import Grid, columns_in_place
from extract.grid.raw_table import raw_table
from extract.grid.sideways_heads import with_sideways_heads
from extract.grid.spans import with_whole_columns
from extract.model import OCR_LAYER, Box, Page, PageLayout, RawTable, TextLine, Word
from extract.page.area import Area
from extract.page.line_roles import body_size, captions_of, mark_running, notes_of, running_keys, text_line, with_roles
from extract.page.memory import Memory, are_those, closing_columns, without
from extract.page.sideways_lines import sideways_lines
from extract.page.text_columns import zones
from extract.page.text_lines import Line, line_of, visual_lines
from extract.page.turned import main_angle, upright
from extract.page.word_shapes import MARKS, is_leader, is_typed_rule
from extract.regions.head_at_foot import with_head_at_foot
from extract.regions.regions import page_areas
from extract.regions.tagged.page import (
    FoundTable,
    in_order,
    indexes_of,
    running_lines,
    tagged_tables,
    with_lines,
    without_tables,
)
from extract.regions.torn_rows import with_torn_rows
from extract.speed import without_collector
from extract.trust.confidence import confidence
from extract.trust.is_table import table_worth
from extract.trust.page_signs import Reading

HELD = 40  # pages held at a time


def layout_page(page: Page, usual: float = 0.0, memory: Memory | None = None) -> PageLayout:
    """What stands on the page in reading order: tables, and the lines of text outside them.

    ``usual`` is the size of the document's running text in points, for a page that has none (0: not known);
    ``memory`` is what its other pages have in common.
    """
    return _layout(page, usual, memory or Memory())[0]


@without_collector
def _layout(page: Page, usual: float, memory: Memory) -> tuple[PageLayout, float]:
    """What stands on the page, and the size of the running text so far."""
    angle = main_angle(page)
    if angle:
        layout, usual = _layout(upright(page, angle), usual, memory)
        return replace(layout, turn=angle), usual
    tagged = tagged_tables(page, _only_grid)
    running = running_lines(page, memory.running(page), tagged)
    if running:
        page = replace(page, words=without(page.words, running), tags=None)
    titles = [w for table in tagged for w in table.caption]
    areas, zoned = page_areas(without_tables(page, tagged), [table.area.box for table in tagged])
    turned = [w for w in page.words if w.angle]
    drawn = [
        FoundTable(area, with_sideways_heads(grid, turned) if turned else grid, "geometry", area.title)
        for area, grid in _grids(areas, memory)
    ]
    found = in_order([*tagged, *drawn]) if tagged else drawn
    boxes = [table.area.box for table in found]
    inside = {id(w) for table in found for s in table.grid.slots for chunk in s.chunks for w in chunk.words}
    rest = [w for w in page.words if w.angle == 0]
    outside = list(chain.from_iterable(zoned))
    if inside:
        rest = [w for w in rest if id(w) not in inside and (w.text[0] not in MARKS or not _is_mark_in(w, boxes))]
        outside = _lines_outside(outside, inside)
    named = set(map(id, titles))
    flowing = [w for w in rest if id(w) not in named] if named else rest
    if sum([len(line.words) for line in outside]) != len(flowing):  # titles and notes in frames, dots that lead
        outside = [line for zone in zones(visual_lines(flowing), page) for line in zone]
    lines = [text_line(page.number, line) for line in with_lines(outside, titles)]
    usual = body_size(lines, usual)
    captions: set[int] = set()
    notes: set[int] = set()
    tables = []
    held: list[int] = []
    for k, (area, grid, witness, title, tagged_as, _) in enumerate(found):
        above = indexes_of(lines, title) or captions_of(area.box, lines, boxes, usual)
        below = [*held, *notes_of(area.box, lines, usual)]
        # Notes below a table's first column on the page are those of its last one.
        held, below = (below, []) if k + 1 < len(found) and found[k + 1].folded else ([], below)
        captions.update(above)
        notes.update(set(below) - captions)
        table = raw_table(page.number, grid, [lines[k] for k in above], [lines[k] for k in below])
        if tagged_as is not None:
            before, after = tagged_as.begins_before, tagged_as.goes_on
            table = replace(table, witness=witness, continued=before, goes_on=after)
        if any(image.meets(table.box) for image in page.scanned):
            table = replace(table, flags=(*table.flags, OCR_LAYER))
        tables.append(table)
    tables = [
        replace(table, confidence=confidence(table, _reading(one, tables, rest)))
        for one, table in zip(found, tables, strict=True)
    ]
    edges = [text_line(page.number, line, "running") for line in running]
    with_role = _merged(with_roles(lines, captions, notes, usual), edges)
    items = _reading_order(with_role, tables, [table.folded for table in found])
    aside = sideways_lines(page.number, [w for w in turned if id(w) not in inside]) if turned else []
    return PageLayout(page.number, page.width, page.height, (*items, *aside), unread=page.unread), usual


def _lines_outside(lines: Iterable[Line], inside: set[int]) -> list[Line]:
    """The lines, or what is left of them, without the words (by id) that are inside tables."""
    out = []
    for line in lines:
        words = [w for w in line.words if id(w) not in inside]
        if words:
            out.append(line if len(words) == len(line.words) else line_of(words))
    return out


def _grids(areas: Iterable[Area], memory: Memory) -> Iterator[tuple[Area, Grid]]:
    """The areas that are tables, with their grids; the first may go on with the table that closed the page before."""
    for k, area in enumerate(areas):
        grid = read_area(area)
        if grid is None or grid.n_rows < 2:
            continue
        goes_on = k == 0 and bool(memory.closing) and are_those(columns_in_place(grid), memory.closing)
        grid.worth = table_worth(area, grid, goes_on=goes_on)
        if grid.worth > 0:
            yield area, with_whole_columns(grid)


def _only_grid(page: Page) -> Grid | None:
    """The grid of a page that shows one table and nothing else."""
    areas, _ = page_areas(page)
    return next((grid for _, grid in _grids(areas, Memory())), None) if len(areas) == 1 else None


def _reading(found: FoundTable, tables: Sequence[RawTable], outside: Sequence[Word]) -> Reading:
    """How a table was read: the page's ``tables``, the words ``outside`` them, how much of its grid is drawn."""
    area, grid = found.area, found.grid
    inner = sum(area.box.x0 + 5 < p.x < area.box.x1 - 5 for p in area.positions)
    drawn_columns = min(1.0, inner / max(grid.n_columns - 1, 1))
    return Reading(outside, tables, float(grid.marked), drawn_columns, grid.margins, grid.worth)


def _is_mark_in(word: Word, boxes: Sequence[Box]) -> bool:
    """Dots or dashes that are typed into a table in place of a drawn line, also dots set one by one."""
    return (word.text == "." or is_leader(word.text) or is_typed_rule(word.text)) and any(
        b.x0 - 2 <= word.x0 and word.x1 <= b.x1 + 2 and b.top - 2 <= word.top and word.bottom <= b.bottom + 2
        for b in boxes
    )


def _reading_order(lines: list[TextLine], tables: list[RawTable], folded: Sequence[bool]) -> list[TextLine | RawTable]:
    """Tables go before the first line that stands wholly below their top, folded ones behind the one before, where
    there is one."""
    out: list[TextLine | RawTable] = list(lines)
    behind: list[RawTable] = []
    for table, follows in zip(reversed(tables), reversed(folded), strict=True):
        behind.insert(0, table)
        if not follows or table is tables[0]:
            at = next((k for k, item in enumerate(out) if item.box.top >= table.box.top - 1), len(out))
            out[at:at] = behind
            behind = []
    return out


def _merged(lines: list[TextLine], running: list[TextLine]) -> list[TextLine]:
    """The lines with the running ones before and behind them."""
    middle = lines[0].box.top if lines else 0.0
    above = [line for line in running if line.box.top <= middle]
    return [*above, *lines, *(line for line in running if line.box.top > middle)]


def read_layouts(pages: Iterable[Page]) -> Iterator[PageLayout]:
    """Layouts page by page. Some pages are held at a time, to see what they have in common before they are read."""
    memory = Memory()
    before: frozenset[tuple[str, int]] = frozenset()
    held: PageLayout | None = None
    held_keys: frozenset[tuple[str, int]] = frozenset()
    usual = 0.0
    source = iter(pages)
    while window := list(islice(source, HELD)):
        memory.see(window)
        for page in window:
            layout, usual = _layout(page, usual, memory)
            memory.closing = closing_columns(layout)
            keys = running_keys(layout)
            if held is not None:
                held = with_head_at_foot(mark_running(held, (before, keys)), layout)
                held, layout = with_torn_rows(held, layout)
                yield held
                before = held_keys
            held, held_keys = layout, keys
    if held is not None:
        yield mark_running(held, (before,))
