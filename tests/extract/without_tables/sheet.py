"""A sheet of paper to draw on. Points from the top left; ``y`` of a text is its baseline."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

Style = Literal["", "bold", "italic"]
Align = Literal["left", "right", "centre"]

FAMILIES = {
    "Helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "Times": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "Courier": ("Courier", "Courier-Bold", "Courier-Oblique"),
    "Vera": ("Vera", "VeraBd", "VeraIt"),  # comes with reportlab; embedded in the PDF as a subset
}
STYLES: tuple[Style, ...] = ("", "bold", "italic")
A4 = (595.0, 842.0)
GREY = 0.85


@dataclass(frozen=True, slots=True)
class Blank:
    """A page to be drawn: how, in which language ("da", "en"), font and size."""

    name: str
    draw: Callable[[Sheet], None]
    language: str
    family: str
    size: float
    paper: tuple[float, float] = A4


class Pages:
    """The pages of a module, in the order of its functions."""

    def __init__(self) -> None:
        self.blanks: list[Blank] = []

    def __iter__(self) -> Iterator[Blank]:
        return iter(self.blanks)

    def page(
        self, *looks: tuple[str, str, float], paper: tuple[float, float] = A4
    ) -> Callable[[Callable[[Sheet], None]], Callable[[Sheet], None]]:
        """The function draws one page for each (language, family, size)."""

        def add(draw: Callable[[Sheet], None]) -> Callable[[Sheet], None]:
            for look in looks:
                name = f"{draw.__name__}-{'-'.join(str(part) for part in look).lower()}"
                self.blanks.append(Blank(name, draw, *look, paper))
            return draw

        return add


class Sheet:
    """One page being drawn, with texts in its language and chance of its own."""

    def __init__(self, canvas: Canvas, blank: Blank) -> None:
        self.canvas = canvas
        self.width, self.height = blank.paper
        self.language, self.family, self.size = blank.language, blank.family, blank.size
        self.leading = round(blank.size * 1.25, 1)
        self.rng = random.Random(blank.name)  # noqa: S311  (repeatable on purpose)
        canvas.setPageSize(blank.paper)

    def say(self, danish: str, english: str) -> str:
        return danish if self.language == "da" else english

    def sentences(self, n: int) -> str:
        return " ".join(self.rng.sample(_lines(f"prose-{self.language}"), n))

    def titles(self, n: int) -> list[str]:
        return self.rng.sample(_lines(f"titles-{self.language}"), n)

    def text_width(self, string: str, size: float | None = None, style: Style = "") -> float:
        return float(pdfmetrics.stringWidth(string, self._font(style), size or self.size))

    def text(
        self, x: float, y: float, string: str, size: float | None = None, style: Style = "", align: Align = "left"
    ) -> None:
        self.canvas.setFont(self._font(style), size or self.size)
        draw = {"left": "drawString", "right": "drawRightString", "centre": "drawCentredString"}[align]
        getattr(self.canvas, draw)(x, self.height - y, string)

    def split(self, string: str, width: float, size: float | None = None, style: Style = "") -> list[str]:
        return list(simpleSplit(string, self._font(style), size or self.size, width))

    def paragraph(
        self,
        x: float,
        y: float,
        width: float,
        string: str,
        *,
        size: float | None = None,
        style: Style = "",
        justify: bool = False,
        hang: float = 0,
        leading: float | None = None,
        bottom: float = 1e9,
    ) -> float:
        """Wrap the text from the baseline ``y`` on, the lines after the first moved in by ``hang``, down to
        ``bottom``; the next free baseline."""
        size = size or self.size
        lines = self.split(string, width - max(hang, 0), size, style)
        for number, line in enumerate(lines):
            if y > bottom:
                break
            left = x + (hang if number else 0)
            if justify and number < len(lines) - 1:
                self._justified(left, y, width - max(hang, 0), line, size, style)
            else:
                self.text(left, y, line, size, style)
            y += leading or size * self.leading / self.size
        return y

    def fill(self, x: float, y: float, width: float, bottom: float, *, justify: bool = False, gap: float = 0.5) -> None:
        """Paragraphs of prose down to ``bottom``; ``gap`` between them in lines."""
        while y < bottom:
            y = self.paragraph(x, y, width, self.sentences(self.rng.randint(3, 7)), justify=justify, bottom=bottom)
            y += gap * self.leading

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5, grey: float = 0) -> None:
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def rect(
        self, x: float, y: float, width: float, height: float, *, grey: float | None = None, border: float = 0.5
    ) -> None:
        """A rectangle with its top left at (x, y), filled with ``grey``, with a border (0: none)."""
        self.canvas.setStrokeGray(0)
        self.canvas.setLineWidth(border)
        self.canvas.setFillGray(0 if grey is None else grey)
        self.canvas.rect(x, self.height - y - height, width, height, stroke=int(border > 0), fill=int(grey is not None))
        self.canvas.setFillGray(0)

    def heading(self, x: float, y: float, string: str, level: int = 1) -> float:
        size = self.size * (1.7, 1.3, 1.0)[level - 1]
        self.text(x, y, string, size, "bold")
        return y + size * 1.5

    def _justified(self, x: float, y: float, width: float, line: str, size: float, style: Style) -> None:
        spaces = line.count(" ")
        spare = width - self.text_width(line, size, style)
        text = self.canvas.beginText(x, self.height - y)
        text.setFont(self._font(style), size)
        if self.family == "Vera":  # word spacing has no effect on its two-byte codes: place word by word
            for word in line.split(" "):
                self.text(x, y, word, size, style)
                x += self.text_width(word + " ", size, style) + spare / max(spaces, 1)
            return
        text.setWordSpace(spare / max(spaces, 1))
        text.textOut(line)
        text.setWordSpace(0)
        self.canvas.drawText(text)

    def _font(self, style: Style) -> str:
        if self.family == "Vera":
            _register_vera()
        return FAMILIES[self.family][STYLES.index(style)]


@cache
def _register_vera() -> None:
    for name in FAMILIES["Vera"]:
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


@cache
def _lines(name: str) -> list[str]:
    path = Path(__file__).parents[1] / "data" / f"{name}.txt"
    return path.read_text("utf-8").splitlines()
