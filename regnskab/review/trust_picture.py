"""A picture of how far a report can be relied on: a page's worth of figures, and a square for each table.

It is drawn once, as rectangles and texts, and given as SVG for the page and as PNG for a mail or a README. pdfium,
which reads the reports, draws the PNG with the fonts that it brings: the same picture everywhere, without a browser.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, Final, NamedTuple

from regnskab.phrases import counted
from regnskab.review.trust import TableTrust, Trust

WIDTH: Final = 1200
HEIGHT: Final = 630
MARGIN: Final = 50

_INK: Final = 0x1B1F24
_QUIET: Final = 0x57606A
_EDGE: Final = 0xD0D7DE
_GROUND: Final = 0xFFFFFF
# By what its arithmetic says of a table; the second and third where it is less sure.
_FAILS: Final = (0xB3261E, 0xD4726C, 0xEBBBB8)
_HOLDS: Final = (0x116329, 0x5E9A70, 0xB4D2BD)
_UNTESTED: Final = (0x57606A, 0x98A0A8, 0xCDD1D6)
_SURE: Final = 0.9
_UNSURE: Final = 0.5
# Squares: their room, and how large the largest is, with the white between two.
_SQUARES_TOP: Final = 372
_SQUARES_BOTTOM: Final = 570
_LARGEST: Final = 40
_WHITE: Final = 0.16
_KEY: Final = (
    "Its tables, in their order: green where sums come out, red where one does not, grey where there are none; "
    "pale where it is unsure"
)
# Letters that a line of some size has room for, at half its size each.
_LETTER: Final = 0.55


class Rect(NamedTuple):
    """A filled rectangle; ``says`` is what it stands for."""

    x: float
    y: float
    width: float
    height: float
    color: int
    says: str = ""


class Text(NamedTuple):
    """A line of text on its baseline."""

    x: float
    y: float
    size: float
    text: str
    color: int = _INK
    bold: bool = False


def shapes(trust: Trust) -> list[Rect | Text]:
    """All that is drawn, from below upwards."""
    return [Rect(0, 0, WIDTH, HEIGHT, _GROUND), *_head(trust), *_figures(trust), *_squares(trust), *_foot(trust)]


def _head(trust: Trust) -> Iterator[Text]:
    yield Text(MARGIN, 84, 44, _fitting(trust.name, 44), bold=True)
    facts = f"{trust.file} · {counted(trust.pages, 'page')} · {counted(len(trust.tables), 'table')}"
    yield Text(MARGIN, 122, 22, _fitting(facts, 22), _QUIET)
    if trust.review is not None:
        since = "" if trust.review.current else ", but read anew since"
        yield Text(
            MARGIN, 154, 22, _fitting(f"reviewed by {trust.review.who}, {trust.review.when[:10]}{since}", 22), _QUIET
        )


def _figures(trust: Trust) -> Iterator[Rect | Text]:
    tested = trust.held + trust.failed
    coverage = "–" if trust.coverage is None else f"{100 * trust.coverage:.1f} %"
    least = "–" if trust.least is None else f"{trust.least:.2f}"
    told = (
        (f"{trust.held} of {tested}", "identities hold", _FAILS[0] if trust.failed else _INK),
        (coverage, "of its numbers in datasets", _INK),
        (least, "confidence of the least sure table", _INK),
        (str(trust.doubts), "doubts to look at", _INK),
    )
    room = (WIDTH - 2 * MARGIN) / len(told)
    for place, (value, says, color) in enumerate(told):
        x = MARGIN + place * room
        yield Rect(x, 190, room - 18, 2, _EDGE)
        yield Text(x, 248, 46, value, color, bold=True)
        yield Text(x, 282, 17, says, _QUIET)


def _squares(trust: Trust) -> Iterator[Rect | Text]:
    yield Text(MARGIN, 340, 18, _KEY, _QUIET)
    size = _size(len(trust.tables))
    across = int((WIDTH - 2 * MARGIN) // size)
    for place, table in enumerate(trust.tables):
        row, column = divmod(place, across)
        side = size * (1 - _WHITE)
        sums = f"{table.held} held, {table.failed} failed"
        says = f"{table.title}: page {table.page}, {sums}, confidence {table.confidence:.2f}"
        yield Rect(MARGIN + column * size, _SQUARES_TOP + row * size, side, side, _color(table), says)


def _size(count: int) -> float:
    """The side of a square and its white, the largest at which all find room."""
    size = float(_LARGEST)
    while count > int((WIDTH - 2 * MARGIN) // size) * int((_SQUARES_BOTTOM - _SQUARES_TOP) // size):
        size *= 0.95
    return size


def _color(table: TableTrust) -> int:
    shades = _FAILS if table.failed else _HOLDS if table.held else _UNTESTED
    return shades[(table.confidence < _SURE) + (table.confidence < _UNSURE)]


def _foot(trust: Trust) -> Iterator[Text]:
    yield Text(MARGIN, 604, 15, f"{trust.report_id} · SHA-256 {trust.sha256} · regnskab {trust.tool}", _QUIET)


def _fitting(text: str, size: float) -> str:
    """As much of a line as the picture has room for."""
    most = int((WIDTH - 2 * MARGIN) / (_LETTER * size))
    return text if len(text) <= most else text[: most - 1] + "…"


def as_svg(drawn: Sequence[Rect | Text], title: str) -> str:
    """The picture as SVG, to stand in a page."""
    parts = [f'<svg class="trust" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">']
    for one in drawn:
        color = f"#{one.color:06x}"
        if isinstance(one, Text):
            weight = ' font-weight="700"' if one.bold else ""
            place = f'x="{one.x:.1f}" y="{one.y:.1f}" font-size="{one.size:g}" fill="{color}"{weight}'
            parts.append(f"<text {place}>{escape(one.text)}</text>")
        else:
            place = f'x="{one.x:.1f}" y="{one.y:.1f}" width="{one.width:.1f}" height="{one.height:.1f}" fill="{color}"'
            says = f"<title>{escape(one.says)}</title>" if one.says else ""
            parts.append(f"<rect {place}>{says}</rect>")
    return "\n".join([*parts, "</svg>"])


def as_png(drawn: Sequence[Rect | Text]) -> bytes:
    """The picture as PNG, ``WIDTH`` by ``HEIGHT`` pixels."""
    import pypdfium2
    from pypdfium2 import raw

    document: Any = pypdfium2.PdfDocument.new()
    try:
        page = document.new_page(WIDTH, HEIGHT)
        for one in drawn:
            made = _text(raw, document, one) if isinstance(one, Text) else _rect(raw, one)
            red, green, blue = one.color.to_bytes(3)
            raw.FPDFPageObj_SetFillColor(made, red, green, blue, 255)
            raw.FPDFPage_InsertObject(page, made)
        raw.FPDFPage_GenerateContent(page)
        image = page.render(scale=1).to_pil()
    finally:
        document.close()
    file = io.BytesIO()
    image.convert("RGB").save(file, "PNG", optimize=True)
    return file.getvalue()


def _rect(raw: Any, one: Rect) -> Any:
    made = raw.FPDFPageObj_CreateNewRect(one.x, HEIGHT - one.y - one.height, one.width, one.height)
    raw.FPDFPath_SetDrawMode(made, raw.FPDF_FILLMODE_WINDING, 0)
    return made


def _text(raw: Any, document: Any, one: Text) -> Any:
    made = raw.FPDFPageObj_NewTextObj(document, b"Helvetica-Bold" if one.bold else b"Helvetica", one.size)
    # Its fonts have the letters of Western Europe.
    text = one.text.encode("cp1252", "replace").decode("cp1252")
    data = f"{text}\0".encode("utf-16-le")
    raw.FPDFText_SetText(made, ctypes.cast(ctypes.create_string_buffer(data, len(data)), raw.FPDF_WIDESTRING))
    raw.FPDFPageObj_Transform(made, 1, 0, 0, 1, one.x, HEIGHT - one.y)
    return made
