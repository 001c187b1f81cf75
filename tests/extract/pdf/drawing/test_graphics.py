from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfmaker import make_pdf

from extract.model import Fill, Page, Ruling
from extract.pdf.document import open_document
from extract.pdf.drawing.rulings import GAP, SNAP, Stroke, merge_pieces, merge_rulings


def read(content: str, **options: object) -> Page:
    with open_document(make_pdf(content, **options)) as document:  # type: ignore[arg-type]
        return next(document.pages())


def test_strokes_are_rulings() -> None:
    page = read("2 w 50 100 m 250 100 l S 0.5 w 50 100 m 50 200 l S")
    assert page.rulings == (Ruling(50, 200, 250, 200, 2), Ruling(50, 100, 50, 200, 0.5))
    assert [ruling.horizontal for ruling in page.rulings] == [True, False]


def test_a_thin_rectangle_is_a_ruling_and_a_thick_one_a_fill() -> None:
    page = read("0 g 50 100 200 1 re f 0.8 0.9 1 rg 50 150 200 20 re f")
    assert page.rulings == (Ruling(50, 199.5, 250, 199.5, 1),)
    assert page.fills == (Fill(50, 130, 250, 150, 0xCCE6FF),)


def test_a_stroked_rectangle_has_four_edges() -> None:
    page = read("1 w 50 100 200 50 re S")
    assert [tuple(ruling[:4]) for ruling in page.rulings] == [
        (50, 150, 250, 150),
        (50, 200, 250, 200),
        (50, 150, 50, 200),
        (250, 150, 250, 200),
    ]
    assert page.fills == ()


def test_a_broad_stroke_is_a_fill() -> None:
    page = read("0.5 G 20 w 50 100 m 250 100 l S")
    assert page.rulings == ()
    assert page.fills == (Fill(50, 190, 250, 210, 0x808080),)


@pytest.mark.parametrize(
    "content",
    [
        "1 G 50 100 m 250 100 l S",  # white
        "1 g 50 100 200 1 re f",
        "1 g 50 100 200 50 re f",
        "50 100 m 250 100 l n",  # not painted
        "/G0 gs 50 100 m 250 100 l S 50 100 200 50 re f",  # transparent
        "50 100 m 250 200 l S",  # leaning
        "50 100 m 100 250 150 250 200 100 c S",  # a curve
        "0 g 50 100 2 2 re f",  # a dot
        "0.9 g 0 0 400 300 re f",  # the page's background
        "50 500 m 250 500 l S 500 10 m 500 20 l S",  # outside the page
    ],
)
def test_what_is_neither_ruling_nor_fill(content: str) -> None:
    page = read(content, resources="/ExtGState << /G0 << /ca 0 /CA 0 >> >>")
    assert (page.rulings, page.fills) == ((), ())


def test_dots_and_dashes_make_a_line() -> None:
    dots = "".join(f"{50 + 3 * i} 100 1 1 re f " for i in range(40))
    assert read(dots).rulings == (Ruling(50, 199.5, 168, 199.5, 1),)


def test_every_subpath_counts() -> None:
    page = read("0.5 w 50 100 m 250 100 l 50 120 m 250 120 l S 0.5 g 50 200 20 20 re 90 200 20 20 re f")
    assert [ruling.top for ruling in page.rulings] == [180, 200]
    assert [fill.x0 for fill in page.fills] == [50, 90]


def test_a_rounded_rectangle_is_a_fill() -> None:
    rounded = "0.5 g 55 100 m 245 100 l 250 100 250 100 250 105 c 250 145 l 250 150 250 150 245 150 c 55 150 l "
    page = read(rounded + "50 150 50 150 50 145 c 50 105 l 50 100 50 100 55 100 c f")
    assert page.fills == (Fill(50, 150, 250, 200, 0x808080),)


def test_a_triangle_is_no_fill() -> None:
    assert read("0.5 g 50 100 m 150 100 l 100 200 l f").fills == ()


def test_fills_are_cut_to_the_page() -> None:
    assert read("0.5 g -50 100 100 50 re f").fills == (Fill(0, 150, 50, 200, 0x808080),)


def test_matrices_apply() -> None:
    page = read("2 0 0 2 10 20 cm 1 w 0 0 m 50 0 l S")
    assert page.rulings == (Ruling(10, 280, 110, 280, 2),)


def test_forms_within_forms_are_read() -> None:
    def form(stream: str, more: str = "") -> str:
        return (
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 400 300] /Matrix [1 0 0 1 0 10] {more} "
            f"/Length {len(stream)} >>\nstream\n{stream}\nendstream"
        )

    page = read(
        "q 1 0 0 1 5 0 cm /Outer Do Q",
        resources="/XObject << /Outer 10 0 R >>",
        objects=(
            form("2 0 0 2 0 0 cm /Inner Do", "/Resources << /XObject << /Inner 11 0 R >> >>"),
            form("1 w 10 50 m 60 50 l S"),
        ),
    )
    # (10, 50) + form (0, 10) = (10, 60), twice that is (20, 120), + form (0, 10) + page (5, 0) = (25, 130)
    assert page.rulings == (Ruling(25, 170, 125, 170, 2),)


@pytest.mark.parametrize(("turns", "ruling"), [(1, (200, 50, 200, 250)), (2, (150, 200, 350, 200))])
def test_rotated_pages(turns: int, ruling: tuple[float, ...]) -> None:
    page = read("1 w 50 200 m 250 200 l S", page=f"/Rotate {90 * turns}")
    assert [tuple(each[:4]) for each in page.rulings] == [ruling]


number = st.integers(-400, 4000).map(lambda n: n / 10)
pieces = st.lists(
    st.builds(
        lambda position, start, length, width: Stroke(position, start, start + length, width),
        number,
        number,
        st.integers(0, 900).map(lambda n: n / 10),
        st.sampled_from([0.0, 0.5, 1.0, 3.0]),
    ),
    max_size=25,
)


@given(pieces)
def test_merging_again_changes_nothing(given: list[Stroke]) -> None:
    once = merge_pieces(given)
    assert merge_pieces(once) == once


@given(pieces, st.randoms(use_true_random=False))
def test_merging_does_not_depend_on_order(given: list[Stroke], chance: object) -> None:
    shuffled = list(given)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge_pieces(shuffled) == merge_pieces(given)


@given(pieces)
def test_merging_loses_nothing_and_closes_only_small_gaps(given: list[Stroke]) -> None:
    merged = merge_pieces(given)
    for piece in given:
        assert any(line.start <= piece.start and piece.end <= line.end and line.width >= piece.width for line in merged)
    for line in merged:
        inside = sorted((p.start, p.end) for p in given if line.start <= p.start and p.end <= line.end)
        reach = line.start
        for start, end in inside:
            assert start - reach <= GAP + 1e-9
            reach = max(reach, end)
        assert reach == line.end


@given(pieces)
def test_merged_lines_are_apart(given: list[Stroke]) -> None:
    merged = merge_pieces(given)
    assert merged == sorted(merged)
    for one, other in pairwise(merged):
        if one.position == other.position:
            assert other.start - one.end > GAP
        else:
            assert other.position - one.position > SNAP


def test_cells_borders_join_to_whole_rulings() -> None:
    horizontal = [
        Stroke(100.0, 50.0, 99.5, 0.5),
        Stroke(100.4, 100.0, 150.0, 1.0),
        Stroke(100.0, 160.0, 200.0, 0.5),
    ]
    assert merge_rulings(horizontal, []) == (
        Ruling(50.0, 100.2, 150.0, 100.2, 1.0),
        Ruling(160.0, 100.2, 200.0, 100.2, 0.5),
    )


def outline(x0: int, y0: int, x1: int, y1: int) -> str:
    """A rectangle drawn the other way round than ``re`` draws it."""
    return f"{x0} {y0} m {x0} {y1} l {x1} {y1} l {x1} {y0} l h "


FRAME = [(50, 150.5, 250, 150.5), (50, 199.5, 250, 199.5), (50.5, 151, 50.5, 199), (249.5, 151, 249.5, 199)]


@pytest.mark.parametrize(
    "content",
    [
        "50 100 200 50 re 51 101 198 48 re f*",
        "51 101 198 48 re 50 100 200 50 re f*",
        "50 100 200 50 re " + outline(51, 101, 249, 149) + "f",
        "50 100 200 50 re " + outline(51, 101, 249, 149) + "f*",
    ],
)
def test_an_outline_in_another_is_a_frame(content: str) -> None:
    page = read(content)
    assert [tuple(ruling[:4]) for ruling in page.rulings] == FRAME
    assert page.fills == ()


def test_outlines_wound_the_same_way_leave_no_hole() -> None:
    page = read("0.5 g 50 100 200 50 re 51 101 198 48 re f")
    assert (page.rulings, page.fills) == ((), (Fill(50, 150, 250, 200, 0x808080),))


def test_a_border_on_one_side_is_one_line() -> None:
    assert read("50 100 200 50 re 50 101 200 49 re f*").rulings == (Ruling(50, 199.5, 250, 199.5, 1),)


def test_a_thick_frame_is_four_fills() -> None:
    page = read("0.5 g 50 100 200 50 re 60 110 180 30 re f*")
    assert [tuple(fill[:4]) for fill in page.fills] == [
        (50, 150, 250, 160),
        (50, 160, 60, 190),
        (240, 160, 250, 190),
        (50, 190, 250, 200),
    ]


def test_a_grid_may_be_one_path_with_many_holes() -> None:
    holes = "".join(f"{51 + 50 * i} {101 + 20 * k} 49 19 re " for i in range(3) for k in range(2))
    page = read("50 100 151 41 re " + holes + "f*")
    assert [(ruling.x0, ruling.x1) for ruling in page.rulings if ruling.horizontal] == [(50, 201)] * 3
    assert [ruling.x0 for ruling in page.rulings if not ruling.horizontal] == [50.5, 100.5, 150.5, 200.5]
    assert page.fills == ()


def test_a_box_within_a_frame_is_a_fill_again() -> None:
    page = read("0.5 g 50 100 200 50 re 51 101 198 48 re 60 110 20 20 re f*")
    assert page.fills == (Fill(60, 170, 80, 190, 0x808080),)
    assert [tuple(ruling[:4]) for ruling in page.rulings] == FRAME


def test_rectangles_beside_each_other_in_one_path_are_no_holes() -> None:
    assert len(read("0.5 g " + "".join(f"{10 + 30 * i} 100 30 50 re " for i in range(12)) + "f*").fills) == 12


TWO_CELLS = "0.2 0.3 0.4 rg 50 150 100 20 re f 150 150 100 20 re f "


@pytest.mark.parametrize("line", ["1 G 150 140 m 150 190 l S", "1 g 149.5 140 1 50 re f"])
def test_a_white_line_on_colored_ground_is_seen_as_far_as_that_goes(line: str) -> None:
    assert read(TWO_CELLS + line).rulings == (Ruling(150, 130, 150, 150, 1),)


def test_a_white_line_along_the_edge_of_colored_ground_is_seen() -> None:
    assert read(TWO_CELLS + "1 G 20 150 m 300 150 l S").rulings == (Ruling(50, 150, 250, 150, 1),)


def test_a_white_line_under_a_fill_is_not_seen() -> None:
    assert read("1 G 60 160 m 140 160 l S " + TWO_CELLS).rulings == ()


def tiles(gap: float, colors: tuple[float, ...]) -> str:
    return "".join(
        f"{color} g {50 + 60 * i} {200 - 20 * k} {60 - gap} {20 - gap} re f "
        for k, color in enumerate(colors)
        for i in range(2)
    )


def test_the_gaps_between_shaded_cells_are_lines() -> None:
    rulings = read(tiles(1, (0.8, 0.8, 0.8))).rulings
    assert [tuple(ruling[:4]) for ruling in rulings] == [
        (50, 100.5, 169, 100.5),
        (50, 120.5, 169, 120.5),
        (109.5, 81, 109.5, 140),
    ]


@pytest.mark.parametrize(
    "content",
    [
        tiles(1, (0.8, 0.8)),  # two rows
        tiles(0, (0.8, 0.8, 0.8)),  # nothing shows between them
        tiles(5, (0.8, 0.8, 0.8)),  # too far apart
        "0.8 g 50 100 300 19 re f 50 120 300 19 re f 50 140 300 19 re f",  # rows alone
    ],
)
def test_other_shadings_make_no_lines(content: str) -> None:
    assert read(content).rulings == ()


def test_hatching_is_no_line() -> None:
    assert read("0.5 w " + "".join(f"50 {100 + 0.9 * i} m 250 {100 + 0.9 * i} l S " for i in range(30))).rulings == ()


def test_lines_in_steps_are_no_hatching() -> None:
    steps = "".join(f"{20 + 60 * i} {100 + 0.9 * i} m {70 + 60 * i} {100 + 0.9 * i} l S " for i in range(6))
    assert len(read("0.5 w " + steps).rulings) == 6


def test_curves_and_lines_of_long_paths_are_told_apart() -> None:
    waves = "50 100 m 60 120 70 120 80 100 c 90 80 100 80 110 100 c " * 1500 + "110 250 l S "
    assert read("1 w " + waves).rulings == (Ruling(110, 50, 110, 200, 1),)


def test_the_outline_of_a_map_is_an_image() -> None:
    coast = "50 100 m " + "60 120 70 120 80 100 c 90 80 100 80 110 100 c 50 100 l " * 100
    drawn = read("1 w 0.5 g " + coast + "110 250 l B ")
    assert drawn.rulings == drawn.fills == ()


@pytest.mark.parametrize(
    ("path", "n"),
    [
        ("50 50 m 150 50 l 150 100 l 50 100 l 50 50 l f ", 1),
        ("50 50 m 50 100 l 150 100 l 150 50 l h f ", 1),
        ("50 50 m 150 50 l 150 100 l 60 90 l 50 50 l f ", 0),
        ("50 50 m 60 50 l 150 100 l 50 100 l 50 50 l f ", 0),
        ("50 100 m 50 50 150 50 150 100 c h f ", 0),
    ],
)
def test_five_segments_are_a_rectangle_only_where_they_go_round_one(path: str, n: int) -> None:
    assert len(read("0.8 g " + path).fills) == n


def test_a_line_drawn_in_a_gap_says_where_it_is() -> None:
    drawn = "0 g 0.5 w 50 198.8 m 169 198.8 l S 50 178.8 m 169 178.8 l S "
    flat = [ruling for ruling in read(tiles(2, (0.8, 0.8, 0.8)) + drawn).rulings if ruling.horizontal]
    assert [round(ruling.top, 1) for ruling in flat] == [101.2, 121.2]
