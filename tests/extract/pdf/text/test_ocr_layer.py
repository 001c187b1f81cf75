"""Invisible text on a picture is what the picture shows; elsewhere, and under visible text, it is hidden."""

from __future__ import annotations

import pytest
from pdfmaker import make_pdf, text

from extract.model import Box, Page
from extract.page.turned import upright
from extract.pdf.document import open_document

# A light picture of 2 by 2 pixels, to be drawn at any size.
PICTURE = (
    "<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    "/Length 4 >>\nstream\n\xff\xff\xff\xff\nendstream"
)
RESOURCES = "/XObject << /Im 10 0 R >>"
WHOLE = "q 400 0 0 300 0 0 cm /Im Do Q\n"
LEFT = "q 200 0 0 300 0 0 cm /Im Do Q\n"


def read(content: str, page: str = "") -> Page:
    with open_document(make_pdf(content, resources=RESOURCES, objects=[PICTURE], page=page)) as document:
        return next(document.pages())


def unseen(x: float, y: float, string: str) -> str:
    return text(x, y, string, extra="3 Tr")


def words(page: Page) -> list[str]:
    return [word.text for word in page.words]


@pytest.mark.parametrize("first", [True, False], ids=["picture first", "text first"])
def test_an_ocr_layer_is_text(first: bool) -> None:
    layer = unseen(50, 200, "Skoler 1.234")
    page = read(WHOLE + layer if first else layer + "q 0 Tr Q " + WHOLE)
    assert words(page) == ["Skoler", "1.234"]
    assert page.scanned == (Box(0.0, 0.0, 400.0, 300.0),)
    assert page.n_hidden == 0


def test_invisible_text_beside_the_picture_stays_hidden() -> None:
    page = read(LEFT + unseen(50, 200, "on") + unseen(190, 180, "overlong") + unseen(250, 200, "beside"))
    assert words(page) == ["on"]
    assert page.n_hidden == 2


def test_text_printed_there_is_not_read_twice() -> None:
    layer = unseen(50, 200, "1.284") + unseen(50, 180, "elsewhere")
    assert words(read(WHOLE + layer + text(50, 200, "1.234", extra="0 Tr"))) == ["1.234", "elsewhere"]


def test_other_hidden_text_on_a_picture_stays_hidden() -> None:
    page = read(WHOLE + text(50, 200, "clip", extra="7 Tr"))
    assert words(page) == []
    assert page.scanned == ()


def test_without_pictures_nothing_is_scanned() -> None:
    page = read(unseen(50, 200, "ghost") + text(50, 180, "ink", extra="0 Tr"))
    assert (words(page), page.scanned) == (["ink"], ())


def test_a_page_turned_by_the_file_has_its_layer() -> None:
    page = read(
        WHOLE + unseen(50, 200, "1.234") + text(50, 100, "ink", extra="0 Tr") + unseen(50, 100, "ink"), "/Rotate 90"
    )
    assert words(page).count("1.234") == 1
    assert words(page).count("ink") == 1
    assert page.scanned == (Box(0.0, 0.0, 300.0, 400.0),)
    assert upright(page, 90).scanned == (Box(0.0, 0.0, 400.0, 300.0),)
