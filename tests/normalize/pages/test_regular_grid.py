"""Tables whose cells claim a place twice are mended as they come in, and say so."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from extract.model import Box, Cell, RawTable
from normalize.pages.placed_tables import place
from normalize.pages.regular_grid import regular
from normalize.wording.table_words import NO_WORDS
from tests.normalize.layouts import page, table

ROWS = [["", "Regnskab", ""], ["Husleje", "1,20", "1,00"]]


def overlapping() -> RawTable:
    """A table of which a head over two columns claims the place of a head over one."""
    drawn = table(ROWS, head=1)
    wide = Cell(0, 1, Box(300, 205, 400, 215), ("Oprindeligt", "budget"), column_span=2, header=True)
    return replace(drawn, cells=(*drawn.cells[:2], wide, *drawn.cells[3:]))


def test_a_table_that_keeps_its_promise_stays_as_it_is() -> None:
    drawn = table(ROWS, head=1)
    assert regular(drawn) is drawn


def test_cells_that_claim_one_place_become_one_over_all_that_they_cover() -> None:
    mended = regular(overlapping())
    assert mended is not None
    assert mended.flags == ("irregular_grid",)
    assert [(c.row, c.column, c.column_span, c.text) for c in mended.cells] == [
        (0, 0, 1, ""),
        (0, 1, 2, "Regnskab Oprindeligt budget"),
        (1, 0, 1, "Husleje"),
        (1, 1, 1, "1,20"),
        (1, 2, 1, "1,00"),
    ]


def test_a_blank_cell_under_another_one_leaves_its_place_and_not_its_box() -> None:
    drawn = table([["a", "b"], ["c", ""]])
    long = drawn.cells[1]._replace(row_span=2)
    mended = regular(replace(drawn, cells=(drawn.cells[0], long, *drawn.cells[2:])))
    assert mended is not None
    assert [c for c in mended.cells if c.column == 1] == [long]


def test_cells_outside_the_grid_widen_it() -> None:
    drawn = replace(table([["a", "b"], ["c", "d"]]), n_rows=1, n_columns=1)
    mended = regular(drawn)
    assert mended is not None
    assert (mended.n_rows, mended.n_columns, mended.flags) == (2, 2, ("irregular_grid",))


def test_a_table_without_cells_is_none() -> None:
    empty = replace(table([["a"]]), cells=())
    assert regular(empty) is None
    assert place([page(1, empty, table([["a", "1"]]))], NO_WORDS)[0].table.n_columns == 2


@given(st.lists(st.tuples(*[st.integers(0, 4)] * 2, *[st.integers(1, 3)] * 2), min_size=1, max_size=12))
def test_whatever_cells_claim_every_place_ends_up_with_one_and_every_text_in_one(
    claims: list[tuple[int, int, int, int]],
) -> None:
    cells = tuple(
        Cell(r, c, Box(c, r, c + 1, r + 1), (f"t{i}",), (), rows, columns)
        for i, (r, c, rows, columns) in enumerate(claims)
    )
    mended = regular(RawTable(1, Box(0, 0, 9, 9), 7, 7, cells))
    assert mended is not None
    places = Counter(
        (r, c)
        for cell in mended.cells
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.column, cell.column + cell.column_span)
    )
    assert set(places.values()) == {1}
    assert sorted(text for cell in mended.cells for text in cell.lines) == sorted(f"t{i}" for i in range(len(claims)))
    assert {(cell.row, cell.column) for cell in cells} <= set(places)
