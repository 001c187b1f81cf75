from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Box, PageLayout, RawTable, TextLine, Word
from normalize.pages.as_displayed import Turn, turned_upright, turns_of
from schemas.profile.load import Profile
from tests.normalize.layouts import HEIGHT, WIDTH, line, page, read_report, table

OVERVIEW = [
    ["Overholdelse af den økonomiske strategi (mio. kr.)", "", "", ""],
    ["Overskud", "", "Nedbringelse af gæld", ""],
    ["Måltal", "225,0", "Måltal", "100,0"],
    ["Resultat", "277,8", "Resultat", "90,0"],
]
TURNS = [Turn(90, HEIGHT, WIDTH), Turn(270, HEIGHT, WIDTH)]


def sideways(layout: PageLayout, turn: Turn) -> PageLayout:
    """The page as displayed: ``turn`` makes it upright again, its words say in which direction they run."""

    def word(text: str, box: Box) -> Word:
        return Word(text, box.x0, box.top, box.x1, box.bottom, box.bottom, 9.0, False, False, turn.angle)

    items: list[TextLine | RawTable] = []
    for item in layout.items:
        box = turn.displayed(item.box)
        if isinstance(item, TextLine):
            items.append(item._replace(box=box, words=(word(item.text, box),)))
        else:
            boxes = [turn.displayed(cell.box) for cell in item.cells]
            cells = tuple(
                type(cell)(cell.row, cell.column, at, cell.lines, (word(cell.text, at),) if cell.lines else (),
                           bold=cell.bold)
                for cell, at in zip(item.cells, boxes, strict=True)
            )  # fmt: skip
            items.append(replace(item, box=box, cells=cells))
    return PageLayout(layout.number, turn.width, turn.height, tuple(items))


def overview() -> PageLayout:
    return page(1, line("Hovedresultater", 60, "heading", size=15, bold=True), table(OVERVIEW, bold=(0, 1)))


@given(st.sampled_from(TURNS), st.tuples(*[st.integers(0, 500)] * 4))
def test_a_box_turned_and_turned_back_is_where_it_was(turn: Turn, edges: tuple[int, int, int, int]) -> None:
    box = Box(float(edges[0]), float(edges[1]), float(edges[0] + edges[2]), float(edges[1] + edges[3]))
    assert turn.displayed(turn.upright(box)) == box
    assert turn.upright(box).width == box.height


@pytest.mark.parametrize("turn", TURNS)
def test_a_page_drawn_sideways_reads_as_one_that_is_not(profile: Profile, turn: Turn) -> None:
    upright = read_report([overview()], profile, report_id="x-2024")
    turned = sideways(overview(), turn)
    found = read_report([turned], profile, report_id="x-2024")
    said = [(f.topic, f.label, f.amount) for f in found.key_figures]
    assert said == [(f.topic, f.label, f.amount) for f in upright.key_figures]
    assert len(set(said)) == 4
    displayed = {cell.box for raw in turned.tables for cell in raw.cells}
    assert {figure.box for figure in found.key_figures} < displayed
    assert {cell.box for one in found.tables for cell in one.cells} == displayed
    assert found.tables[0].fragments[0].box == turned.tables[0].box


def test_only_pages_whose_text_runs_sideways_are_turned() -> None:
    layouts = [overview(), replace(sideways(overview(), TURNS[0]), number=2)]
    turns = turns_of(layouts)
    assert turns == {2: TURNS[0]}
    assert turned_upright(layouts, turns)[1].tables[0].box == overview().tables[0].box
