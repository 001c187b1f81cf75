"""Lines become paragraphs and sentences, and every character knows its line."""

from __future__ import annotations

from extract.model import Box, PageLayout, TextLine, Word
from normalize.pages.paragraphs import Paragraph, paragraphs
from normalize.wording.table_words import Words
from tests.normalize.layouts import captioned, line, page

ABBREVIATIONS = frozenset({"mio.", "ca.", "bl.a."})


def _worded(text: str, top: float, number: int = 1) -> TextLine:
    words, x = [], 57.0
    for token in text.split():
        width = 5.0 * len(token)
        words.append(Word(token, x, top, x + width, top + 11, top + 9, 11.0))
        x += width + 5.0
    return TextLine(number, Box(57.0, top, x - 5.0, top + 11), text, tuple(words), 11.0, False, "body")


def _read(words: Words, *pages: PageLayout) -> list[Paragraph]:
    return paragraphs(list(pages), words)


def test_lines_close_together_are_one_paragraph_and_hyphens_at_line_ends_go(words: Words) -> None:
    found = _read(words, page(1, line("Der er arbejdet med etable-", 100), line("ring af tilbud.", 114)))
    assert [one.text for one in found] == ["Der er arbejdet med etablering af tilbud."]


def test_a_gap_a_bullet_and_a_heading_begin_a_paragraph(words: Words) -> None:
    found = _read(
        words,
        page(1, line("Ét.", 100), line("To.", 125), line("• 10.26 Renovation", 139), line("Drift", 170, "heading"),
             line("Tre.", 190)),
    )  # fmt: skip
    assert [(one.text, one.heading, one.listed) for one in found] == [
        ("Ét.", "", False), ("To.", "", False), ("• 10.26 Renovation", "", True), ("Tre.", "Drift", False),
    ]  # fmt: skip


def test_a_sentence_goes_on_over_a_page_and_past_a_table(words: Words) -> None:
    found = _read(
        words,
        page(1, line("Regnskabet endte på 12 mio.", 700), line("Side 1", 820, "running")),
        page(2, *captioned("Tabel 1. Drift", [["", "Budget"], ["I alt", "1"]], number=2),
             line("kr. netto.", 400, page=2)),
    )  # fmt: skip
    assert [one.text for one in found] == ["Regnskabet endte på 12 mio. kr. netto."]


def test_a_paragraph_that_is_finished_does_not_go_on(words: Words) -> None:
    found = _read(words, page(1, line("Det var det.", 700)), page(2, line("Nu det næste.", 100, page=2)))
    assert len(found) == 2


def test_a_point_of_an_abbreviation_ends_no_sentence(words: Words) -> None:
    (found,) = _read(words, page(1, line("Det blev 12 mio. kr. Regnskabet, bl.a. Ballerups, er ca. Uændret.", 100)))
    assert [one.text for one in found.sentences(ABBREVIATIONS)] == [
        "Det blev 12 mio. kr.",
        "Regnskabet, bl.a. Ballerups, er ca. Uændret.",
    ]


def test_characters_are_found_on_the_page_on_the_line_where_they_begin(words: Words) -> None:
    (found,) = _read(words, page(1, _worded("rammen til 4.661,3 mio.", 100), _worded("kr. netto.", 114)))
    start = found.text.index("4.661,3")
    spot = found.spot(start, start + len("4.661,3 mio. kr."))
    assert (spot.page, spot.box.top, spot.box.x0) == (1, 100, 57.0 + 5.0 * len("rammen til "))
    assert spot.box.x1 == 57.0 + 5.0 * len("rammen til 4.661,3 mio.")


def test_a_line_set_sideways_is_in_no_paragraph(words: Words) -> None:
    found = _read(words, page(1, line("Der er", 100), line("Årsrapport", 110, "sideways"), line("flere.", 114)))
    assert [one.text for one in found] == ["Der er flere."]
