"""The confidence in a logical table: its pieces', the doubt of its joins, and its own sums."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import PageLayout
from extract.trust.weights import worth
from normalize.danish.spelling import Spelling
from normalize.model import Report
from normalize.pages.placed_tables import place
from normalize.table.confidence import LogicalSigns, signs_of
from normalize.table.stitch import NEVER, stitch
from normalize.wording.table_words import Words
from tests.normalize.layouts import OPERATING_HEAD, captioned, page, read_report, table

CAPTION = "Tabel 1. Driftsudgifter i 2024"
ROWS = [
    ["Skoler", "1.000", "1.100", "1.200", "100"],
    ["Veje", "2.000", "2.100", "2.200", "100"],
    ["I alt", "3.000", "3.200", "3.400", "200"],
]


def _signs(pages: Sequence[PageLayout], words: Words) -> list[LogicalSigns]:
    report: Report = read_report(pages, words.profile, report_id="r")
    return signs_of(report.tables, stitch(place(pages, words), words, Spelling()), report.checks)


def _page(rows: Sequence[Sequence[str]], confidence: float = 0.99) -> PageLayout:
    return page(1, *captioned(CAPTION, [OPERATING_HEAD, *rows], head=1, confidence=confidence))


def test_the_least_sure_piece_counts(words: Words) -> None:
    second = page(2, table(ROWS[2:], page=2, top=60.0, confidence=0.5))
    (signs,) = _signs([_page(ROWS[:2]), second], words)
    assert signs.pieces == 0.0


def test_sums_that_come_out_raise_it(words: Words) -> None:
    right = _signs([_page(ROWS)], words)[0]
    wrong = _signs([_page([*ROWS[:2], ["I alt", "3.001", "3.501", "3.601", "150"]])], words)[0]
    assert right.holds
    assert not right.fails
    assert worth("logical", right) >= worth("logical", wrong)


def test_the_rows_that_sums_take_in_are_proved(words: Words) -> None:
    (whole,) = _signs([_page(ROWS)], words)
    (part,) = _signs([_page([*ROWS, ["Havne", "5", "5", "6", "1"]])], words)
    assert whole.proved == 1.0
    assert part.proved == 0.75


def test_a_table_without_a_title_among_those_that_have_one(words: Words) -> None:
    pages = [page(n, *captioned(f"Tabel {n}. Drift", [OPERATING_HEAD, *ROWS], head=1, number=n)) for n in (1, 2)]
    untitled = page(5, table([OPERATING_HEAD, *ROWS], page=5))
    assert [signs.untitled for signs in _signs([*pages, untitled], words)] == [False, False, True]
    assert [signs.untitled for signs in _signs([untitled], words)] == [False]


def test_doubt_of_a_join_or_of_a_parting_lowers_it() -> None:
    sure = LogicalSigns(3.0, 0.0, 0.0, False, False, True, 1.0, False)
    assert worth("logical", sure._replace(close_join=2.0)) <= worth("logical", sure)
    assert worth("logical", sure._replace(close_parting=1.0)) < worth("logical", sure)


def test_a_report_carries_it(words: Words) -> None:
    sure, doubted = (
        read_report([_page(ROWS, confidence)], words.profile, report_id="r").tables[0].confidence
        for confidence in (0.99, 0.4)
    )
    assert 0.0 < doubted < sure <= 1.0


def test_the_decision_to_join_or_to_part_is_carried(words: Words) -> None:
    first, second = page(1, table([OPERATING_HEAD, *ROWS[:2]], page=1)), page(2, table(ROWS[2:], page=2, top=60.0))
    far = page(4, table(ROWS, page=4))
    joined, apart = stitch(place([first, second, far], words), words, Spelling())
    assert len(joined.pieces) == len(joined.joins) + 1 == 2
    assert joined.joins[0] > 0
    assert apart.follows == NEVER  # a page without tables stands between
