"""The figures of a table: each line and measure with its cell's text and the amount that it states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from normalize.danish.amounts import BLANK, stated
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
    out: list[tuple[Figure, Unit]] = []
    for (line, row), of_line in zip(lines, units, strict=True):
        flags = ("row_continued",) if line.row in continued else ()
        figures = [
            _figure(facts, line, row, _place(row, column, rows[id(row)], starts), measure, of_line[column], flags)
            for column, measure in roles.measures.items()
        ]
        closed = line.level == "project" and any(f.marker in words.profile.lines.closed_markers for f, _ in figures)
        told = replace(line, account_closed=True) if closed else line
        out += [(replace(figure, line=told), unit) for figure, unit in figures] if closed else figures
    decimals = [(unit, _decimals(figure)) for figure, unit in out]
    # Figures without decimals tell no step while any has them: a "0" beside "0,062" is as exact as that.
    steps = half_steps([*((unit, 0, False) for unit, _ in decimals), *((unit, d, d > 0) for unit, d in decimals)])
    return [replace(figure, half_step=steps[unit]) for figure, unit in out]


def _decimals(figure: Figure) -> int:
    """How many decimals a figure prints; digits that break the grammar tell nothing."""
    regular = figure.number is not None and figure.amount is not None and IRREGULAR not in figure.flags
    return printed_decimals(figure.number) if regular and figure.number is not None else 0


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


def _figure(
    facts: TableFacts,
    line: Line,
    row: Row,
    place: _Place,
    measure: Measure,
    unit: tuple[Unit, str],
    flags: tuple[str, ...],
) -> tuple[Figure, Unit]:
    """The figure of a line and a measure, and the unit that it is in."""
    slot = place.slot
    cell = slot.printed if slot is not None else BLANK
    of, reason = unit
    read = stated(cell, of)
    own = (*((INFERRED,) if reason == INFERRED else ()), *read.flags, *flags)
    beside = cell.number is not None and cell.number.unit is not None
    of = read.unit or of
    figure = Figure(
        table_id=facts.table_id,
        committee=facts.committee,
        line=line,
        measure=measure,
        published=cell.text,
        amount=read.amount,
        unit=of.name,
        marker=read.marker,
        marker_meaning=facts.legend.get(read.marker) if read.marker else None,
        flags=(*own, *facts.flags),
        page=row.page,
        box=slot.cell.box if slot is not None else row.box,
        cell_row=place.cell_row,
        column=place.column,
        number=read.value,
        unit_reason="" if beside else reason,
    )
    return figure, of


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
