"""Confidence: high for a grid that fits what is printed, low for one that does not."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from drawn import page_of
from hypothesis import given
from hypothesis import strategies as st

from extract.layout import layout_page
from extract.model import Box, Cell, RawTable, Word
from extract.trust.confidence import confidence, evidence, signs_of
from extract.trust.page_signs import Reading
from extract.trust.weights import worth

LABELS = ("Roads", "Parks and playgrounds", "Harbour", "Schools", "Libraries", "Refuse", "Total")
RIGHTS = (260.0, 330.0, 400.0, 470.0)
SIZE = 9.0


def _word(text: str, row: int, *, left: float | None = None, right: float | None = None, down: float = 0.0) -> Word:
    width, top = 5.0 * len(text), 100.0 + 14 * row + down
    x0 = left if left is not None else (right or 0.0) - width
    return Word(text, x0, top, x0 + width, top + SIZE, top + 7, SIZE)


def _cell(row: int, column: int, words: tuple[Word, ...], *, header: bool = False) -> Cell:
    box = Box(
        min((w.x0 for w in words), default=0.0),
        min((w.top for w in words), default=0.0),
        max((w.x1 for w in words), default=0.0),
        max((w.bottom for w in words), default=0.0),
    )
    return Cell(row, column, box, (" ".join(w.text for w in words),) if words else (), words, header=header)


def _label(text: str, row: int) -> tuple[Word, ...]:
    words, x = [], 60.0
    for part in text.split():
        words.append(_word(part, row, left=x))
        x = words[-1].x1 + 2.5
    return tuple(words)


def _table(cells: list[Cell], n_columns: int = 5, n_rows: int = 8, header_rows: int = 1) -> RawTable:
    words = [w for cell in cells for w in cell.words]
    box = Box(
        min(w.x0 for w in words), min(w.top for w in words), max(w.x1 for w in words), max(w.bottom for w in words)
    )
    cells = sorted(cells, key=lambda cell: (cell.row, cell.column))
    return RawTable(1, box, n_rows, n_columns, tuple(cells), header_rows)


def _accounts(*, sparse: bool = False) -> RawTable:
    """A head, seven labels and four columns of figures that end at the same places."""
    cells = [_cell(0, 0, (_word("1.000", 0, left=60.0),), header=True)]
    cells += [_cell(0, c, (_word(f"Col{c}", 0, right=x),), header=True) for c, x in enumerate(RIGHTS, 1)]
    for row, label in enumerate(LABELS, 1):
        cells.append(_cell(row, 0, _label(label, row)))
        for column, right in enumerate(RIGHTS, 1):
            blank = sparse and (row * 3 + column) % 4
            text = f"{(row * 7919 * column) % 99991:,}".replace(",", ".")
            cells.append(_cell(row, column, () if blank else (_word(text, row, right=right),)))
    return _table(cells)


def _map(table: RawTable, change: Callable[[Cell], Cell]) -> RawTable:
    cells = tuple(change(cell) for cell in table.cells)
    return replace(table, cells=cells)


def _moved(cell: Cell, *, by: float = 0.0, down: float = 0.0) -> Cell:
    words = tuple(
        w._replace(x0=w.x0 + by, x1=w.x1 + by, top=w.top + down, bottom=w.bottom + down, baseline=w.baseline + down)
        for w in cell.words
    )
    return _cell(cell.row, cell.column, words, header=cell.header)


def _merged(table: RawTable, first: int) -> RawTable:
    """The same table with two columns read as one."""
    rows = [[cell for cell in table.cells if cell.row == row] for row in range(table.n_rows)]
    cells = []
    for row in rows:
        for cell in row:
            if cell.column == first:
                words = cell.words + row[first + 1].words
                cells.append(_cell(cell.row, first, words, header=cell.header))
            elif cell.column != first + 1:
                cells.append(cell._replace(column=cell.column - (cell.column > first)))
    return _table(cells, n_columns=table.n_columns - 1)


def test_a_clean_table_is_all_but_certain() -> None:
    drawn = Reading(drawn_rows=1, drawn_columns=1)
    assert confidence(_accounts()) >= 0.95
    assert confidence(_accounts(), drawn) >= 0.95
    assert worth("confidence", *signs_of(_accounts(), drawn)) > worth("confidence", *signs_of(_accounts()))


def test_blank_cells_cost_nothing() -> None:
    assert confidence(_accounts(sparse=True)) >= confidence(_accounts()) - 0.02


def test_a_drawn_grid_and_a_head_speak_for_a_table() -> None:
    table = _accounts()
    headless = replace(
        table,
        header_rows=0,
        n_rows=7,
        cells=tuple(cell._replace(row=cell.row - 1) for cell in table.cells if cell.row),
    )
    drawn = Reading(drawn_rows=1.0, drawn_columns=1.0)
    assert confidence(headless) < confidence(table)
    # Little, since what is drawn may be the wrong rows and columns: less than the two decimals of a confidence show.
    assert worth("confidence", *signs_of(table)) < worth("confidence", *signs_of(table, drawn))
    assert confidence(headless) >= 0.8


def test_a_column_whose_figures_stand_in_its_neighbour_is_doubted() -> None:
    """In every other row the figures of column 3 were put into column 2."""

    def shifted(cell: Cell) -> Cell:
        if cell.header or cell.row % 2:
            return cell
        if cell.column == 2:
            return _moved(cell, by=RIGHTS[2] - RIGHTS[1])
        return _cell(cell.row, 3, ()) if cell.column == 3 else cell

    table = _accounts()
    assert evidence(_map(table, shifted)).ragged > 0.05
    assert confidence(_map(table, shifted)) < confidence(table) - 0.05


def test_a_column_that_slipped_down_a_row_is_doubted() -> None:
    table = _accounts()
    slipped = _map(table, lambda cell: _moved(cell, down=14.0) if cell.column == 3 and not cell.header else cell)
    assert evidence(slipped).rows > 0.5
    assert confidence(slipped) < 0.5


@pytest.mark.parametrize("first", [0, 1, 3])
def test_two_columns_read_as_one_are_doubted(first: int) -> None:
    merged = _merged(_accounts(), first)
    assert evidence(merged).crowded > 0.1
    assert confidence(merged) < 0.7


def test_cells_that_cross_into_the_next_column_are_doubted() -> None:
    table = _accounts()
    crossing = _map(table, lambda cell: _moved(cell, by=90.0) if cell.column == 2 and cell.row > 4 else cell)
    assert evidence(crossing).crossing > 0.05
    assert confidence(crossing) < confidence(table) - 0.1


def test_words_that_no_cell_holds_are_doubted() -> None:
    table = _accounts()
    lost = [_word("lost", row, left=350.0, down=1.0) for row in range(1, 7)]
    assert evidence(table, Reading(lost)).outside == pytest.approx(
        6 / (6 + sum(len(cell.words) for cell in table.cells))
    )
    assert confidence(table, Reading(lost)) < confidence(table) - 0.1


def test_words_outside_the_box_say_nothing() -> None:
    assert evidence(_accounts(), Reading([_word("elsewhere", 30, left=60.0)])).outside == 0.0


def test_justified_text_is_not_crowded() -> None:
    """Wide gaps in a wrapped text are those of justified lines; beside a figure, or in one line, they part columns."""

    def cell(*texts: str, wrapped: bool = True) -> RawTable:
        upper = tuple(_word(text, 0, left=60.0 + 60 * k) for k, text in enumerate(texts))
        lower = (_word("end", 1, left=60.0),) if wrapped else ()
        return _table([_cell(0, 0, upper + lower)], n_columns=1, n_rows=1, header_rows=0)

    assert evidence(cell("some", "words")).crowded == 0.0
    assert evidence(cell("some", "12,5")).crowded == 1.0
    assert evidence(cell("some", "words", wrapped=False)).crowded == 1.0


def test_text_among_figures_is_doubted() -> None:
    table = _accounts()
    word = _word("Parks", 3, right=RIGHTS[1])
    odd = _map(table, lambda cell: _cell(3, 2, (word,)) if (cell.row, cell.column) == (3, 2) else cell)
    assert evidence(odd).unread == pytest.approx(1 / 28)
    assert confidence(odd) < confidence(table)


@pytest.mark.parametrize("texts", [("1.234,5", "17,0", "-3,25"), ("1.234", "17*", "(3)"), ("12,5 %", "7,5 %", "100 %")])
def test_figures_in_line_at_their_decimal_point_or_end_are_in_line(texts: tuple[str, ...]) -> None:
    """Set at the end of the integer part, as a decimal tab does, with a footnote mark or a bracket behind."""
    cells = []
    for row in range(6):
        text = texts[row % 3]
        whole = text.split(",")[0].split()[0].rstrip("*)")
        start = 300.0 - 5.0 * len(whole)
        parts, x = [], start
        for part in text.split():
            parts.append(_word(part, row, left=x))
            x = parts[-1].x1 + 2.5
        cells += [_cell(row, 0, (_word(f"Line{row}", row, left=60.0),)), _cell(row, 1, tuple(parts))]
    assert evidence(_table(cells, n_columns=2, n_rows=6, header_rows=0)).ragged == 0.0


def test_indented_labels_are_in_line() -> None:
    cells = []
    for row in range(6):
        indent = 60.0 + 10.0 * (row % 3)
        cells += [
            _cell(row, 0, (_word("Label" * (1 + row % 2), row, left=indent),)),
            _cell(row, 1, (_word(str(row * 37), row, right=300.0),)),
        ]
    assert evidence(_table(cells, n_columns=2, n_rows=6, header_rows=0)).ragged == 0.0


def test_the_smallest_tables_have_a_confidence() -> None:
    one = _table([_cell(0, 0, (_word("a", 0, left=60.0),))], n_columns=1, n_rows=1, header_rows=0)
    assert 0.0 < confidence(one) <= 1.0
    assert 0.0 < confidence(one, Reading([])) <= 1.0


_WORDS = st.builds(
    lambda text, x, y: Word(text, x, y, x + 5 * len(text), y + SIZE, y + 7, SIZE),
    st.text("0123456789.,-abc", min_size=1, max_size=8),
    st.floats(0, 500),
    st.floats(0, 500),
)


@given(st.lists(st.lists(_WORDS, max_size=3), min_size=1, max_size=24), st.integers(1, 4), st.integers(0, 2))
def test_any_grid_has_a_confidence_between_nothing_and_one(texts: list[list[Word]], n_columns: int, head: int) -> None:
    cells = tuple(
        _cell(k // n_columns, k % n_columns, tuple(words), header=k // n_columns < head)
        for k, words in enumerate(texts)
    )
    words = [w for ws in texts for w in ws]
    table = RawTable(1, Box(0, 0, 600, 600), (len(texts) - 1) // n_columns + 1, n_columns, cells, head)
    assert 0.0 <= confidence(table) <= 1.0
    assert confidence(table, Reading(words)) <= 1.0
    assert confidence(table) == confidence(table)


def test_a_table_of_two_hundred_cells_takes_a_moment() -> None:
    cells = []
    for row in range(40):
        cells.append(_cell(row, 0, _label("Some words here", row)))
        cells += [_cell(row, c, (_word(str(row * c * 91), row, right=x),)) for c, x in enumerate(RIGHTS, 1)]
    table = _table(cells, n_rows=40, header_rows=0)
    confidence(table)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        confidence(table)
        times.append(time.perf_counter() - start)
    # It takes about a quarter of a millisecond: ten times that is a slow machine, not a slow method.
    assert min(times) < 0.003


def test_a_table_as_read_off_a_page_is_confident() -> None:
    page = page_of(
        """
Service              Budget    Actual    Result
Roads                 1.200     1.350       150
Parks                   400       380       -20
Schools              12.000    12.100       100
Total                13.600    13.830       230
""",
        bold=[0],
    )
    (table,) = layout_page(page).tables
    assert confidence(table) >= 0.85
