from collections.abc import Sequence

import pytest

from extract.model import PageLayout, RawTable, TextLine
from normalize.pages.captions_below import with_captions_above
from normalize.pages.placed_tables import place
from normalize.wording.table_words import Words
from tests.normalize.layouts import line, page, table

ROWS = [["A", "1", "2"], ["B", "3", "4"]]  # 28 points high
NAMES = ["Balance", "Artsoversigt", "Langfristet gæld", "Personale"]
PROSE = "Kommunen overholder samlet set den udmeldte serviceramme."


def title(text: str, top: float, number: int, size: float = 9.0) -> TextLine:
    return line(text, top, size=size, bold=True, page=number)


def below(names: Sequence[str], *, notes: Sequence[str] = ()) -> list[PageLayout]:
    """A page per table, each with its notes and then its name right below it, and prose after that.

    No two stand at one height, as what comes again at one height is no text.
    """
    out = []
    for number, name in enumerate(names, 1):
        top = 160.0 + 40 * number
        beside = [line(note, top + 35 + 10 * i, "note", size=7.0, page=number) for i, note in enumerate(notes)]
        foot = top + 35 + 10 * len(notes)
        prose = [line(PROSE, foot + 20, page=number), line(PROSE, foot + 33, page=number)]
        out.append(page(number, table(ROWS, page=number, top=top), *beside, title(name, foot, number), *prose))
    return out


def captions(pages: Sequence[PageLayout], words: Words) -> list[str | None]:
    return [placed.caption for placed in place(with_captions_above(pages, words), words)]


@pytest.mark.parametrize("notes", [[], ["Kilde: Kommunens økonomisystem."], ["+ = merforbrug, - = mindreforbrug"]])
def test_a_line_right_below_nearly_every_table_is_its_title(notes: list[str], words: Words) -> None:
    assert captions(below(NAMES, notes=notes), words) == NAMES


def test_a_title_may_end_with_a_unit_and_no_sentence_is_one(words: Words) -> None:
    units = [f"{name}, 1.000 kr." for name in NAMES]
    assert captions(below(units), words) == units
    sentences = [f"{name} er vist." for name in NAMES]
    assert captions(below(sentences), words) == [None] * len(NAMES)


def test_a_line_that_is_the_same_below_every_table_is_no_title(words: Words) -> None:
    assert captions(below(["Tal i parentes er negative"] * 4), words) == [None] * 4


def test_two_such_tables_tell_nothing_of_a_report(words: Words) -> None:
    pages = below(NAMES[:2])
    assert with_captions_above(pages, words) == pages


def test_titles_above_stay_though_each_follows_a_table(words: Words) -> None:
    items: list[TextLine | RawTable] = []
    for i, name in enumerate(NAMES):
        above = title(name, 100.0 + 60 * i, 1)
        items += [above._replace(role="caption"), table(ROWS, top=114.0 + 60 * i, caption=(above,))]
    pages = [page(1, *items)]
    assert with_captions_above(pages, words) == pages


def test_a_heading_above_a_table_named_below_is_no_name_of_it(words: Words) -> None:
    first, *rest = below(NAMES)
    heading = line("Noter", 180.0, "caption", size=13.0, bold=True)
    named = page(1, heading, table(ROWS, caption=(heading,)), *first.items[1:])
    assert captions([named, *rest], words) == NAMES


def test_a_table_over_two_pages_has_one_title_below_its_end(words: Words) -> None:
    over = line("Drift", 180.0, "caption", size=13.0, bold=True)
    begins = page(1, line(PROSE, 100.0), over, table(ROWS, caption=(over,)))
    ends = [page(p.number + 1, *p.items) for p in below(NAMES)]
    assert captions([begins, *ends], words) == [NAMES[0], *NAMES]
