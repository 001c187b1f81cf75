from __future__ import annotations

import pytest
from pdfmaker import make_pdf, text

from extract.model import Page
from extract.pdf.document import open_document
from extract.pdf.drawing.paint import PaintedArea
from extract.pdf.text.hidden_text import alike, ground_color

WHITE, NAVY = 0xFFFFFF, 0x102040


def read(content: str, resources: str = "") -> Page:
    with open_document(make_pdf(content, resources=resources)) as document:
        return next(document.pages())


def seen(content: str, resources: str = "") -> list[str]:
    return [word.text for word in read(content, resources).words]


@pytest.mark.parametrize("mode", [3, 7])
def test_unpainted_text_is_hidden(mode: int) -> None:
    page = read(text(50, 200, "seen") + text(50, 180, "not painted", extra=f"{mode} Tr"))
    assert [word.text for word in page.words] == ["seen"]
    assert page.n_hidden == 2


def test_outlined_text_is_seen() -> None:
    assert seen(text(50, 180, "outline", extra="1 Tr 1 g")) == ["outline"]


def test_transparent_text_is_hidden() -> None:
    states = "/ExtGState << /G0 << /ca 0 >> /G5 << /ca 0.5 >> >>"
    assert seen("q /G0 gs " + text(50, 200, "gone") + "Q q /G5 gs " + text(50, 180, "faint") + "Q", states) == ["faint"]


def test_white_on_white_is_hidden() -> None:
    assert seen(text(50, 200, "ghost", extra="1 g") + text(50, 180, "ink", extra="0 g")) == ["ink"]


def test_white_on_a_dark_fill_is_seen() -> None:
    assert seen("0 0 0.4 rg 40 190 200 25 re f " + text(50, 200, "head", extra="1 g")) == ["head"]


def test_white_beside_a_dark_fill_is_hidden() -> None:
    assert seen("0 0 0.4 rg 40 190 200 25 re f " + text(260, 200, "ghost", extra="1 g")) == []


def test_white_on_white_painted_over_a_dark_fill_is_hidden() -> None:
    fills = "0 0 0.4 rg 40 190 200 25 re f 1 g 45 192 150 20 re f "
    assert seen(fills + text(50, 200, "ghost", extra="1 g")) == []


def test_text_in_the_color_of_its_fill_is_hidden() -> None:
    assert seen("0.9 g 40 190 200 25 re f " + text(50, 200, "ghost", extra="0.9 g")) == []


def test_a_fill_painted_later_is_not_behind() -> None:
    states = "/ExtGState << /M << /BM /Multiply >> >>"
    marked = text(50, 200, "marked", extra="1 1 0 rg") + "/M gs 1 1 0 rg 40 190 200 25 re f"
    assert seen(marked, states) == ["marked"]


def test_tiny_and_outlying_text_is_hidden() -> None:
    page = read(text(50, 200, "dust", size=0.5) + text(500, 200, "right") + text(50, -30, "below") + text(9, 9, "in"))
    assert [word.text for word in page.words] == ["in"]
    assert page.n_hidden == 3


def test_a_watermark_is_no_word() -> None:
    stamp = "BT 0.9 g /F1 80 Tf 0.7071 0.7071 -0.7071 0.7071 80 20 Tm (KOPI) Tj ET "
    assert seen(stamp + text(50, 200, "Total", extra="0 g")) == ["Total"]


def test_small_slanted_text_is_kept() -> None:
    slanted = "BT /F1 10 Tf 0.866 0.5 -0.5 0.866 50 60 Tm (Skoler) Tj ET "
    assert seen(slanted + text(50, 200, "Total")) == ["Total", "Skoler"]


@pytest.mark.parametrize("shift", [0.0, 0.3])
def test_text_drawn_twice_is_read_once(shift: float) -> None:
    page = read(text(50, 200, "Total 1.234") + text(50 + shift, 200, "Total 1.234") + text(50, 180, "plain"))
    assert [word.text for word in page.words] == ["Total", "1.234", "plain"]


def test_text_drawn_twice_is_bold() -> None:
    page = read(text(50, 200, "Total") + text(50, 180, "plain") + text(50.3, 200, "Total"))
    assert [(word.text, word.bold) for word in page.words] == [("Total", True), ("plain", False)]


def test_glyphs_drawn_twice_in_turn_are_read_once() -> None:
    advance = 5.56
    drawn = "".join(text(50 + i * advance + shift, 200, d) for i, d in enumerate("2024") for shift in (0, 0.3))
    assert seen(drawn) == ["2024"]


def test_equal_neighbours_are_not_taken_for_doubles() -> None:
    assert seen("".join(text(50 + 5.56 * i, 200, "1") for i in range(4))) == ["1111"]


def test_alike() -> None:
    assert alike(0xFFFFFF, 0xFAFBFF)
    assert not alike(0xFFFFFF, 0xF0FFFF)


def test_ground_color() -> None:
    navy, image = PaintedArea(0, 0, 100, 100, NAVY, 255, 1), PaintedArea(0, 0, 100, 100, None, 255, 2)
    veil, paper = PaintedArea(0, 0, 100, 100, WHITE, 128, 3), PaintedArea(0, 0, 100, 100, WHITE, 255, 4)
    assert ground_color([], 9) == WHITE
    assert ground_color([navy], 9) == NAVY
    assert ground_color([navy], 1) == WHITE  # painted after the text
    assert ground_color([navy, image], 9) is None
    assert ground_color([navy, image], 2) == NAVY
    assert ground_color([navy, image, veil], 9) is None
    assert ground_color([navy, image, veil, paper], 9) == WHITE
    assert ground_color([navy, veil], 9) == 0x878F9F


def test_text_within_a_frame_of_two_outlines_is_seen() -> None:
    assert seen("0 g 40 190 200 25 re 41 191 198 23 re f* " + text(50, 200, "cell", extra="0 g")) == ["cell"]


def test_text_is_hidden_only_where_its_color_is_behind_all_of_it() -> None:
    assert seen("0 0 0.4 rg 40 190 25 25 re f " + text(50, 200, "Overskrift", extra="1 g")) == ["Overskrift"]
    assert seen("0.4 g 62 190 20 25 re f " + text(50, 200, "Overskrift", extra="0.4 g")) == ["Overskrift"]


def test_a_clip_path_cuts_what_is_behind() -> None:
    clipped = "q 0 0 50 300 re W n 0.9 g 0 0 400 300 re f Q "
    assert seen(clipped + text(100, 200, "beside", extra="0.9 g")) == ["beside"]
    assert seen(clipped + text(10, 200, "in", extra="0.9 g")) == []


def test_clip_paths_of_forms_are_where_the_form_is() -> None:
    stream = "q 0 0 50 300 re W n 0.9 g 0 0 400 300 re f Q"
    form = f"<< /Type /XObject /Subtype /Form /BBox [0 0 400 300] /Length {len(stream)} >>\nstream\n{stream}\nendstream"
    page = "q 1 0 0 1 200 0 cm /Fm Do Q " + text(210, 200, "in", extra="0.9 g") + text(300, 200, "out", extra="0.9 g")
    with open_document(make_pdf(page, resources="/XObject << /Fm 10 0 R >>", objects=(form,))) as document:
        assert [word.text for word in next(document.pages()).words] == ["out"]


def test_a_fill_that_blends_has_no_known_color() -> None:
    states = "/ExtGState << /M << /BM /Multiply >> /N << /BM /Normal >> >>"
    ground = "0 0 0.4 rg 40 190 200 25 re f /M gs 1 g 40 190 200 25 re f /N gs "
    assert seen(ground + text(50, 200, "head", extra="1 g"), states) == ["head"]
