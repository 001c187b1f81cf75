from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfmaker import make_pdf

from extract.document import open_document
from extract.model import Fill, Page, Ruling
from extract.rulings import GAP, SNAP, Piece, merge_pieces, merge_rulings


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
        lambda position, start, length, width: Piece(position, start, start + length, width),
        number,
        number,
        st.integers(0, 900).map(lambda n: n / 10),
        st.sampled_from([0.0, 0.5, 1.0, 3.0]),
    ),
    max_size=25,
)


@given(pieces)
def test_merging_again_changes_nothing(given: list[Piece]) -> None:
    once = merge_pieces(given)
    assert merge_pieces(once) == once


@given(pieces, st.randoms(use_true_random=False))
def test_merging_does_not_depend_on_order(given: list[Piece], chance: object) -> None:
    shuffled = list(given)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge_pieces(shuffled) == merge_pieces(given)


@given(pieces)
def test_merging_loses_nothing_and_closes_only_small_gaps(given: list[Piece]) -> None:
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
def test_merged_lines_are_apart(given: list[Piece]) -> None:
    merged = merge_pieces(given)
    assert merged == sorted(merged)
    for one, other in pairwise(merged):
        if one.position == other.position:
            assert other.start - one.end > GAP
        else:
            assert other.position - one.position > SNAP


def test_cells_borders_join_to_whole_rulings() -> None:
    horizontal = [Piece(100.0, 50.0, 99.5, 0.5), Piece(100.4, 100.0, 150.0, 1.0), Piece(100.0, 160.0, 200.0, 0.5)]
    assert merge_rulings(horizontal, []) == (
        Ruling(50.0, 100.2, 150.0, 100.2, 1.0),
        Ruling(160.0, 100.2, 200.0, 100.2, 0.5),
    )
