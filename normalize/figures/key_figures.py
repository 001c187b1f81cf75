"""The overview box: blocks of key figures, side by side or below each other, some with years over their columns.

Nothing depends on the grid that extraction saw: blocks and figures are told by what the cells say and where they
stand. A block opens with its topic (bold, or the first text after figures); the text below it is its goal; in the
rows below, each figure belongs to the label to the left of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from normalize.danish.amounts import stated
from normalize.danish.units import Unit, find_unit
from normalize.figures.measures import FROM_GROUP, FROM_LABEL, INFERRED, TableFacts
from normalize.model import KeyFigure
from normalize.table.column_heads import is_year_row
from normalize.table.logical_table import PrintedTable
from normalize.table.rows import Row, Slot

# A label may begin this much left of its block's topic, in points.
OVERHANG = 6.0


class _Year(NamedTuple):
    year: int
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class _FigureBlock:
    """A topic and what is under it; ``x0`` is its left edge. ``started``: it has figures."""

    topic: str
    x0: float
    goal: str | None = None
    years: tuple[_Year, ...] = ()
    started: bool = False


class _BoxRead(NamedTuple):
    slot: Slot
    label: str
    block: _FigureBlock


def key_figures_of(grid: PrintedTable, facts: TableFacts) -> list[KeyFigure]:
    """The figures of an overview box, row by row; a blank cell is no figure.

    Of several figures that nothing tells apart (no years stand above them), the first is the label's.
    """
    by_bold = any(_is_text(row) and any(slot.cell.bold for slot in row.filled) for _, row, _ in _rows(grid))
    blocks: tuple[_FigureBlock, ...] = ()
    out: list[KeyFigure] = []
    for cell_row, row, line in _rows(grid):
        caption = _caption_above(grid, cell_row)
        if caption is not None:
            blocks = (_FigureBlock(caption, 0.0),)
        if is_year_row(row):
            blocks = tuple(replace(block, years=_years_under(row, block, blocks)) for block in blocks)
        elif _is_text(row):
            blocks = _with_text(blocks, row, by_bold=by_bold)
        else:
            read = list(_read(row, blocks))
            out += [_key_figure(facts, line, cell_row, row, one) for one in read]
            started = {id(one.block) for one in read}
            blocks = tuple(replace(b, started=b.started or id(b) in started) for b in blocks)
    first = {(figure.row, figure.topic, figure.label, figure.year): figure for figure in reversed(out)}
    return [figure for figure in out if first[figure.row, figure.topic, figure.label, figure.year] is figure]


def _rows(grid: PrintedTable) -> Iterator[tuple[int, Row, int]]:
    for cell_row, marked in enumerate(grid.rows):
        if marked.mark == "line" and marked.line is not None:
            yield cell_row, marked.row, marked.line


def _caption_above(grid: PrintedTable, cell_row: int) -> str | None:
    """The caption of a later piece, which is the topic of its block, at that piece's first row."""
    fragment = grid.rows[cell_row].row.fragment
    first = cell_row == 0 or grid.rows[cell_row - 1].row.fragment != fragment
    return grid.joined.pieces[fragment].placed.caption if first and fragment > 0 else None


def _is_text(row: Row) -> bool:
    return not any(slot.printed.is_figure for slot in row.filled)


def _with_text(blocks: tuple[_FigureBlock, ...], row: Row, *, by_bold: bool) -> tuple[_FigureBlock, ...]:
    """The blocks below a row without figures: its topics open new ones, its other texts are goals."""
    opens = not blocks or any(block.started for block in blocks)
    topics = [slot for slot in row.filled if (slot.cell.bold if by_bold else opens)]
    if topics:
        return tuple(_FigureBlock(slot.text, slot.cell.box.x0 if len(topics) > 1 else 0.0) for slot in topics)
    goals = {id(_block_at(blocks, slot.cell.box.x0)): slot.text for slot in row.filled if blocks}
    return tuple(
        replace(block, goal=goals[id(block)]) if id(block) in goals and not block.goal and not block.started else block
        for block in blocks
    )


def _block_at(blocks: Sequence[_FigureBlock], x0: float) -> _FigureBlock:
    return next((block for block in reversed(blocks) if block.x0 <= x0 + OVERHANG), blocks[0])


def _years_under(row: Row, block: _FigureBlock, blocks: Sequence[_FigureBlock]) -> tuple[_Year, ...]:
    boxes = [(slot.text, slot.cell.box) for slot in row.filled if _block_at(blocks, slot.cell.box.x0) is block]
    return tuple(_Year(int(text), box.x0, box.x1) for text, box in boxes)


def _read(row: Row, blocks: Sequence[_FigureBlock]) -> Iterator[_BoxRead]:
    """The figures of a row, each with the label to the left of it."""
    label: Slot | None = None
    for slot in sorted(row.filled, key=lambda slot: slot.cell.box.x0):
        if not slot.printed.is_figure:
            label = slot
        elif label is not None and blocks:
            yield _BoxRead(slot, label.text, _block_at(blocks, label.cell.box.x0))


def _key_figure(facts: TableFacts, line: int, cell_row: int, row: Row, read: _BoxRead) -> KeyFigure:
    block, box = read.block, read.slot.cell.box
    unit, reason = _unit(read, facts)
    said, number = stated(read.slot.printed, unit), read.slot.printed.number
    year = max(block.years, key=lambda y: (min(box.x1, y.x1) - max(box.x0, y.x0), -abs(box.x1 - y.x1)), default=None)
    inferred = (INFERRED,) if reason == INFERRED else ()
    return KeyFigure(
        table_id=facts.table_id,
        row=line,
        topic=block.topic,
        goal=block.goal,
        label=read.label,
        year=year.year if year else None,
        published=read.slot.text,
        amount=said.amount,
        unit=(said.unit or unit).name,
        marker=said.marker,
        marker_meaning=facts.legend.get(said.marker) if said.marker else None,
        flags=(*inferred, *said.flags, *facts.flags),
        page=row.page,
        box=box,
        cell_row=cell_row,
        column=read.slot.column,
        unit_reason="" if number is not None and number.unit else reason,
    )


def _unit(read: _BoxRead, facts: TableFacts) -> tuple[Unit, str]:
    """The unit that the nearest text names, and the flag that says which: the label, the block's goal or topic."""
    places = ((FROM_LABEL, read.label), (FROM_GROUP, read.block.goal or ""), (FROM_GROUP, read.block.topic))
    named = ((unit, reason) for reason, text in places if (unit := find_unit(text)) is not None)
    return next(named, (facts.unit, facts.unit_reason))
