from collections.abc import Sequence
from decimal import Decimal

import pytest

from extract.model import PageLayout
from normalize.model import KeyFigure, Report
from schemas.profile.load import Profile
from tests.normalize.layouts import line, page, read_report, table

TITLE = "Overholdelse af den økonomiske strategi (mio. kr.)"
WIDE = [(57.0, 80.0), (80.0, 200.0), (200.0, 280.0), (285.0, 380.0), (385.0, 440.0), (445.0, 490.0), (495.0, 540.0)]
BOX = [
    [TITLE, "", "", "", "", "", ""],
    ["Service- og anlægsramme", "", "", "Anlægsramme", "", "", ""],
    ["Overholde rammen", "", "", "Holde rammen", "", "", ""],
    ["", "Måltal", "3.320,4", "Måltal 2024", "200,0", "", ""],
    ["", "Difference", "25,6", "Overførsler", "208,0", "", ""],
    ["", "", "", "Forventet", "277,6", "", ""],
    ["Gns. likviditet pr. borger", "", "", "", "", "", ""],
    ["", "", "2024", "2025", "2026", "", ""],
    ["", "Måltal (kr.)", "8.000", "8.100", "8.200", "", ""],
    ["", "Likviditet (mio. kr.)", "937,0", "", "", "", ""],
]
BOLD = (0, 1, 6, 7)
EXPECTED = [
    ("Service- og anlægsramme", "Overholde rammen", "Måltal", None, 3_320_400_000),
    ("Anlægsramme", "Holde rammen", "Måltal 2024", None, 200_000_000),
    ("Service- og anlægsramme", "Overholde rammen", "Difference", None, 25_600_000),
    ("Anlægsramme", "Holde rammen", "Overførsler", None, 208_000_000),
    ("Anlægsramme", "Holde rammen", "Forventet", None, 277_600_000),
    ("Gns. likviditet pr. borger", None, "Måltal (kr.)", 2024, 8_000),
    ("Gns. likviditet pr. borger", None, "Måltal (kr.)", 2025, 8_100),
    ("Gns. likviditet pr. borger", None, "Måltal (kr.)", 2026, 8_200),
    ("Gns. likviditet pr. borger", None, "Likviditet (mio. kr.)", 2024, 937_000_000),
]


def read(profile: Profile, *pages: PageLayout) -> Report:
    return read_report(pages, profile, report_id="x-2024")


def said(figures: Sequence[KeyFigure]) -> list[tuple[str, str | None, str, int | None, Decimal | None]]:
    return [(f.topic, f.goal, f.label, f.year, f.amount) for f in figures]


@pytest.mark.parametrize("bold", [BOLD, ()], ids=["bold topics", "no bold at all"])
def test_blocks_side_by_side_and_a_block_under_years(profile: Profile, bold: Sequence[int]) -> None:
    report = read(profile, page(1, table(BOX, head=1, columns=WIDE, bold=bold)))
    assert said(report.key_figures) == EXPECTED
    assert [f.row for f in report.key_figures] == [2, 2, 3, 3, 4, 7, 7, 7, 8]
    assert report.unplaced == ()
    assert {t.kind for t in report.tables} == {"key_figures"}


def test_indent_columns_may_be_missing(profile: Profile) -> None:
    rows = [[row[0] or row[1], *row[2:5]] for row in BOX]
    places = [(57.0, 200.0), *WIDE[2:5]]
    report = read(profile, page(1, table(rows, head=2, columns=places, bold=BOLD)))
    assert said(report.key_figures) == EXPECTED


def test_the_title_may_stand_above_as_a_caption(profile: Profile) -> None:
    above = line(TITLE, 186.0, "caption", bold=True)
    report = read(profile, page(1, above, table(BOX[1:], head=0, columns=WIDE, bold=(0, 5, 6), caption=(above,))))
    assert said(report.key_figures) == EXPECTED
    assert report.key_figures[0].row == 2


def test_a_box_on_two_pages_is_one(profile: Profile) -> None:
    pages = [
        page(1, table(BOX[:4], head=1, columns=WIDE, bold=BOLD)),
        page(2, table([BOX[0], *BOX[4:]], page=2, top=60.0, head=1, columns=WIDE, bold=(0, 3, 4))),
    ]
    report = read(profile, *pages)
    assert said(report.key_figures) == EXPECTED
    assert [(f.page, f.row) for f in report.key_figures][:4] == [(1, 2), (1, 2), (2, 3), (2, 3)]


def test_a_block_that_extraction_took_for_another_table_is_of_the_box(profile: Profile) -> None:
    above = line(BOX[6][0], 290.0, "caption", bold=True)
    block = table([row[1:] for row in BOX[7:]], head=1, columns=WIDE[1:], top=304.0, bold=(0,), caption=(above,))
    report = read(profile, page(1, table(BOX[:6], head=1, columns=WIDE, bold=BOLD), above, block))
    assert said(report.key_figures) == EXPECTED
    assert len(report.tables) == 1


def test_what_told_a_key_figures_unit_is_recorded(profile: Profile) -> None:
    rows = [
        ["Overholdelse af den økonomiske strategi (mio. kr.)", ""],
        ["Likviditet", ""],
        ["Måltal", "8,0"],
        ["Restgæld, 1.000 kr.", "9,0"],
    ]
    report = read_report([page(1, table(rows, bold=(0, 1)))], profile)
    assert [f.unit_reason for f in report.key_figures] == ["unit_from_caption", "unit_from_label"]
