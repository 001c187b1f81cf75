from collections.abc import Sequence

import pytest

from extract.model import PageLayout
from normalize.danish.spelling import Spelling
from normalize.pages.placed_tables import place
from normalize.table.evidence import WEIGHTS, JoinEvidence, Weights, evidence
from normalize.table.head_again import Again
from normalize.table.pieces import piece_of
from normalize.wording.table_words import Words
from tests.normalize.layouts import captioned, line, page, table

HEAD = ["Område (1.000 kr.)", "Budget 2024", "Regnskab 2024"]
ROWS = [["1.1 Skoler", "100", "90"], ["1.2 Klubber", "20", "25"]]
MORE = [["1.3 Busser", "3", "4"], ["1.4 Haller", "5", "6"]]


def found(pages: Sequence[PageLayout], words: Words) -> JoinEvidence:
    one, two = (piece_of(placed, words, Spelling()) for placed in place(pages, words))
    return evidence([one], two, words)


def first(*below: object) -> PageLayout:
    return page(1, *captioned("Tabel 1. Drift", [HEAD, *ROWS], top=700.0, head=1), *below)  # type: ignore[arg-type]


def test_the_score_is_the_sum_of_what_is_found() -> None:
    told = JoinEvidence(("columns", "head_whole"), Again("whole", 1))
    assert told.score() == WEIGHTS.prior + WEIGHTS.columns + WEIGHTS.head_whole
    assert told.score(Weights(prior=0.0, columns=1.0, head_whole=-1.0)) == 0.0


def test_rows_that_go_on_with_columns_codes_and_numbers(words: Words) -> None:
    told = found([first(), page(2, table(MORE, page=2, top=60.0))], words)
    assert {"columns", "head_absent", "types", "codes", "numbering"} <= set(told.findings)
    assert told.score() > 0


@pytest.mark.parametrize(
    ("caption", "finding"),
    [
        ("Tabel 1. Drift (fortsat)", "caption_goes_on"),
        ("Tabel 1. (fortsat)", "caption_goes_on"),
        ("Fortsat", "caption_goes_on"),
        ("Tabel 1. Drift", "caption_same"),
        ("Tabel 2. Anlæg", "caption_other"),
        ("Tabel 2. Anlæg (fortsat)", "caption_other"),
    ],
)
def test_a_title_says_whether_it_is_the_same_table(words: Words, caption: str, finding: str) -> None:
    told = found([first(), page(2, *captioned(caption, [HEAD, *MORE], number=2, top=60.0, head=1))], words)
    assert finding in told.findings
    assert (told.score() > 0) == (finding != "caption_other")


def test_a_title_that_goes_on_may_stand_in_the_first_row(words: Words) -> None:
    rows = [["Tabel 1. Drift (fortsat)", "", ""], HEAD, *MORE]
    told = found([first(), page(2, table(rows, page=2, top=60.0, head=2))], words)
    assert {"caption_goes_on", "head_whole"} <= set(told.findings)


def test_a_total_that_only_both_parts_explain_joins_them(words: Words) -> None:
    total = ["I alt", "128", "125"]
    told = found([first(), page(2, line("Tekst imellem.", 40.0), table([*MORE, total], page=2, top=60.0))], words)
    assert {"text", "shared_total"} <= set(told.findings)
    assert told.score() > 0
    none = found([first(), page(2, line("Tekst imellem.", 40.0), table(MORE[:1] + ROWS[:1], page=2, top=60.0))], words)
    assert none.score() < told.score()


def test_a_heading_between_begins_another_table_though_the_head_is_the_same(words: Words) -> None:
    heading = line("Socialudvalget", 40.0, "heading", size=15.0, bold=True)
    told = found([first(), page(2, heading, table([HEAD, *ROWS], page=2, top=60.0, head=1))], words)
    assert {"heading", "head_whole"} <= set(told.findings)
    assert told.score() < 0


def test_figures_where_the_table_has_text_are_another_table(words: Words) -> None:
    texts = [["2.1 Sti", "Udsat", "Anlæg"], ["2.2 Lys", "Afsluttet", "Drift"]]
    told = found([first(), page(2, table(texts, page=2, top=60.0))], words)
    assert "other_types" in told.findings
