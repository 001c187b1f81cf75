"""What was read on pages turned upright is told where it stands on the pages as displayed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Box, PageLayout, TextLine, Word
from extract.page.turned import as_displayed, displayed_box
from schemas.profile.load import Profile
from tests.normalize.layouts import OPERATING_HEAD, captioned, line, page, read_report, table

OVERVIEW = [
    ["Overholdelse af den økonomiske strategi (mio. kr.)", "", "", ""],
    ["Overskud", "", "Nedbringelse af gæld", ""],
    ["Måltal", "225,0", "Måltal", "100,0"],
    ["Resultat", "277,8", "Resultat", "90,0"],
]
ANGLES = [90, 270]


def overview() -> PageLayout:
    return page(1, line("Hovedresultater", 60, "heading", size=15, bold=True), table(OVERVIEW, bold=(0, 1)))


@given(st.sampled_from(ANGLES), st.tuples(*[st.integers(0, 500)] * 4))
def test_a_box_turned_and_turned_back_is_where_it_was(angle: int, edges: tuple[int, int, int, int]) -> None:
    box = Box(float(edges[0]), float(edges[1]), float(edges[0] + edges[2]), float(edges[1] + edges[3]))
    upright = replace(page(1), turn=angle)
    displayed = PageLayout(1, upright.height, upright.width, turn=360 - angle)
    assert displayed_box(displayed_box(box, upright), displayed) == box
    assert displayed_box(box, upright).width == box.height


@pytest.mark.parametrize("angle", ANGLES)
def test_a_page_drawn_sideways_reads_as_one_that_is_not(profile: Profile, angle: int) -> None:
    upright = read_report([overview()], profile)
    turned = replace(overview(), turn=angle)
    found = read_report([turned], profile)
    said = [(f.topic, f.label, f.amount) for f in found.key_figures]
    assert said == [(f.topic, f.label, f.amount) for f in upright.key_figures]
    assert len(set(said)) == 4
    displayed = as_displayed(turned)
    boxes = {cell.box for raw in displayed.tables for cell in raw.cells}
    assert {figure.box for figure in found.key_figures} < boxes
    assert {cell.box for one in found.tables for cell in one.cells} == boxes
    assert found.tables[0].fragments[0].box == displayed.tables[0].box


def test_only_pages_whose_text_runs_sideways_are_turned(profile: Profile) -> None:
    upright, turned = overview(), replace(page(2, line("Tekst.", page=2), table(OVERVIEW, page=2)), turn=90)
    first, second = (one.fragments[0] for one in read_report([upright, turned], profile).tables)
    assert first.box == upright.tables[0].box
    assert second.box == as_displayed(turned).tables[0].box != first.box


@pytest.mark.parametrize("angle", ANGLES)
def test_an_amount_in_the_text_of_a_page_drawn_sideways_has_its_displayed_place(profile: Profile, angle: int) -> None:
    sentence, x, words = "Til drift var rammen lagt, og regnskabet endte på 3,6 mio. kr.", 57.0, []
    for text in sentence.split():
        words.append(Word(text, x, 100.0, x + 5.0 * len(text), 111.0, 109.0, 11.0))
        x += 5.0 * len(text) + 5.0
    told = TextLine(1, Box(57.0, 100.0, x - 5.0, 111.0), sentence, tuple(words), 11.0, False)
    rows = [OPERATING_HEAD, ["Årets resultat", "3.000", "3.300", "3.600", "300"]]
    caption = "Tabel 1. Klima- og Miljøudvalgets driftsudgifter i 2024"
    heading = line("Klima- og Miljøudvalget", 40.0, "heading", size=18.0, bold=True)
    subject = line("Driftsudgifter", 70.0, "heading", size=14.0, bold=True)
    layout = page(
        1,
        heading,
        subject,
        told,
        *captioned(caption, rows, head=1, top=400),
    )
    (plain,) = [c for c in read_report([layout], profile, title="Årsrapport 2024").checks if c.kind == "prose"]
    turned = replace(layout, turn=angle)
    (found,) = [c for c in read_report([turned], profile, title="Årsrapport 2024").checks if c.kind == "prose"]
    assert plain.text_box is not None
    assert plain.text_box.x0 > 150
    assert found.text_box == displayed_box(plain.text_box, turned)
