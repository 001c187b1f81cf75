"""What is set at another angle than the page's text, outside tables: no word of it is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from drawn import page_of

from extract.layout import layout_page
from extract.model import Page, PageLayout, TextLine, Word
from extract.page.sideways_lines import sideways_lines
from extract.page.turned import as_displayed, upright

TEXT = """
Omraade                   Budget    Regnskab
Dagtilbud                  1.200       1.310
Folkeskolen og SFO        14.500      14.220
Tandpleje                    310         298
"""


def note(*words: str, angle: int = 270, x: float = 20.0, y: float = 700.0) -> list[Word]:
    """Words one behind the other in their reading direction, beginning at a place; 10 points each letter."""
    out = []
    for word in words:
        length = 10.0 * len(word)
        if angle == 270:
            out.append(Word(word, x, y - length, x + 10, y, x + 8, 10.0, angle=angle))
            y -= length + 5
        elif angle == 90:
            out.append(Word(word, x, y, x + 10, y + length, x + 2, 10.0, angle=angle))
            y += length + 5
        else:
            out.append(Word(word, x - length, y, x, y + 10, y + 2, 10.0, angle=angle))
            x -= length + 5
    return out


def with_words(page: Page, words: Sequence[Word]) -> Page:
    return replace(page, words=(*page.words, *words))


def printed(layout: PageLayout) -> Counter[str]:
    """The words of a page's items, each item's once: captions and notes stand in tables and beside them."""
    lines = [item for item in layout.items if isinstance(item, TextLine)]
    cells = [cell for table in layout.tables for cell in table.cells]
    return Counter(word.text for holder in (*lines, *cells) for word in holder.words)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_words_at_another_angle_are_a_line_in_their_reading_direction(angle: int) -> None:
    (line,) = sideways_lines(3, note("se", "ogsaa", "bilag", angle=angle, x=300.0, y=400.0)[::-1])
    assert (line.page, line.text, line.role) == (3, "se ogsaa bilag", "sideways")
    assert all(line.box.x0 <= w.x0 and w.bottom <= line.box.bottom for w in line.words)


def test_lines_are_read_as_their_reader_reads_them() -> None:
    upwards = [*note("anden", x=40.0), *note("foerste", x=20.0)]
    downwards = [*note("foerste", x=40.0, angle=90, y=100), *note("anden", x=20.0, angle=90, y=100)]
    assert [line.text for line in sideways_lines(1, upwards)] == ["foerste", "anden"]
    assert [line.text for line in sideways_lines(1, downwards)] == ["foerste", "anden"]


def test_a_wide_gap_parts_two_lines() -> None:
    words = [*note("oeverst", y=200.0), *note("nederst", y=700.0)]
    assert [line.text for line in sideways_lines(1, words)] == ["nederst", "oeverst"]


def test_a_margin_note_beside_a_table_is_an_item_of_its_own_behind_all_others() -> None:
    layout = layout_page(with_words(page_of(TEXT), note("Aarsrapport", "2024")))
    plain = layout_page(page_of(TEXT))
    assert layout.items[:-1] == plain.items
    last = layout.items[-1]
    assert isinstance(last, TextLine)
    assert (last.text, last.role) == ("Aarsrapport 2024", "sideways")


def test_no_word_is_lost_whatever_its_angle() -> None:
    page = with_words(page_of(TEXT), [*note("op"), *note("ned", angle=90, x=560.0, y=60.0), *note("vendt", angle=180)])
    assert printed(layout_page(page)) == Counter(word.text for word in page.words)


@pytest.mark.parametrize("angle", [90, 270])
def test_an_upright_page_number_on_a_sideways_page_is_not_lost(angle: int) -> None:
    drawn = with_words(page_of(TEXT), note("34", angle=360 - angle))
    page = upright(replace(drawn, words=tuple(w for w in drawn.words if w.angle == 0)), 360 - angle)
    words = [w._replace(angle=angle) for w in page.words]
    page = replace(page, words=(*words, Word("34", 20.0, 20.0, 40.0, 30.0, 28.0, 10.0)))
    layout = as_displayed(layout_page(page))
    (number,) = [item for item in layout.items if isinstance(item, TextLine) and item.text == "34"]
    assert number.box == page.words[-1].box
    assert number.words == page.words[-1:]
