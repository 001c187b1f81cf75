from __future__ import annotations

import pytest
from pdfmaker import make_pdf, text

from extract.model import Page, Word
from extract.pdf.document import open_document
from extract.pdf.text.glyphs import spell


def read(content: str, **options: object) -> Page:
    with open_document(make_pdf(content, **options)) as document:  # type: ignore[arg-type]
        return next(document.pages())


def words(content: str, **options: object) -> list[str]:
    return [word.text for word in read(content, **options).words]


def test_a_line_is_cut_at_white_space() -> None:
    assert words(text(50, 200, "Serviceudgifter  i alt -1.234,5")) == ["Serviceudgifter", "i", "alt", "-1.234,5"]


def test_no_break_space_cuts_too() -> None:
    assert words(text(50, 200, "1\xa0234")) == ["1", "234"]


def test_box_baseline_and_size() -> None:
    (word,) = read(text(50, 200, "HHH", size=20)).words
    assert word.baseline == 100
    assert word.size == 20
    assert word.x0 == pytest.approx(50)
    assert word.x1 == pytest.approx(50 + 3 * 0.722 * 20, abs=0.1)  # the advance of H in Helvetica
    assert word.bottom - word.top == pytest.approx(20)
    assert 100 + 0.15 * 20 <= word.bottom <= 100 + 0.35 * 20


def test_size_carried_by_the_matrix() -> None:
    (word,) = read("BT /F1 1 Tf 12 0 0 12 50 200 Tm (tolv) Tj ET").words
    assert word.size == pytest.approx(12)
    (scaled,) = read("2 0 0 2 0 0 cm BT /F1 6 Tf 25 100 Td (tolv) Tj ET").words
    assert scaled.box == pytest.approx(word.box, abs=0.01)


def test_style_from_the_font() -> None:
    page = read(text(50, 200, "plain") + text(50, 180, "bold", font="F2") + text(50, 160, "slanted", font="F3"))
    assert [(word.text, word.bold, word.italic) for word in page.words] == [
        ("plain", False, False),
        ("bold", True, False),
        ("slanted", False, True),
    ]


def test_sorted_by_line_and_position_whatever_the_order_of_drawing() -> None:
    drawn = [(150, 180, "d"), (50, 200, "a"), (50, 180, "c"), (150, 200.4, "b")]
    assert words("".join(text(*each) for each in drawn)) == ["a", "b", "c", "d"]


def test_letters_drawn_one_by_one_out_of_order_make_a_word() -> None:
    advance = 0.556 * 10  # of a figure in Helvetica
    drawn = [text(50 + i * advance, 200, str(i)) for i in (3, 0, 4, 2, 1)]
    assert words("".join(drawn)) == ["01234"]


def test_a_gap_within_one_string_parts_words() -> None:
    assert words("BT /F1 10 Tf 50 200 Td [(123) -2000 (456)] TJ ET") == ["123", "456"]


def test_kerning_does_not() -> None:
    assert words("BT /F1 10 Tf 50 200 Td [(T) 80 (otal) -20 (t)] TJ ET") == ["Totalt"]


def test_a_change_of_font_within_a_word_does_not_part_it() -> None:
    assert words("BT /F1 10 Tf 50 200 Td (Regn) Tj /F2 10 Tf (skab) Tj ET") == ["Regnskab"]


def test_a_raised_figure_does_not_join_a_number() -> None:
    raised = "BT /F1 10 Tf 50 200 Td (1.234) Tj /F1 6 Tf 4 Ts (1) Tj ET"
    assert words(raised) == ["1.234", "1"]


def test_raised_letters_stay_with_their_word_and_line() -> None:
    assert words("BT /F1 10 Tf 50 200 Td (3) Tj /F1 6 Tf 4 Ts (rd) Tj ET") == ["3rd"]


@pytest.mark.parametrize(
    ("printed", "spelt"),
    [
        ("\ufb01nansiering", "finansiering"),
        ("a\ufb03x\ufb00\ufb02", "affixfffl"),
        ("bu\xaddget", "budget"),
        ("kom\xad", "kom\xad"),
        ("kom\ufffe", "kom-"),
        ("\x02", "-"),
        ("a\u030arhus", "århus"),
        ("1\u200b234", "1234"),
        ("−1.234", "−1.234"),
    ],
)
def test_spelling(printed: str, spelt: str) -> None:
    assert spell(printed) == spelt


def test_a_printed_soft_hyphen_is_a_hyphen_or_minus() -> None:
    assert words(text(50, 200, "1\xad12 \xad1.742")) == ["1-12", "-1.742"]


def test_a_hyphen_at_the_end_of_a_line_does_not_glue_two_lines() -> None:
    content = "BT /F1 10 Tf 12 TL 50 200 Td (drifts-) Tj T* (virksomhed) Tj ET"
    assert words(content) == ["drifts-", "virksomhed"]


def transformed(turns: int) -> str:
    """``HHH`` with its start at (100, 150), reading at so many quarter turns counterclockwise."""
    a, b = ((1, 0), (0, 1), (-1, 0), (0, -1))[turns]
    return f"BT /F1 10 Tf {a} {b} {-b} {a} 100 150 Tm (HHH) Tj ET"


@pytest.mark.parametrize("turns", range(4))
def test_turned_text_has_its_angle_and_box(turns: int) -> None:
    (word,) = read(transformed(turns)).words
    assert word.angle == (-90 * turns) % 360
    length, descent = 3 * 7.22, word.bottom - 150
    if turns == 0:
        assert word.box == pytest.approx((100, 140 + descent, 100 + length, 150 + descent), abs=0.1)
    elif turns == 1:
        assert (word.top, word.bottom) == pytest.approx((150 - length, 150), abs=0.1)
        assert word.x0 < 100 < word.x1 == pytest.approx(word.x0 + 10)
        assert word.baseline == pytest.approx(100)
    elif turns == 2:
        assert (word.x0, word.x1) == pytest.approx((100 - length, 100), abs=0.1)
        assert word.top < 150 < word.bottom == pytest.approx(word.top + 10)
    else:
        assert (word.top, word.bottom) == pytest.approx((150, 150 + length), abs=0.1)
        assert word.x0 < 100 < word.x1


@pytest.mark.parametrize("turns", range(4))
def test_a_rotated_page_comes_out_as_displayed(turns: int) -> None:
    upright = read(text(50, 250, "Total"), page="/Rotate 0")
    page = read(text(50, 250, "Total"), page=f"/Rotate {90 * turns}")
    (word,), (straight,) = page.words, upright.words
    assert (page.width, page.height) == ((400, 300) if turns % 2 == 0 else (300, 400))
    assert word.angle == 90 * turns
    x0, top, x1, bottom = straight.box
    where = {
        0: (x0, top, x1, bottom),
        1: (300 - bottom, x0, 300 - top, x1),
        2: (400 - x1, 300 - bottom, 400 - x0, 300 - top),
        3: (top, 400 - x1, bottom, 400 - x0),
    }[turns]
    assert word.box == pytest.approx(where, abs=0.01)


def test_text_set_upright_on_a_rotated_page_reads_like_any_other() -> None:
    page = read("BT /F1 10 Tf 0 1 -1 0 50 40 Tm (Total) Tj 0 1 -1 0 50 90 Tm (1.234) Tj ET", page="/Rotate 90")
    assert [(word.text, word.angle) for word in page.words] == [("Total", 0), ("1.234", 0)]
    assert page.words[0].x0 == pytest.approx(40)
    assert page.words[0].baseline == pytest.approx(50)


def test_the_crop_box_is_the_page() -> None:
    page = read(text(150, 200, "inside") + text(10, 200, "outside"), page="/CropBox [100 50 300 250]")
    assert (page.width, page.height) == (200, 200)
    assert [(word.text, word.x0, word.baseline) for word in page.words] == [("inside", 50.0, 50.0)]
    assert page.n_hidden == 1


def test_an_empty_page_has_no_words() -> None:
    page = read("")
    assert (page.words, page.n_hidden) == ((), 0)


def test_words_are_plain_values() -> None:
    (word,) = read(text(50, 200, "x")).words
    assert type(word) is Word
    assert [type(value) for value in word] == [str, *[float] * 6, bool, bool, int]


@pytest.mark.parametrize(
    ("coded", "printed"),
    [
        ("\u6600\u6900nansiering", "finansiering"),  # Ghostscript: the bytes of a ligature's letters exchanged
        ("A\u014cale", "Aftale"),  # Windows: the ligatures of Calibri
        ("kom\u01a9e na\u019fon", "komtte nation"),
        ("\u6700", "\u6700"),  # one alone may be what it says
        ("\u014csaka", "\u014csaka"),
    ],
)
def test_ligatures_that_programs_code_as_other_letters(coded: str, printed: str) -> None:
    assert spell(coded) == printed


def test_digits_set_apart_in_threes_by_a_step_are_groups() -> None:
    content = "BT /F1 9 Tf 50 200 Td [(1) -125 (894) -125 (367)] TJ ET"
    assert words(content) == ["1", "894", "367"]
    assert words(content.replace("(1) -125 (894)", "(1894)")) == ["1894367"]  # one step of two: no groups
    assert words(content.replace(" -125 ", " ")) == ["1894367"]
