"""What a table's place on its page shows, and how clear its rows were."""

from __future__ import annotations

from dataclasses import replace

from drawn import page_of

from extract.grid.grid import Margins
from extract.layout import layout_page
from extract.model import RawTable, Word
from extract.trust.page_signs import Reading, page_signs

TEXT = """
Service              Budget    Actual    Result
Roads                 1.200     1.350       150
Parks                   400       380       -20
Schools              12.000    12.100       100
Total                13.600    13.830       230
"""


def _table() -> RawTable:
    (table,) = layout_page(page_of(TEXT, bold=[0])).tables
    return table


def _moved(words: tuple[Word, ...], by: float) -> list[Word]:
    return [w._replace(top=w.top + by, bottom=w.bottom + by, baseline=w.baseline + by) for w in words]


def _last_row(table: RawTable) -> tuple[Word, ...]:
    return tuple(w for cell in table.cells if cell.row == table.n_rows - 1 for w in cell.words)


def test_a_row_left_below() -> None:
    table = _table()
    size = _last_row(table)[0].size
    assert page_signs(table, Reading(_moved(_last_row(table), 2 * size))).row_left
    assert not page_signs(table, Reading(_moved(_last_row(table), 8 * size))).row_left
    text = [w._replace(text="word") for w in _moved(_last_row(table), 2 * size)]
    assert not page_signs(table, Reading(text)).row_left


def test_a_table_beside_or_below() -> None:
    table = _table()
    box = table.box
    figures = replace(
        table,
        box=box._replace(x0=box.x1 + 20, x1=box.x1 + 200),
        cells=tuple(cell._replace(column=cell.column - 1) for cell in table.cells if cell.column),
        n_columns=3,
    )
    below = replace(table, box=box._replace(top=box.bottom + 10, bottom=box.bottom + 90))
    assert page_signs(table, Reading(others=[table, figures])).parted
    assert page_signs(table, Reading(others=[table, below])).neighbour
    alone = page_signs(table, Reading(others=[table]))
    assert not alone.parted
    assert not alone.neighbour


def test_a_table_between_text_is_at_no_edge_of_the_page() -> None:
    table = _table()
    (word, *_) = _last_row(table)
    around = [word._replace(top=y, bottom=y + 9, baseline=y + 7) for y in (table.box.top - 200, table.box.bottom + 200)]
    signs = page_signs(table, Reading(around))
    assert not signs.top
    assert not signs.foot
    assert page_signs(table, Reading(around[:1])).foot
    assert page_signs(table, Reading(around[1:])).top


def test_close_decisions() -> None:
    signs = page_signs(_table(), Reading(margins=Margins(0.5, 1.5, joined=True), worth=1.0))
    assert (signs.close_join, signs.close_cut, signs.hardly, signs.joined) == (1.5, 0.5, 2.0, True)


def test_the_second_line_of_the_last_label_left_below() -> None:
    table = _table()
    label = _last_row(table)[:1]
    size = label[0].size
    below = _moved(label, 1.2 * size)
    assert page_signs(table, Reading(below)).label_left
    assert not page_signs(table, Reading(_moved(label, 2 * size))).label_left, "another paragraph"
    smaller = [w._replace(size=size - 2) for w in below]
    assert not page_signs(table, Reading(smaller)).label_left, "a note"
    wider = [w._replace(x1=table.box.x1) for w in below]
    assert not page_signs(table, Reading(wider)).label_left, "running text"


def test_a_head_left_above_a_table_without_one() -> None:
    table = _table()
    head = [w for cell in table.cells if cell.header for w in cell.words]
    headless = replace(
        table,
        cells=tuple(cell._replace(row=cell.row - 1) for cell in table.cells if cell.row),
        n_rows=table.n_rows - 1,
        header_rows=0,
        box=table.box._replace(top=max(w.bottom for w in head)),
    )
    assert page_signs(headless, Reading(head)).head_left
    assert not page_signs(headless, Reading(head[:1])).head_left
    assert not page_signs(table, Reading(_moved(tuple(head), -12))).head_left


def test_a_neighbour_without_a_head_whose_figures_stand_in_the_same_columns() -> None:
    table = _table()
    below = replace(table, box=table.box._replace(top=table.box.bottom + 10, bottom=table.box.bottom + 90))
    headless = replace(below, header_rows=0)
    assert page_signs(table, Reading(others=[table, headless])).same_columns
    assert not page_signs(table, Reading(others=[table, below])).same_columns
    cells = tuple(
        cell._replace(words=tuple(w._replace(x0=w.x0 + 20, x1=w.x1 + 20) for w in cell.words)) for cell in table.cells
    )
    assert not page_signs(table, Reading(others=[table, replace(headless, cells=cells)])).same_columns
