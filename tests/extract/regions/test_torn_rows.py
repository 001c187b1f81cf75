"""Rows that a page break tore off their table."""

from __future__ import annotations

from drawn import grid_of, words_of
from hypothesis import given
from hypothesis import strategies as st

from extract.layout import read_layouts
from extract.model import Page, PageLayout, TextLine

HEAD = "Omraade                   Budget    Regnskab"
ROWS = [
    "Dagtilbud                  1.200       1.310",
    "Folkeskolen og SFO        14.500      14.220",
    "Tandpleje                    310         298",
    "Kultur                       -45           -",
    "Sundhed                    2.100       2.050",
]
PROSE = "Udvalget har i aarets loeb fulgt forbruget og draeftet det med de ansvarlige."


def layouts(first: list[str], second: list[str]) -> list[PageLayout]:
    drawn = [tuple(words_of("\n".join(text))) for text in (first, second)]
    return list(read_layouts([Page(number, 595.0, 842.0, words, (), ()) for number, words in enumerate(drawn, 1)]))


def grids(pages: list[PageLayout]) -> list[list[list[str]]]:
    return [grid_of(table) for page in pages for table in page.tables]


def test_one_row_at_the_top_of_a_page_is_read_in_the_columns_before_it() -> None:
    found = layouts([HEAD, *ROWS], ["I alt                     18.065      17.878", "", "", PROSE])
    assert grids(found)[1:] == [[["I alt", "18.065", "17.878"]]]
    assert [item.text for item in found[1].items if isinstance(item, TextLine)] == [PROSE]


def test_a_head_printed_again_over_one_row_is_its_head() -> None:
    found = layouts([HEAD, *ROWS], [HEAD, "I alt                     18.065      17.878", "", "", PROSE])
    (table,) = found[1].tables
    assert grid_of(table) == [["Omraade", "Budget", "Regnskab"], ["I alt", "18.065", "17.878"]]
    assert table.header_rows == 1


def test_a_group_s_name_at_the_foot_of_a_page_is_a_row() -> None:
    found = layouts([HEAD, *ROWS, "", "Forsyning"], ROWS)
    assert grids(found)[0][-1] == ["Forsyning", "", ""]


def test_a_label_that_goes_on_at_the_foot_is_one_label() -> None:
    found = layouts([HEAD, *ROWS, "", "og omsorg"], ROWS)
    assert grids(found)[0][-1] == ["Sundhed og omsorg", "2.100", "2.050"]


def test_what_does_not_fit_the_columns_is_text() -> None:
    for text in (PROSE, "I alt  18.065", "1) Heraf overfoert.", "Note: Uden moms.", "Tabel 2: Anlaeg"):
        found = layouts([HEAD, *ROWS], [text, "", "", PROSE])
        assert not found[1].tables, text


def test_a_table_that_text_follows_takes_in_nothing() -> None:
    found = layouts([HEAD, *ROWS, "Der var ingen ansatte."], ROWS)
    assert [table.n_rows for table in found[0].tables] == [6]
    found = layouts([HEAD, *ROWS, "", "", PROSE], ["I alt                     18.065      17.878", "", "", PROSE])
    assert not found[1].tables


@given(st.integers(0, 5), st.integers(1, 3))
def test_no_word_is_lost_or_doubled(cut: int, more: int) -> None:
    first, second = [HEAD, *ROWS[:cut]], [*ROWS[cut:], *(f"Linje {n:<20} 1.{n}00       2.{n}00" for n in range(more))]
    found = layouts(first, second)
    words = [
        word.text
        for page in found
        for item in page.items
        for word in (item.words if isinstance(item, TextLine) else [w for cell in item.cells for w in cell.words])
    ]
    assert sorted(words) == sorted(" ".join([*first, *second]).split())


def test_a_total_whose_label_stands_in_the_second_column_is_a_row() -> None:
    head = "Nr.   Omraade                   Budget    Regnskab"
    rows = [f"{k}.1   {row}" for k, row in enumerate(ROWS, 1)]
    found = layouts([head, *rows], ["      I alt                     18.065      17.878", "", "", PROSE])
    assert grids(found)[1:] == [[["", "I alt", "18.065", "17.878"]]]


def test_a_head_and_a_group_s_name_at_a_page_s_foot_belong_to_the_table_that_opens_the_next() -> None:
    found = layouts([PROSE, "", "", "", HEAD, "Drift"], [HEAD, *ROWS])
    assert grids(found)[0] == [["Omraade", "Budget", "Regnskab"], ["Drift", "", ""]]


def test_a_sentence_at_a_page_s_foot_stays_text() -> None:
    found = layouts([PROSE, PROSE], [HEAD, *ROWS])
    assert len(grids(found)) == 1
