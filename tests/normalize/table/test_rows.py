from hypothesis import given
from hypothesis import strategies as st

from extract.model import Box, Cell, RawTable
from normalize.danish.spelling import Spelling
from normalize.table.rows import align, extents, moved, rows_of
from tests.normalize.layouts import slots, table


def grid(x: list[tuple[float, float]]) -> RawTable:
    return table([["Navn" * 8] + ["1.234.567"] * (len(x) - 1)], columns=x)


def test_columns_that_stand_below_each_other_are_one() -> None:
    wide = grid(slots(5))
    assert align(grid(slots(5)), wide) == (0, 1, 2, 3, 4)
    without_last = slots(5)[:4]
    assert align(grid(without_last), wide) == (0, 1, 2, 3)
    without_third = [*slots(5)[:2], *slots(5)[3:]]
    assert align(grid(without_third), wide) == (0, 1, 3, 4)


def test_a_column_beside_all_others_fits_nowhere() -> None:
    assert align(grid([(57.0, 200.0), (560.0, 590.0)]), grid(slots(3))) is None
    assert align(grid(slots(4)), grid(slots(3))) is None


def test_pages_with_mirrored_margins_have_the_same_columns() -> None:
    assert align(grid(slots(3, left=130.0)), grid(slots(3))) == (0, 1, 2)


@given(st.integers(2, 8), st.data())
def test_any_selection_of_columns_finds_its_place(n: int, data: st.DataObject) -> None:
    chosen = sorted(data.draw(st.sets(st.integers(0, n - 1), min_size=1)))
    places = slots(n)
    assert align(grid([places[i] for i in chosen]), grid(places)) == tuple(chosen)


def test_blank_columns_stand_where_their_slots_are() -> None:
    found = extents(table([["A", "1", ""], ["B", "2", ""]]))
    assert found[2] == (slots(3)[2][0], slots(3)[2][1])


def test_moved_rows_keep_every_cell_and_widen_spans() -> None:
    cells = (
        Cell(0, 0, Box(0, 0, 100, 10), ("Budget",), column_span=2),
        Cell(1, 0, Box(0, 10, 50, 20), ("A",)),
        Cell(1, 1, Box(50, 10, 100, 20), ("1",)),
    )
    raw = RawTable(1, Box(0, 0, 100, 20), 2, 2, cells)
    rows = moved(rows_of(raw, Spelling()), 3, (0, 2), 3)
    assert [slot.column_span for slot in rows[0].slots] == [3]
    assert rows[1].texts == ("A", "", "1")
    assert {row.fragment for row in rows} == {3}
    assert [slot.cell for row in rows for slot in row.slots if slot.text] == list(cells)


def test_a_column_that_a_fragment_has_not_is_a_blank_cell_of_each_row() -> None:
    raw = table([["A", "1"], ["B", "2"]], columns=[slots(4)[0], slots(4)[2]])
    rows = moved(rows_of(raw, Spelling()), 0, (0, 2), 4)
    assert [row.texts for row in rows] == [("A", "", "1", ""), ("B", "", "2", "")]
    assert all(slot is not None for row in rows for slot in row.cover)
    blank = rows[0].cover[1]
    assert blank is not None
    assert (blank.cell.box.x0, blank.cell.box.x1) == (rows[0].slots[0].cell.box.x1, rows[0].slots[2].cell.box.x0)


def test_a_cell_that_spans_rows_covers_each() -> None:
    cells = (
        Cell(0, 0, Box(0, 0, 50, 20), ("4.1.",), row_span=2),
        Cell(0, 1, Box(50, 0, 100, 10), ("Sti",)),
        Cell(1, 1, Box(50, 10, 100, 20), ("Træer",)),
    )
    rows = rows_of(RawTable(1, Box(0, 0, 100, 20), 2, 2, cells), Spelling())
    assert [row.texts for row in rows] == [("4.1.", "Sti"), ("4.1.", "Træer")]
    assert [len(row.slots) for row in rows] == [2, 1]
