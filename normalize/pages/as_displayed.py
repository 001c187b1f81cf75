"""Pages whose text is drawn sideways: read as they stand for a reader, told as they are displayed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from extract.model import Box, Cell, PageLayout, RawTable, TextLine
from normalize.model import CellFigure, Check, Figure, KeyFigure, LogicalTable, Report, StatusItem

# The share of its words that run sideways in a page that is drawn so.
MOST = 0.6

_Boxed = TypeVar("_Boxed", Figure, KeyFigure, CellFigure, StatusItem)


class Turn(NamedTuple):
    """How a page's text runs, 90 (downwards) or 270 (upwards), and the page's size as displayed."""

    angle: int
    width: float
    height: float

    def upright(self, box: Box) -> Box:
        """Return a box on the page turned so that its text runs from left to right."""
        if self.angle == 90:
            return Box(box.top, self.width - box.x1, box.bottom, self.width - box.x0)
        return Box(self.height - box.bottom, box.x0, self.height - box.top, box.x1)

    def displayed(self, box: Box) -> Box:
        """Return a box of the turned page on the page as displayed."""
        back = Turn(360 - self.angle, self.height, self.width)
        return back.upright(box)


def turns_of(layouts: Sequence[PageLayout]) -> dict[int, Turn]:
    """Return, by number, the pages whose text runs sideways."""
    return {page.number: turn for page in layouts if (turn := _turn_of(page)) is not None}


def turned_upright(layouts: Sequence[PageLayout], turns: Mapping[int, Turn]) -> list[PageLayout]:
    """Return the pages with all boxes, those of words aside, as on pages turned upright."""
    return [_turned(page, turns[page.number]) if page.number in turns else page for page in layouts]


def as_displayed(report: Report, turns: Mapping[int, Turn]) -> Report:
    """Return what was read on pages turned upright with its places on the pages as displayed."""
    if not turns:
        return report
    return replace(
        report,
        tables=tuple(_table(table, turns) for table in report.tables),
        operating=_back(report.operating, turns),
        financing=_back(report.financing, turns),
        capital=_back(report.capital, turns),
        key_figures=_back(report.key_figures, turns),
        status=_back(report.status, turns),
        figures=_back(report.figures, turns),
        checks=tuple(_check(check, turns) for check in report.checks),
    )


def _turn_of(page: PageLayout) -> Turn | None:
    count: Counter[int] = Counter()
    for item in page.items:
        for words in [item.words] if isinstance(item, TextLine) else [cell.words for cell in item.cells]:
            if words:  # a line of text runs in one direction
                count[words[0].angle] += len(words)
    angle = max(count, key=lambda a: count[a], default=0)
    sideways = angle in (90, 270) and count[angle] >= MOST * count.total()
    return Turn(angle, page.width, page.height) if sideways else None


def _turned(page: PageLayout, turn: Turn) -> PageLayout:
    return PageLayout(page.number, page.height, page.width, tuple(_item(item, turn) for item in page.items))


def _item(item: TextLine | RawTable, turn: Turn) -> TextLine | RawTable:
    return _line(item, turn) if isinstance(item, TextLine) else _raw_table(item, turn)


def _line(line: TextLine, turn: Turn) -> TextLine:
    return line._replace(box=turn.upright(line.box))


def _raw_table(table: RawTable, turn: Turn) -> RawTable:
    return replace(
        table,
        box=turn.upright(table.box),
        cells=tuple(_cell(cell, turn) for cell in table.cells),
        caption=tuple(_line(line, turn) for line in table.caption),
        notes=tuple(_line(line, turn) for line in table.notes),
    )


def _cell(cell: Cell, turn: Turn) -> Cell:
    return cell._replace(box=turn.upright(cell.box))


def _back(rows: Sequence[_Boxed], turns: Mapping[int, Turn]) -> tuple[_Boxed, ...]:
    return tuple(replace(row, box=turns[row.page].displayed(row.box)) if row.page in turns else row for row in rows)


def _table(table: LogicalTable, turns: Mapping[int, Turn]) -> LogicalTable:
    fragments = (replace(f, box=turns[f.page].displayed(f.box)) if f.page in turns else f for f in table.fragments)
    cells = (replace(c, box=turns[c.page].displayed(c.box)) if c.page in turns else c for c in table.cells)
    return replace(table, fragments=tuple(fragments), cells=tuple(cells))


def _check(check: Check, turns: Mapping[int, Turn]) -> Check:
    turn = turns.get(check.text_page) if check.text_page is not None else None
    if turn is None or check.text_box is None:
        return check
    return replace(check, text_box=turn.displayed(check.text_box))
