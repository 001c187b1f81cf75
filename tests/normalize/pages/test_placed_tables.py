import pytest

from extract.model import PageLayout, RawTable, TextLine
from normalize.pages.headings import places
from normalize.pages.placed_tables import TableInContext, place
from normalize.wording.table_words import NO_WORDS, Words
from tests.normalize.layouts import captioned, line, page, table


def heading(text: str, size: float = 15.0, top: float = 60.0) -> object:
    return line(text, top, "heading", size=size, bold=True)


ROWS = [["A", "1", "2"], ["B", "3", "4"]]


def one(placed: list[TableInContext]) -> TableInContext:
    assert len(placed) == 1
    return placed[0]


def test_a_table_stands_in_the_committee_whose_heading_came_last(words: Words) -> None:
    pages = [
        page(1, heading("Indledning"), heading("Socialudvalget", top=90.0), heading("Anlæg", 12.0, 120.0)),
        page(2, table(ROWS, page=2), heading("Økonomiudvalget"), table(ROWS, page=2)),
    ]
    assert [p.committee for p in place(pages, words)] == ["Socialudvalget", "Økonomiudvalget"]


def test_a_heading_over_two_lines_is_one(words: Words) -> None:
    pages = [
        page(1, heading("Erhvervs-, Beskæftigelses- og", top=60.0), heading("Uddannelsesudvalget", top=78.0),
             table(ROWS))
    ]  # fmt: skip
    assert one(place(pages, words)).committee == "Erhvervs-, Beskæftigelses- og Uddannelsesudvalget"


def test_equal_headings_end_a_committee_only_where_they_are_no_common_subheads(words: Words) -> None:
    flat = [
        page(1, heading("Socialudvalget"), heading("Anlæg"), heading("Økonomiudvalget"), heading("Anlæg"), table(ROWS))
    ]
    assert one(place(flat, words)).committee == "Økonomiudvalget"
    deep = [page(1, heading("Økonomiudvalget"), heading("Anlæg", 12.0), heading("Bilag"), table(ROWS))]
    placed = one(place(deep, words))
    assert (placed.committee, placed.section) == (None, "Bilag")


def test_a_larger_heading_ends_a_committee(words: Words) -> None:
    pages = [page(1, heading("Socialudvalget"), heading("Noter", 20.0), table(ROWS))]
    assert one(place(pages, words)).section == "Noter"


def test_a_bold_line_that_is_a_committees_name_opens_its_section(words: Words) -> None:
    pages = [page(1, line("Løbende tekst i afsnittet."), line("Socialudvalget", bold=True), table(ROWS))]
    assert one(place(pages, words)).committee == "Socialudvalget"
    pages = [page(1, line("sagen blev behandlet i"), line("Socialudvalget"), table(ROWS))]
    assert one(place(pages, words)).committee is None


def test_without_words_a_section_is_its_heading() -> None:
    pages = [page(1, heading("Socialudvalget"), table(ROWS))]
    placed = one(place(pages, NO_WORDS))
    assert (placed.section, placed.committee) == ("Socialudvalget", None)
    assert [p.section for p in places(pages, NO_WORDS).values()] == ["Socialudvalget"]


def test_a_numbered_line_right_above_is_the_caption_whatever_its_role(words: Words) -> None:
    body = [
        line("Tabel 3. Anlægsvirksomhed på", 172.0),
        line("områderne – regnskab 2024", 185.0),
        table(ROWS, top=200.0),
    ]
    assert one(place([page(1, *body)], words)).caption == "Tabel 3. Anlægsvirksomhed på områderne – regnskab 2024"


def test_prose_that_speaks_of_a_table_is_no_caption(words: Words) -> None:
    prose = line("Tabel 3 viser projekterne ét for ét.", 185.0)
    assert one(place([page(1, prose, table(ROWS))], words)).caption is None
    far = line("Tabel 3. Anlæg", 100.0)
    assert one(place([page(1, far, table(ROWS, top=200.0))], words)).caption is None


def test_notes_below_are_found_whatever_their_role(words: Words) -> None:
    note = line('Note: "R" betyder regnskabsaflagt.', 232.0, size=8.0)
    prose = line("Det samlede billede er godt.", 260.0)
    placed = one(place([page(1, table(ROWS), note, prose)], words))
    assert placed.notes == ('Note: "R" betyder regnskabsaflagt.',)
    assert not placed.closes_page


def test_running_lines_neither_open_nor_close_a_page(words: Words) -> None:
    foot = line("Årsrapport 2024 Side 1 af 9", 810.0, "running", size=8.0)
    top = line("Årsrapport", 20.0, size=8.0)
    placed = one(place([page(1, top, *captioned("Tabel 1. Drift", ROWS), foot)], words))
    assert placed.opens_page
    assert placed.closes_page


def test_a_line_at_one_place_on_many_pages_runs(words: Words) -> None:
    pages = [page(n, line(f"Kapitel {n}", 60.0), table(ROWS, page=n)) for n in range(1, 6)]
    assert all(p.opens_page for p in place(pages, words))


def test_only_the_table_before_makes_a_table_follow(words: Words) -> None:
    first, second = table(ROWS, top=100.0), table(ROWS, top=200.0)
    assert [p.follows_table for p in place([page(1, first, second)], words)] == [False, True]
    between = page(1, first, line("Herunder står resten.", 150.0), second)
    assert [p.follows_table for p in place([between], words)] == [False, False]
    assert isinstance(between.items[0], RawTable)


HEAD = [["Anlægsvirksomhed", "Budget 2024", "Regnskab 2024"], *ROWS]


def caption(top: float, text: str = "Tabel 3. Anlægsvirksomhed på området") -> TextLine:
    return line(text, top, "heading", size=9.0, bold=True)


def test_a_caption_at_the_foot_of_a_page_titles_the_table_that_opens_the_next(words: Words) -> None:
    left_of_head = line("Anlægsvirksomhed Budget 2024 Regnskab 2024", 757.0, "heading", size=9.0, bold=True)
    for foot in ([caption(740.0)], [caption(740.0), left_of_head], [caption(728.0), caption(738.0, "i 2024")]):
        placed = one(place([page(1, line("Tekst.", 600.0), *foot), page(2, table(HEAD, page=2, head=1))], words))
        assert (placed.caption or "").startswith("Tabel 3. Anlægsvirksomhed på området")
        assert "Budget" not in (placed.caption or "")


@pytest.mark.parametrize(
    "pages",
    [
        [page(1, caption(700.0), line("Her følger en forklaring.", 712.0)), page(2, table(HEAD, page=2, head=1))],
        [page(1, caption(740.0)), page(2, line("Herunder.", 80.0), table(HEAD, page=2, head=1))],
        [page(1, caption(300.0), line("Tekst", 700.0)), page(2, table(HEAD, page=2, head=1))],
    ],
)
def test_a_caption_with_text_below_it_titles_no_other_page(words: Words, pages: list[PageLayout]) -> None:
    assert one(place(pages, words)).caption is None


def test_what_runs_along_right_above_and_below_tables_is_no_caption_and_no_note(words: Words) -> None:
    def whole(number: int) -> PageLayout:
        top = line("Årsrapport 2024", 4.0, "caption", size=8.0, page=number)
        foot = line(f"Side {number}", 830.0, "note", size=8.0, page=number)
        rows = [[f"{number}.{n}", "1", "2"] for n in range(57)]
        return page(number, top, table(rows, page=number, top=15.0, caption=(top,), notes=(foot,)), foot)

    for placed in place([whole(n) for n in range(1, 5)], words):
        assert (placed.caption, placed.notes) == (None, ())
        assert placed.opens_page
        assert placed.closes_page


def test_a_caption_in_the_margin_is_text_where_tables_stand_there_too(words: Words) -> None:
    first = page(1, *captioned("Tabel 1. Drift", ROWS, top=32.0))
    assert one(place([first], words)).caption == "Tabel 1. Drift"
    low = page(1, table([["A", "1", "2"]] * 57, top=15.0))
    assert place([low, page(2, line("Slut.", 20.0), table(ROWS, page=2, top=40.0))], words)[1].opens_page is False


def test_a_running_line_that_a_gap_cut_in_two_still_runs(words: Words) -> None:
    def foot(number: int) -> list[TextLine]:
        texts = ["Årsrapport 2024 Side 1"] if number < 5 else ["Årsrapport 2024", "Side 5"]
        return [line(text, 760.0, size=8.0, page=number) for text in texts]

    pages = [page(n, table(ROWS, page=n), *foot(n)) for n in range(1, 6)]
    assert all(placed.closes_page for placed in place(pages, words))


def test_a_line_set_sideways_stands_in_no_tables_way() -> None:
    (placed,) = place([page(1, table(ROWS), line("Årsrapport 2024", 400.0, "sideways"))], NO_WORDS)
    assert placed.opens_page
    assert placed.closes_page
