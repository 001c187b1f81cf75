"""Borders moved, put in and taken out by hand: no word is lost, and every slot has one cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grid.reshaped import Change, borders_of, in_two, with_change, with_change_of, with_head
from extract.model import Box, Cell, RawTable, Word

WIDTH, HEIGHT = 60.0, 15.0


def _word(text: str, x0: float, top: float) -> Word:
    return Word(text, x0, top, x0 + 5.0 * len(text), top + 9.0, top + 7.0, 9.0)


def _cell(row: int, column: int, *words: Word, rows: int = 1, columns: int = 1, head: bool = False) -> Cell:
    box = Box(WIDTH * column, HEIGHT * row, WIDTH * (column + columns) - 4, HEIGHT * (row + rows) - 2)
    return Cell(row, column, box, tuple(word.text for word in words), words, rows, columns, header=head)


def _table(cells: list[Cell], rows: int, columns: int, head: int = 0, page: int = 1) -> RawTable:
    words = [word for cell in cells for word in cell.words]
    box = Box(
        min(word.x0 for word in words), min(word.top for word in words),
        max(word.x1 for word in words), max(word.bottom for word in words),
    )  # fmt: skip
    return RawTable(page, box, rows, columns, tuple(cells), head)


def _plain(texts: list[list[str]], head: int = 0, right: float = 0.0) -> RawTable:
    """A table whose words stand 5 points apart in each cell, ``right`` points further right."""
    cells = []
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            x, words = WIDTH * c + right, []
            for one in text.split():
                words.append(_word(one, x, HEIGHT * r))
                x = words[-1].x1 + 5.0
            cell = _cell(r, c, *words, head=r < head)
            box = cell.box
            cells.append(cell._replace(box=Box(box.x0 + right, box.top, box.x1 + right, box.bottom)))
    return _table(cells, len(texts), len(texts[0]), head)


def _texts(table: RawTable | None) -> list[list[str]]:
    assert table is not None
    return [[cell.text for cell in row] for row in table.rows()]


def _slots(table: RawTable) -> list[tuple[int, int]]:
    return sorted(
        (r, c)
        for cell in table.cells
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.column, cell.column + cell.column_span)
    )


@st.composite
def tables(draw: st.DrawFn) -> RawTable:
    """Tables with some cells that cover others, and some blank ones."""
    rows, columns = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    taken: set[tuple[int, int]] = set()
    cells = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken:
                continue
            high, wide = draw(st.sampled_from([(1, 1), (1, 1), (1, 2), (2, 1), (2, 2)]))
            own = {(r + i, c + k) for i in range(high) for k in range(wide)}
            if own & taken or r + high > rows or c + wide > columns:
                high = wide = 1
                own = {(r, c)}
            taken |= own
            n = draw(st.integers(0, 2)) if cells else 1
            words = [_word(f"w{r}{c}{k}", WIDTH * c + 25 * k, HEIGHT * r) for k in range(n)]
            cells.append(_cell(r, c, *words, rows=high, columns=wide))
    return _table(cells, rows, columns, draw(st.integers(0, 1)))


@given(tables(), st.sampled_from(["column", "row"]), st.data())
def test_words_and_slots_are_kept(table: RawTable, axis: str, data: st.DataObject) -> None:
    places = borders_of(table, axis)  # type: ignore[arg-type]
    old = data.draw(st.sampled_from([None, *places]))
    high = WIDTH * table.n_columns if axis == "column" else HEIGHT * table.n_rows
    new = data.draw(st.one_of(st.none(), st.floats(1.0, high)))
    changed = with_change(table, Change(axis, old, new))  # type: ignore[arg-type]
    for one in [] if changed is None else [changed, *in_two(changed, 0)] if changed.n_rows > 1 else [changed]:
        assert _slots(one) == [(r, c) for r in range(one.n_rows) for c in range(one.n_columns)]
        assert list(one.cells) == sorted(one.cells, key=lambda cell: (cell.row, cell.column))
        assert all(cell.header == (cell.row < one.header_rows) for cell in one.cells) or axis == "column"
    if changed is not None:
        assert sorted(w for c in changed.cells for w in c.words) == sorted(w for c in table.cells for w in c.words)
        count = (changed.n_columns, changed.n_rows)
        more = (old is None) - (new is None)
        assert count == (
            (table.n_columns + more, table.n_rows) if axis == "column" else (table.n_columns, table.n_rows + more)
        )


def test_words_go_where_the_border_says() -> None:
    table = _plain([["Skole", "2024"], ["Nord 7", "412"], ["Syd 8", "9"]])
    assert _texts(with_change(table, Change("column", None, 24.0)))[1] == ["Nord", "7", "412"]
    assert borders_of(table, "column") == [pytest.approx(58.0)]


def test_a_border_that_is_not_there_or_has_no_room_changes_nothing() -> None:
    table = _plain([["Skole", "2024", "2023"], ["Nord", "412", "385"]])
    first, second = borders_of(table, "column")
    assert with_change(table, Change("column", first + 5, first + 9)) is None
    assert with_change(table, Change("column", first, second + 1)) is None
    assert with_change(table, Change("column", None, first + 1)) is None
    assert with_change(table, Change("column", None, 500.0)) is None


def test_a_head_stands_over_the_columns_that_its_word_stands_over() -> None:
    head = [_cell(0, 0, head=True), _cell(0, 1, _word("Regnskab", 60.0, 0.0), head=True)]
    body = [_cell(1, 0, _word("Nord", 0.0, 15.0)), _cell(1, 1, _word("412", 60.0, 15.0), _word("385", 85.0, 15.0))]
    made = with_change(_table([*head, *body], 2, 2, 1), Change("column", None, 80.0))
    assert _texts(made) == [["", "Regnskab"], ["Nord", "412", "385"]]
    assert made is not None
    assert made.cells[1].column_span == 2


def test_rows_are_joined_and_split_and_the_head_follows() -> None:
    table = _plain([["Skole", "2024"], ["i", "kr."], ["Nord", "412"]], head=2)
    above, below = borders_of(table, "row")
    one = with_change(table, Change("row", above, None))
    assert _texts(one) == [["Skole i", "2024 kr."], ["Nord", "412"]]
    assert one is not None
    assert one.header_rows == 1
    again = with_change(one, Change("row", None, above))
    assert _texts(again) == _texts(table)
    assert again is not None
    assert again.header_rows == 2
    joined = with_change(table, Change("row", below, None))
    assert joined is not None
    assert joined.header_rows == 1
    assert [cell.header for cell in with_head(joined, 0).cells] == [False] * 4


def test_another_page_has_its_border_where_its_columns_stand() -> None:
    left = _plain([["Nord 7", "412"], ["Syd 8", "981"]])
    right = _plain([["Midt 6", "233"], ["Vest 3", "144"]], right=30.0)
    change = Change("column", None, 22.5)
    assert _texts(with_change_of(right, left, change)) == [["Midt", "6", "233"], ["Vest", "3", "144"]]
    other = _plain([["Midt", "233", "1"]])
    assert with_change_of(other, left, change) is None


def test_a_table_in_two_has_notes_below_and_its_title_above() -> None:
    table = _plain([["Skole", "2024"], ["Nord", "412"], ["Bibliotek", "7"]], head=1)
    first, second = in_two(table, 1)
    assert (_texts(first), _texts(second)) == ([["Skole", "2024"], ["Nord", "412"]], [["Bibliotek", "7"]])
    assert (first.header_rows, second.header_rows) == (1, 0)
    assert first.box.bottom <= second.box.top
