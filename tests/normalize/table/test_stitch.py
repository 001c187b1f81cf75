from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Box, PageLayout, TextLine
from normalize.danish.spelling import Spelling
from normalize.pages.placed_tables import place
from normalize.table.logical_table import PrintedTable, grid_of
from normalize.table.stitch import stitch
from normalize.wording.table_words import NO_WORDS, Words
from tests.normalize.layouts import (
    CAPITAL_HEAD,
    OPERATING_HEAD,
    STATUS_HEAD,
    captioned,
    line,
    page,
    slots,
    table,
)

CAPTION = "Tabel 1. Driftsudgifter i 2024"
FOOT = line("Side 1", 810.0, "running")


def items(first: int, last: int) -> list[list[str]]:
    return [[f"Indsats {n}", f"{n}.100", f"{n}.200", f"{n}.300", "100"] for n in range(first, last + 1)]


def grids(pages: Sequence[PageLayout], words: Words) -> list[PrintedTable]:
    return [grid_of(joined, words) for joined in stitch(place(pages, words), words, Spelling())]


def labels(grid: PrintedTable) -> list[str]:
    return [" ".join(part.row.text(0) for part in parts) for parts in grid.lines]


ALL = [row[0] for row in items(1, 9)]


def first_page() -> PageLayout:
    return page(1, *captioned(CAPTION, [OPERATING_HEAD, *items(1, 5)], head=1), FOOT)


@pytest.mark.parametrize("with_words", [True, False])
@pytest.mark.parametrize("repeat", [True, False])
def test_a_table_goes_on_over_the_page_with_or_without_its_head(words: Words, repeat: bool, with_words: bool) -> None:
    rows = [OPERATING_HEAD, *items(6, 9)] if repeat else items(6, 9)
    pages = [first_page(), page(2, table(rows, page=2, head=int(repeat), top=60.0), line("Videre tekst.", 400.0))]
    found = grids(pages, words if with_words else NO_WORDS)
    assert len(found) == 1
    assert labels(found[0]) == ALL
    assert [len([m for m in found[0].rows if m.mark == "head"])] == [1 + repeat]


def test_rows_taken_for_a_head_on_the_next_page_are_lines(words: Words) -> None:
    pages = [first_page(), page(2, table(items(6, 9), page=2, head=1, top=60.0))]
    assert labels(grids(pages, words)[0]) == ALL
    prose = [["4.1.", "Sti", "En sti omkring mosen.", "Er i gang"], ["4.2.", "Lys", "Mere lys.", "Udsat"]]
    status = [
        page(1, *captioned("Tabel 2. Status på indsatser", [STATUS_HEAD, prose[0]], head=1)),
        page(2, table([prose[1]], page=2, head=1, top=60.0)),
    ]
    assert labels(grids(status, words)[0]) == ["4.1.", "4.2."]


def test_a_head_printed_again_in_mid_page_is_a_head(words: Words) -> None:
    rows = [*items(6, 7), OPERATING_HEAD, *items(8, 9)]
    one = grids([first_page(), page(2, table(rows, page=2, top=60.0))], words)
    assert labels(one[0]) == ALL
    parts = page(2, table(rows[:2], page=2, top=60.0), table(rows[2:], page=2, head=1, top=100.0))
    two = grids([first_page(), parts], words)
    assert len(two) == 1
    assert labels(two[0]) == ALL


def test_a_blank_column_that_extraction_lost_does_not_shift_the_others(words: Words) -> None:
    rows = [[*row[:3], row[4]] for row in items(6, 9)]
    columns = [*slots(5)[:3], slots(5)[4]]
    found = grids([first_page(), page(2, table(rows, page=2, top=60.0, columns=columns))], words)
    assert len(found) == 1
    assert found[0].lines[5][0].row.texts == ("Indsats 6", "6.100", "6.200", "", "100")


@pytest.mark.parametrize(
    "second",
    [
        page(2, line("Ny tekst."), table(items(6, 9), page=2)),
        page(2, *captioned("Tabel 2. Driftsudgifter i 2024", items(6, 9), number=2, top=60.0)),
        page(2, table([CAPITAL_HEAD, *items(6, 9)], page=2, head=1, top=60.0)),
        page(2, table(items(6, 9), page=2, top=60.0, columns=[(300.0 + 50 * i, 340.0 + 50 * i) for i in range(5)])),
        page(3, table(items(6, 9), page=3, top=60.0)),
    ],
    ids=["text between", "caption of its own", "another head", "other columns", "a page between"],
)
def test_what_is_another_table_is_not_joined(words: Words, second: PageLayout) -> None:
    assert [len(grid.lines) for grid in grids([first_page(), second], words)] == [5, 4]


def test_text_below_a_table_ends_it(words: Words) -> None:
    first = page(1, *captioned(CAPTION, [OPERATING_HEAD, *items(1, 5)], head=1), line("Tekst.", 500.0))
    assert len(grids([first, page(2, table(items(6, 9), page=2, top=60.0))], words)) == 2


def test_a_caption_that_says_it_goes_on_is_the_same(words: Words) -> None:
    rows = [OPERATING_HEAD, *items(6, 9)]
    second = page(2, *captioned(f"{CAPTION} (fortsat)", rows, number=2, top=60.0, head=1))
    assert labels(grids([first_page(), second], words)[0]) == ALL


def test_a_caption_in_the_tables_own_first_row_is_no_line(words: Words) -> None:
    rows = [[CAPTION, "", "", "", ""], OPERATING_HEAD, *items(1, 3)]
    found = grids([page(1, table(rows, head=2))], words)
    assert found[0].joined.pieces[0].placed.caption == CAPTION
    assert labels(found[0]) == ALL[:3]


def test_a_fragment_printed_twice_is_kept_once_and_never_lost(words: Words) -> None:
    second = page(2, table([OPERATING_HEAD, *items(3, 5)], page=2, head=1, top=60.0), line("Tekst.", 300.0))
    found = grids([first_page(), second], words)
    assert labels(found[0]) == ALL[:5]
    assert [m.row.text(0) for m in found[0].rows if m.mark == "duplicate"] == ALL[2:5]


def test_rows_printed_again_before_new_ones_are_dropped(words: Words) -> None:
    second = page(2, table([OPERATING_HEAD, *items(3, 9)], page=2, head=1, top=60.0))
    assert labels(grids([first_page(), second], words)[0]) == ALL


def test_a_line_cut_by_the_page_is_one_line(words: Words) -> None:
    rows = [STATUS_HEAD, ["4.1.", "Sti", "Der anlægges en sti omkring", "Er udskudt, fordi møder"]]
    rest = [["", "", "mosen i 2024.", "med grundejere venter."], ["4.2.", "Lys", "Mere lys.", "Udsat"]]
    pages = [page(1, *captioned("Tabel 2. Status på indsatser", rows, head=1)), page(2, table(rest, page=2, top=60.0))]
    found = grids(pages, words)[0]
    assert labels(found) == ["4.1. ", "4.2."]
    assert [m.line for m in found.rows] == [None, 0, 0, 1]
    assert [m.continued for m in found.rows] == [False, False, True, False]


def test_a_label_cut_by_the_page_is_one_line(words: Words) -> None:
    second = [["for unge", "", "", "", ""], *items(6, 9)]
    assert labels(grids([first_page(), page(2, table(second, page=2, top=60.0))], words)[0])[4] == "Indsats 5 for unge"
    heading = [["Skoler", "", "", "", ""], *items(6, 9)]
    assert labels(grids([first_page(), page(2, table(heading, page=2, top=60.0))], words)[0])[5] == "Skoler"


@pytest.mark.parametrize(
    "between", [[], [line("Socialudvalget", 286.0, "heading", bold=True)]], ids=["next", "heading"]
)
def test_two_tables_with_titles_of_their_own_are_two(words: Words, between: list[TextLine]) -> None:
    upper = captioned(CAPTION, [OPERATING_HEAD, *items(1, 5)], head=1)
    title = "Tabel 2. Driftsudgifter i 2024" if not between else ""
    lower = table([OPERATING_HEAD, *items(6, 9)], head=1, top=320.0)
    shown = [*upper, *(between or [line(title, 306.0, "caption", bold=True)]), lower]
    assert [len(grid.lines) for grid in grids([page(1, *shown)], words)] == [5, 4]


def test_a_fragment_of_one_row_goes_on(words: Words) -> None:
    second = page(2, table(items(6, 6), page=2, top=60.0), line("Videre tekst.", 90.0))
    assert labels(grids([first_page(), second], words)[0]) == ALL[:6]


def test_a_head_repeated_by_its_last_row_alone_is_no_line(words: Words) -> None:
    units = ["", "t.kr.", "t.kr.", "t.kr.", "t.kr."]
    first = page(1, *captioned(CAPTION, [OPERATING_HEAD, units, *items(1, 5)], head=2), FOOT)
    found = grids([first, page(2, table([units, *items(6, 9)], page=2, top=60.0))], words)
    assert labels(found[0]) == ALL


def test_a_table_goes_on_in_the_text_column_beside_it(words: Words) -> None:
    def prose(left: float, tops: Sequence[float]) -> list[TextLine]:
        return [
            line("Løbende tekst, der fylder spalten.", top)._replace(box=Box(left, top, left + 220, top + 11))
            for top in tops
        ]

    places = [(57.0, 160.0), (160.0, 220.0), (220.0, 277.0)]
    right = [(x0 + 260, x1 + 260) for x0, x1 in places]
    rows = [["Skoler", "100", "90"], ["Klubber", "20", "25"]]
    upper = table([["Sundhed", "3", "4"], ["Busser", "5", "6"]], columns=right, top=60.0)
    lower = table([["Område", "Budget", "Regnskab"], *rows], columns=places, top=700.0, head=1)
    shown = [upper, *prose(57.0, (60, 74, 88, 660, 674, 688)), *prose(317.0, (100, 114, 128, 700, 714, 728)), lower]
    found = grids([page(1, *shown)], words)
    assert [labels(grid) for grid in found] == [["Skoler", "Klubber", "Sundhed", "Busser"]]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.booleans())
def test_stitching_keeps_every_row_once_and_in_order(sizes: list[int], repeat: bool) -> None:
    rows = iter(items(1, sum(sizes)))
    pages = []
    for number, size in enumerate(sizes, 1):
        own = [next(rows) for _ in range(size)]
        headed = repeat or number == 1
        grid = [OPERATING_HEAD, *own] if headed else own
        pages.append(page(number, table(grid, page=number, top=60.0, head=int(headed))))
    found = grids(pages, NO_WORDS)
    assert [label for grid in found for label in labels(grid)] == [row[0] for row in items(1, sum(sizes))]
    assert len(found) == 1
