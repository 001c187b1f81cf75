from __future__ import annotations

from extract.model import Ruling
from extract.page.rule_lines import lattices, levels, positions


def across(y: float, x0: float, x1: float) -> Ruling:
    return Ruling(x0, y, x1, y, 0.5)


def down(x: float, top: float, bottom: float) -> Ruling:
    return Ruling(x, top, x, bottom, 0.5)


def test_lines_that_cross_make_one_lattice_and_others_another() -> None:
    one = [across(0, 0, 100), across(20, 0, 100), down(0, 0, 20), down(100, 0, 20)]
    two = [across(200, 0, 50), across(220, 0, 50), down(0, 200, 220), down(50, 200, 220)]
    found = lattices([*two, *one])
    assert [tuple(g.box) for g in found] == [(0, 0, 100, 20), (0, 200, 50, 220)]


def test_lines_that_only_stand_above_each_other_are_no_lattice() -> None:
    assert lattices([across(y, 0, 100) for y in (0, 20, 40)]) == []


def test_cell_borders_that_nearly_meet_are_one_lattice() -> None:
    cells = []
    for x in (0, 52):
        cells += [across(0, x, x + 50), across(20, x, x + 50), down(x, 0, 20), down(x + 50, 0, 20)]
    (lattice,) = lattices(cells)
    assert tuple(lattice.box) == (0, 0, 102, 20)


def test_pieces_at_one_height_are_a_level_and_gaps_between_heads_stay() -> None:
    (level,) = levels([across(10.0, 0, 40), across(10.4, 41, 60), across(10.0, 80, 100)])
    assert level.segments == ((0, 60), (80, 100))
    assert level.covers(0, 100) == 0.8


def test_verticals_at_nearly_one_place_are_one() -> None:
    found = positions([down(50.0, 0, 20), down(51.5, 22, 40), down(90, 0, 40)])
    assert [round(p.x, 2) for p in found] == [50.75, 90]
    assert found[0].segments == ((0, 40),)
    assert found[0].covers(0, 80) == 0.5
