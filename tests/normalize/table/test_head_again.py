import pytest

from extract.model import TextLine
from normalize.danish.spelling import Spelling
from normalize.pages.placed_tables import place
from normalize.table.head_again import head_again, is_torn_off
from normalize.table.pieces import HeadedFragment, piece_of
from normalize.wording.table_words import NO_WORDS, Words
from tests.normalize.layouts import line, page, table

HEAD = ["Takstområde", "Budget 2024", "Ansøgt over-\nført til 2025", "Regnskab 2024"]
UNITS = ["", "t.kr.", "t.kr.", "t.kr."]
ITEM, OTHER = ["Vand", "1.200", "30", "1.100"], ["Varme", "900", "12", "950"]


def piece(rows: list[list[str]], head: int, words: Words = NO_WORDS, *above: TextLine) -> HeadedFragment:
    return piece_of(place([page(1, *above, table(rows, head=head))], words)[0], words, Spelling())


@pytest.mark.parametrize(
    ("rows", "head", "likeness", "count"),
    [
        ([HEAD, OTHER], 1, "whole", 1),
        ([["Takstområde", "Budget", "Ansøgt overført", "Regnskab"], ["", "2024", "til 2025", "2024"], OTHER], 2,
         "whole", 2),
        ([["Takstområde", "Budget", "Ansøgt overført", "Regnskab"], ["", "2024", "til 2025", "2024"], OTHER], 1,
         "whole", 2),
        ([UNITS, OTHER], 1, "part", 1),
        ([UNITS, OTHER], 0, "part", 1),
        ([["Projekt", "Budget 2024", "Ansøgt overført", "Regnskab 2024"], OTHER], 1, "other", 1),
        ([OTHER, ITEM], 0, "absent", 0),
    ],
    ids=["as it was", "cut otherwise", "half declared", "last row", "last row not seen", "other lines", "none"],
)  # fmt: skip
def test_a_head_is_known_again_whole_or_in_part(rows: list[list[str]], head: int, likeness: str, count: int) -> None:
    found = head_again([piece([HEAD, UNITS, ITEM], 2)], piece(rows, head), NO_WORDS)
    assert (found.likeness, found.rows) == (likeness, count)


def test_a_head_that_neither_has_says_nothing() -> None:
    assert head_again([piece([ITEM, OTHER], 0)], piece([OTHER, ITEM], 0), NO_WORDS).likeness == "unknown"


def test_a_line_of_a_heads_words_is_torn_off_it() -> None:
    table_of, own = piece([HEAD, ITEM], 1), piece([OTHER, ITEM], 0)
    assert is_torn_off("Ansøgt over-", [table_of], own)
    assert not is_torn_off("Forsyning", [table_of], own)
    stacked = piece([HEAD, ITEM], 1, NO_WORDS, line("Korrigeret", 185.0, bold=True))
    assert is_torn_off("Korrigeret", [stacked], own)
