"""Pages that are pictures of printed sheets, told from photographs and from pages with text."""

from __future__ import annotations

import pytest
from pdfmaker import make_pdf, text

from extract.pdf.document import open_document

SIDE = 20


def picture(light: float) -> str:
    """A picture of which the share ``light`` is white, the rest black."""
    pixels = "".join("\xff" if k < light * SIDE * SIDE else "\x00" for k in range(SIDE * SIDE))
    return (
        f"<< /Type /XObject /Subtype /Image /Width {SIDE} /Height {SIDE} /ColorSpace /DeviceGray /BitsPerComponent 8 "
        f"/Length {len(pixels)} >>\nstream\n{pixels}\nendstream"
    )


def is_unread(content: str, light: float = 0.9) -> bool:
    data = make_pdf(content, resources="/XObject << /Im 10 0 R >>", objects=[picture(light)])
    with open_document(data) as document:
        return next(document.pages()).unread


def drawn(width: float, height: float, y: float = 0.0) -> str:
    return f"q {width} 0 0 {height} 0 {y} cm /Im Do Q\n"


WHOLE = drawn(400, 300)
STAMP = text(20, 280, "Kopi modtaget i arkivet 12. maj 2021, sag 21/4711", size=6)


@pytest.mark.parametrize(
    ("content", "light", "unread"),
    [
        (WHOLE, 0.9, True),
        (WHOLE + STAMP, 0.9, True),
        (WHOLE, 0.3, False),  # a photograph
        (drawn(400, 100), 0.9, False),  # a figure among text
        (drawn(400, 100) + drawn(400, 100, 100) + drawn(400, 100, 200), 0.9, True),  # in strips
        (STAMP, 0.9, False),
        (
            WHOLE + "".join(text(20, 20 + 8 * k, "Skoler og dagtilbud 1.234 1.200", size=6) for k in range(30)),
            0.9,
            False,
        ),
        (WHOLE + "".join(text(20, 20 + 8 * k, "Skoler 1.234", size=6, extra="3 Tr") for k in range(30)), 0.9, False),
    ],
    ids=["sheet", "stamped", "photograph", "figure", "strips", "no picture", "text on it", "OCR layer"],
)
def test_unread_scans(content: str, light: float, unread: bool) -> None:
    assert is_unread(content, light) is unread
