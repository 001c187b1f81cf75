"""The figures of a table: each line and measure with its cell's text and the amount that it states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extract.model import Box
from normalize.danish.amounts import BLANK, Stated, stated
from normalize.danish.numbers import IRREGULAR, printed_decimals
from normalize.danish.units import Unit, find_unit, resolve_lines
from normalize.figures.steps import half_steps
from normalize.model import Figure, Line, Measure
from normalize.table.column_roles import Roles
from normalize.table.logical_table import PrintedTable
from normalize.table.rows import Row, Slot
from normalize.wording.table_words import Words

# What told a figure's unit, as the flags of the contract name it; "": the cell itself or the head of its column.
INFERRED, FROM_CAPTION = "unit_inferred", "unit_from_caption"
FROM_LABEL, FROM_GROUP = "unit_from_label", "unit_from_group"


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What is true of all figures of a table; ``unit_reason`` is the flag that says what told its unit."""

    table_id: str
    committee: str | None
    unit: Unit
    unit_reason: str
    legend: Mapping[str, str]
    flags: tuple[str, ...]


class StatedUnit(NamedTuple):
    """A table's unit, the text that states it ("": none does, it is the profile's) and the flag that says where."""

    unit: Unit | None
    text: str
    reason: str


def stated_unit(grid: PrintedTable, words: Words) -> StatedUnit:
    """The unit that a table states: in its head, its caption, or the line above."""
    first = grid.joined.pieces[0].placed
    titles = [row.filled[0].text for row in _top_rows(grid) if len(row.filled) == 1]
    above = (*titles, first.caption or "", first.title or "")
    for reason, texts in (("", grid.head.texts), (FROM_CAPTION, above)):
        for text in texts:
            unit = find_unit(text)
            if unit is not None:
                return StatedUnit(unit, text, reason)
    return StatedUnit(find_unit(words.profile.units.default), "", INFERRED)


def _top_rows(grid: PrintedTable) -> list[Row]:
    return [marked.row for marked in grid.rows[:2]]


def figures_of(
    grid: PrintedTable, roles: Roles, lines: Sequence[tuple[Line, Row]], facts: TableFacts, words: Words
) -> list[Figure]:
    """The figures of an operating, financing or capital table, line by line in its columns' order."""
    units = _line_units(grid, roles, lines, facts)
    rows = {id(marked.row): i for i, marked in enumerate(grid.rows)}
    starts = {id(slot): i for i, marked in enumerate(grid.rows) for slot in marked.row.slots}
    continued = {marked.line for marked in grid.rows if marked.continued}
    read = [
        [_read(row, _place(row, column, rows[id(row)], starts), of_line[column]) for column in roles.measures]
        for (_, row), of_line in zip(lines, units, strict=True)
    ]
    decimals = [(one.unit, _decimals(one)) for of_line in read for one in of_line]
    # Figures without decimals tell no step while any has them: a "0" beside "0,062" is as exact as that.
    steps = half_steps([*((unit, 0, False) for unit, _ in decimals), *((unit, d, d > 0) for unit, d in decimals)])
    out: list[Figure] = []
    for (line, row), of_row in zip(lines, read, strict=True):
        flags = ("row_continued",) if line.row in continued else ()
        markers = {one.stated.marker for one in of_row}
        closed = line.level == "project" and not markers.isdisjoint(words.profile.lines.closed_markers)
        own = line._replace(account_closed=True) if closed else line
        out += [
            _figure(facts, own, row, measure, one, steps, flags)
            for measure, one in zip(roles.measures.values(), of_row, strict=True)
        ]
    return out


def _decimals(read: _Read) -> int:
    """How many decimals a figure prints; digits that break the grammar tell nothing."""
    value, amount = read.stated.value, read.stated.amount
    return 0 if value is None or amount is None or IRREGULAR in read.stated.flags else printed_decimals(value)


class _Place(NamedTuple):
    """The cell in a line's column, by where it starts; ``slot`` is None where the line's row has none of its own."""

    cell_row: int
    column: int
    slot: Slot | None


def _place(row: Row, column: int, own: int, starts: Mapping[int, int]) -> _Place:
    """The cell that covers a column of a line's row, which is ``own``.

    A cell that begins further left or above covers the column too; it is another one's, and nothing is read twice.
    """
    covering = row.cover[column]
    if covering is None:
        return _Place(own, column, None)
    start = starts[id(covering)]
    mine = start == own and covering.column == column
    return _Place(start, covering.column, covering if mine else None)


class _Read(NamedTuple):
    """What a cell states in its ``unit``, and the flag that says what told that unit."""

    place: _Place
    box: Box
    published: str
    stated: Stated
    unit: Unit
    reason: str
    inferred: bool


def _read(row: Row, place: _Place, unit: tuple[Unit, str]) -> _Read:
    slot = place.slot
    cell = slot.printed if slot is not None else BLANK
    of, reason = unit
    said = stated(cell, of)
    beside = cell.number is not None and cell.number.unit is not None
    box = slot.cell.box if slot is not None else row.box
    return _Read(place, box, cell.text, said, said.unit or of, "" if beside else reason, reason == INFERRED)


def _figure(
    facts: TableFacts,
    line: Line,
    row: Row,
    measure: Measure,
    read: _Read,
    steps: Mapping[Unit, Decimal],
    flags: tuple[str, ...],
) -> Figure:
    said = read.stated
    return Figure(
        table_id=facts.table_id,
        committee=facts.committee,
        line=line,
        measure=measure,
        published=read.published,
        amount=said.amount,
        unit=read.unit.name,
        marker=said.marker,
        marker_meaning=facts.legend.get(said.marker) if said.marker else None,
        flags=(*((INFERRED,) if read.inferred else ()), *said.flags, *flags, *facts.flags),
        page=row.page,
        box=read.box,
        cell_row=read.place.cell_row,
        column=read.place.column,
        number=said.value,
        half_step=steps[read.unit],
        unit_reason=read.reason,
    )


def _line_units(
    grid: PrintedTable, roles: Roles, lines: Sequence[tuple[Line, Row]], facts: TableFacts
) -> list[dict[int, tuple[Unit, str]]]:
    """Per line and column, the unit and the flag that says what told it.

    A unit in a column's own head comes before one in the line's label, before the table's; the table's own
    arithmetic decides lines whose unit nothing nearer states.
    """
    columns = list(roles.measures)
    heads = {column: find_unit(grid.head.texts[column]) for column in columns}
    of_lines = resolve_lines([[row.printed(column).number for column in columns] for _, row in lines], facts.unit)
    out = []
    for (line, _), (unit, inferred) in zip(lines, of_lines, strict=True):
        label = find_unit(line.label)
        of_line = (label, FROM_LABEL) if label is not None else (unit, INFERRED if inferred else facts.unit_reason)
        own = {column: head for column, head in heads.items() if head is not None and head != facts.unit}
        out.append({column: (own[column], "") if column in own else of_line for column in columns})
    return out
