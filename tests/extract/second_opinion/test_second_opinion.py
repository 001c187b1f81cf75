"""Comparing a table with what other tools read in its place."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from drawn import only_table
from hypothesis import given
from hypothesis import strategies as st
from pdfmaker import make_pdf, text

from extract import find_tables, second_opinions
from extract.model import Box, RawTable, Ruling
from extract.second_opinion.asking import SecondReader, is_ruled
from extract.second_opinion.cell_matching import OtherCell, alike
from extract.second_opinion.comparing import FLAG, Opinion, OtherTable, SecondOpinion, compare, flagged
from regnskab.errors import InputError, RegnskabError

READER = "other"
DRAWING = """
Service              Budget    Actual    Result
Roads                 1.200     1.350       150
Parks and
playgrounds             400       380       -20
Schools              12.000    12.100
Total                13.600    13.830       230
"""


@pytest.fixture
def table() -> RawTable:
    return only_table(DRAWING, bold=[0])


def _slots(table: RawTable, dropped: Sequence[tuple[int, int]] = ()) -> list[OtherCell]:
    """The same cells as another tool would have them, with other boxes: a little taller, half a column wider."""
    return [
        OtherCell(c.row, c.column, Box(c.box.x0 - 3, c.box.top - 1, c.box.x1 + 2, c.box.bottom + 1), c.text)
        for c in table.cells
        if c.words and (c.row, c.column) not in dropped
    ]


def _other(table: RawTable, cells: Sequence[OtherCell], box: Box | None = None) -> OtherTable:
    return OtherTable(READER, box or table.box, table.n_rows, table.n_columns, tuple(cells))


def _differing(opinion: Opinion) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for cell in opinion.cells if cell.verdict == "differs"}


def test_the_drawing_is_read_as_meant(table: RawTable) -> None:
    assert (table.n_rows, table.n_columns) == (5, 4)
    assert [cell.text for cell in table.cells if cell.row == 2] == ["Parks and playgrounds", "400", "380", "-20"]


def test_the_same_table_is_agreed_on(table: RawTable) -> None:
    opinion = compare(table, [_other(table, _slots(table))], READER)
    assert (opinion.found, opinion.agreement, opinion.n_rows, opinion.n_columns) == (True, 1.0, 5, 4)
    assert len(opinion.cells) == sum(bool(cell.words) for cell in table.cells)
    assert not SecondOpinion((opinion,)).differs


def test_a_table_that_nobody_else_sees_is_not_found(table: RawTable) -> None:
    away = OtherTable(READER, Box(400, 500, 500, 600), 1, 1, (OtherCell(0, 0, Box(400, 500, 450, 520), "x"),))
    for others in ([], [away]):
        opinion = compare(table, others, READER)
        assert (opinion.found, opinion.agreement, opinion.cells) == (False, 0.0, ())
        assert SecondOpinion((opinion,)).differs


def test_rows_that_the_other_splits_or_adds_move_nothing(table: RawTable) -> None:
    """A title row above shifts every row number, a wrapped label is two rows: the places are the same."""
    cells = [cell._replace(row=cell.row + 1) for cell in _slots(table, dropped=[(2, 0)])]
    label = next(cell.box for cell in table.cells if (cell.row, cell.column) == (2, 0))
    middle = (label.top + label.bottom) / 2
    cells += [
        OtherCell(0, 0, Box(table.box.x0, table.box.top - 20, table.box.x1, table.box.top - 6), "A title"),
        OtherCell(3, 0, Box(label.x0, label.top, label.x1, middle), "Parks and"),
        OtherCell(4, 0, Box(label.x0, middle, label.x1, label.bottom), "playgrounds"),
    ]
    opinion = compare(table, [_other(table, cells)], READER)
    assert (_differing(opinion), opinion.unread, opinion.agreement) == ({}, (), 1.0)


def test_another_figure_is_told_with_the_others_text(table: RawTable) -> None:
    cells = [c._replace(text="1.530") if (c.row, c.column) == (1, 2) else c for c in _slots(table)]
    opinion = compare(table, [_other(table, cells)], READER)
    assert _differing(opinion) == {(1, 2): "1.530"}
    assert opinion.agreement == pytest.approx(18 / 19)


def test_the_same_figure_in_the_row_below_is_no_agreement(table: RawTable) -> None:
    """A row that stands close below has the very text that is missing here: it is another cell's."""
    below = next(c.box for c in table.cells if (c.row, c.column) == (4, 1))
    close = Box(below.x0, below.top - 3, below.x1, below.bottom)
    cells = [*_slots(table, dropped=[(3, 1), (4, 1)]), OtherCell(4, 1, close, "12.000")]
    differing = _differing(compare(table, [_other(table, cells)], READER))
    assert differing == {(3, 1): "", (4, 1): "12.000"}


def test_columns_that_the_other_reads_as_one_differ(table: RawTable) -> None:
    ours = {(c.row, c.column): c for c in table.cells}
    cells = _slots(table, dropped=[(r, c) for r in range(5) for c in (1, 2)])
    for row in range(5):
        one, two = ours[row, 1], ours[row, 2]
        box = Box(one.box.x0, one.box.top, two.box.x1, two.box.bottom)
        cells.append(OtherCell(row, 1, box, f"{one.text} {two.text}"))
    differing = _differing(compare(table, [_other(table, cells)], READER))
    assert set(differing) == {(r, c) for r in range(5) for c in (1, 2)}
    assert differing[1, 1] == "1.200 1.350"


def test_two_rows_of_figures_that_we_read_as_one_differ(table: RawTable) -> None:
    """Parts that are joined agree only as a wrapped text: two figures below each other are two rows."""
    ours = next(cell for cell in table.cells if (cell.row, cell.column) == (3, 1))
    both = ours._replace(lines=("12", "000"))
    table = replace(table, cells=tuple(both if cell is ours else cell for cell in table.cells))
    box, middle = ours.box, (ours.box.top + ours.box.bottom) / 2
    cells = [
        *_slots(table, dropped=[(3, 1)]),
        OtherCell(3, 1, Box(box.x0, box.top, box.x1, middle), "12"),
        OtherCell(4, 1, Box(box.x0, middle, box.x1, box.bottom), "000"),
    ]
    assert _differing(compare(table, [_other(table, cells)], READER)) == {(3, 1): "12 | 000"}


def test_a_text_in_a_column_that_the_other_keeps_apart_differs(table: RawTable) -> None:
    cells = [c._replace(column=9) if (c.row, c.column) == (1, 3) else c for c in _slots(table)]
    assert _differing(compare(table, [_other(table, cells)], READER)) == {(1, 3): "150"}


def test_what_only_the_other_reads_is_told(table: RawTable) -> None:
    blank = next(cell for cell in table.cells if not cell.words)
    assert (blank.row, blank.column) == (3, 3)
    inside = Box(blank.box.x0 + 1, blank.box.top + 1, blank.box.x1 - 1, blank.box.bottom - 1)
    between = Box(table.box.x0 + 55, table.box.top + 15, table.box.x0 + 75, table.box.top + 27)
    cells = [*_slots(table), OtherCell(3, 3, inside, "100"), OtherCell(1, 0, between, "note")]
    opinion = compare(table, [_other(table, cells)], READER)
    assert (_differing(opinion), opinion.unread) == ({(3, 3): "100"}, ("note",))
    assert opinion.agreement == pytest.approx(19 / 21)


def test_of_two_tables_in_one_place_the_one_that_fits_counts(table: RawTable) -> None:
    page = Box(0, 0, 595, 842)
    everything = OtherTable(READER, page, 1, 1, (OtherCell(0, 0, page, "everything"),))
    assert compare(table, [everything, _other(table, _slots(table))], READER).agreement == 1.0


def test_a_table_that_the_other_sees_as_two_is_compared_with_both(table: RawTable) -> None:
    cut = next(cell.box.top for cell in table.cells if cell.row == 3)
    upper = Box(table.box.x0, table.box.top, table.box.x1, cut)
    lower = Box(table.box.x0, cut, table.box.x1, table.box.bottom)
    cells = _slots(table)
    opinion = compare(
        table,
        [
            _other(table, [c for c in cells if c.row < 3], upper),
            _other(table, [c._replace(row=c.row - 3, column=c.column + 1) for c in cells if c.row >= 3], lower),
        ],
        READER,
    )
    assert opinion.agreement == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("−1.234", "-1.234"),
        ("1 234", "1\u202f234"),
        ("ﬁnal", "final"),
        ("\xad58", "-58"),
        ("for\xadening", "forening"),
        ("a – b", "a-b"),
        ("two\nlines", "two lines"),
    ],
)
def test_what_prints_alike_is_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(("one", "other"), [("1.234", "1.243"), ("-5", "5"), ("", "0"), ("a", "A")])
def test_what_prints_otherwise_is_not_alike(one: str, other: str) -> None:
    assert not alike(one, other)


@given(st.lists(st.tuples(st.integers(0, 18), st.text("0123 .x", max_size=4)), max_size=10))
def test_each_cell_gets_one_verdict_whatever_the_other_reads(changes: list[tuple[int, str]]) -> None:
    table = only_table(DRAWING, bold=[0])
    cells = _slots(table)
    for place, text_ in changes:
        cells[place] = cells[place]._replace(text=text_)
    cells = [cell for cell in cells if cell.text.strip()]
    opinion = compare(table, [_other(table, cells)], READER)
    places = [(cell.row, cell.column) for cell in opinion.cells]
    assert places == sorted(set(places))
    assert {(c.row, c.column) for c in table.cells if c.words} <= set(places)
    assert 0.0 <= opinion.agreement <= 1.0


def test_one_tool_that_agrees_confirms_a_cell(table: RawTable) -> None:
    good = compare(table, [_other(table, _slots(table))], "good")
    bad = compare(table, [_other(table, _slots(table, dropped=[(1, 1)]))], "bad")
    both = SecondOpinion((good, bad))
    assert (both.doubted, both.differs) == (frozenset(), False)
    alone = SecondOpinion((bad, compare(table, [], "blind")))
    assert (alone.doubted, alone.differs) == (frozenset({(1, 1)}), True)


def test_the_flag_is_set_once_and_on_a_new_value(table: RawTable) -> None:
    doubt = SecondOpinion((compare(table, [], READER),))
    marked = flagged(table, doubt)
    assert (marked.flags, table.flags) == ((FLAG,), ())
    assert flagged(marked, doubt) is marked
    assert flagged(table, SecondOpinion(())) is table


def test_a_table_is_ruled_where_lines_run_along_and_across(table: RawTable) -> None:
    box = table.box
    across = [Ruling(box.x0 - 2, y, box.x1 + 2, y) for y in (box.top - 2, box.top + 14, box.bottom + 2)]
    # An upright line in two pieces, as borders of cells are drawn, and one at the other side.
    down = [
        Ruling(box.x0 - 3, box.top, box.x0 - 3, box.top + 30),
        Ruling(box.x0 - 2.5, box.top + 30, box.x0 - 2.5, box.bottom),
        Ruling(box.x1 + 3, box.top, box.x1 + 3, box.bottom),
    ]
    assert is_ruled(table, [*across, *down])
    assert not is_ruled(table, across)
    assert not is_ruled(table, down)
    assert not is_ruled(table, [r._replace(x0=r.x0 + 900, x1=r.x1 + 900) for r in (*across, *down)])


ROWS = (
    ("Service", "Budget", "Actual"),
    ("Roads", "1.200", "1.350"),
    ("Parks", "400", "380"),
    ("Schools", "12.000", "12.100"),
    ("Total", "13.600", "13.830"),
)


def _drawn_grid(*, ruled: bool = True) -> str:
    lines = "".join(
        text(60 if c == 0 else 240 + 80 * c - 5 * len(t), 244 - 20 * r, t)
        for r, row in enumerate(ROWS)
        for c, t in enumerate(row)
    )
    if not ruled:
        return lines
    across = "".join(f"50 {258 - 20 * r} m 410 {258 - 20 * r} l S " for r in range(6))
    down = "".join(f"{x} 258 m {x} 158 l S " for x in (50, 250, 330, 410))
    return f"0.5 w {across}{down}{lines}"


@pytest.mark.parametrize("page", ["", "/CropBox [30 20 430 290]", "/Rotate 90", "/CropBox [30 20 430 290] /Rotate 270"])
def test_camelot_and_pdfplumber_agree_on_a_ruled_table(page: str, tmp_path: Path) -> None:
    """Also where the page is cut or turned, and its text runs sideways on what is displayed."""
    pytest.importorskip("camelot")
    path = tmp_path / "ruled.pdf"
    path.write_bytes(make_pdf(_drawn_grid(), size=(440, 300), page=page))
    tables = find_tables(path)
    assert [(table.n_rows, table.n_columns) for table in tables] == [(5, 3)]
    (opinion,) = second_opinions(path, tables)
    assert opinion.failed == ()
    assert [(o.reader, o.found, o.agreement) for o in opinion.opinions] == [
        ("camelot lattice", True, 1.0),
        ("pdfplumber", True, 1.0),
    ]


def test_camelot_hybrid_is_asked_where_nothing_is_drawn() -> None:
    pytest.importorskip("camelot")
    pdf = make_pdf(_drawn_grid(ruled=False), size=(440, 300))
    with SecondReader(pdf) as reader:
        from extract import open_document, read_layouts

        with open_document(pdf) as document:
            (layout,) = read_layouts(document)
        (opinion,) = reader.opinions(layout.tables)
        readings = reader.readings(layout.tables[0])
    assert opinion.opinions[0].reader == "camelot hybrid"
    assert opinion.opinions[-1].found
    assert not opinion.failed
    texts = {cell.text for other in readings for cell in other.cells}
    assert {cell.text for cell in layout.tables[0].cells if cell.text[:1].isdigit()} <= texts


def test_without_camelot_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "camelot", None)
    path = tmp_path / "ruled.pdf"
    path.write_bytes(make_pdf(_drawn_grid(), size=(440, 300)))
    with pytest.raises(RegnskabError, match=r"pip install 'regnskab\[second-opinion\]'"):
        second_opinions(path, find_tables(path))


def test_the_second_reader_refuses_what_is_no_pdf() -> None:
    pytest.importorskip("camelot")
    with pytest.raises(InputError, match="no PDF"):
        SecondReader(b"not a PDF", name="x.pdf")


def test_a_tool_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    camelot = pytest.importorskip("camelot")

    def fail(*_arguments: object, **_options: object) -> None:
        raise ValueError("broken\npage")

    monkeypatch.setattr(camelot, "read_pdf", fail)
    path = tmp_path / "ruled.pdf"
    path.write_bytes(make_pdf(_drawn_grid(), size=(440, 300)))
    (opinion,) = second_opinions(path, find_tables(path))
    assert opinion.failed == ("camelot lattice: ValueError: broken page",)
    assert [o.reader for o in opinion.opinions] == ["pdfplumber"]
