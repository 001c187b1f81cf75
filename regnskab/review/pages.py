"""The pages of a report's PDF: how large they are, their pictures, and the text on them that no table took."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from extract.model import Word
from extract.page.text_lines import Line, visual_lines
from extract.page.word_shapes import is_figure
from extract.pdf.document import open_document
from regnskab.errors import InputError, PageError

# Pixels per point: small print can be read, a page takes some 100 kB, and making it costs a fifth of reading it.
SCALE: Final = 1.75
_QUALITY: Final = 72
# A4, in points: for a report whose PDF is not at hand.
_A4: Final = (595.0, 842.0)
# A line that stands on so many pages, its digits aside, is a running head or foot.
_RUNNING: Final = 4
# A line with so many figures may be a row of a table.
_ROW: Final = 2

PageBox = tuple[float, float, float, float]


class OutsideLine(NamedTuple):
    """A line of text that no table took; ``doubted`` where it looks like a row of one."""

    box: PageBox
    text: str
    doubted: bool


class PageSize(NamedTuple):
    """Width and height in points, as displayed."""

    width: float
    height: float


class Pictures:
    """The pages of an open PDF, drawn one at a time."""

    def __init__(self, document: Any) -> None:
        self._document = document

    @property
    def sizes(self) -> list[PageSize]:
        """The pages' sizes as displayed, in order."""
        return [
            PageSize(*(round(side, 2) for side in self._document.get_page_size(i))) for i in range(len(self._document))
        ]

    def draw(self, number: int) -> bytes:
        """A page (from 1) as JPEG."""
        page = self._document[number - 1]
        try:
            image = page.render(scale=SCALE).to_pil()
        finally:
            page.close()
        file = io.BytesIO()
        (image if image.mode == "RGB" else image.convert("RGB")).save(file, "JPEG", quality=_QUALITY)
        return file.getvalue()


@contextmanager
def open_pictures(pdf: Path, password: str | None = None) -> Iterator[Pictures]:
    """The PDF's pages, to draw them. Raises InputError where it cannot be opened."""
    import pypdfium2

    try:
        document: Any = pypdfium2.PdfDocument(pdf, password=password)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise InputError(f"cannot be opened ({error})", source=pdf, remedy="check the file, or its password") from error
    try:
        yield Pictures(document)
    finally:
        document.close()


def give_pictures(pdf: Path, password: str | None, *, say: Callable[[object], None]) -> None:
    """Say the sizes of the PDF's pages, then each page as JPEG. Raises InputError where it cannot be opened."""
    with open_pictures(pdf, password) as pictures:
        say(pictures.sizes)
        for number in range(1, len(pictures.sizes) + 1):
            say(pictures.draw(number))


def plain_sizes(n_pages: int, boxes: Iterable[tuple[int, PageBox]]) -> list[PageSize]:
    """Sizes for pages that cannot be looked at: A4, or larger where something stands outside of it."""
    sizes = [PageSize(*_A4)] * n_pages
    for page, box in boxes:
        old = sizes[page - 1]
        sizes[page - 1] = PageSize(max(old.width, box[2]), max(old.height, box[3]))
    return sizes


def lines_outside(
    pdf: Path, taken: Mapping[int, Sequence[PageBox]], password: str | None = None
) -> dict[int, list[OutsideLine]]:
    """By page, the lines of text outside the boxes of tables; running heads and feet are left out.

    A page that cannot be read has none. Raises InputError where the PDF cannot be opened.
    """
    lines: dict[int, list[Line]] = {}
    with open_document(pdf, password=password) as document:
        for number in range(1, len(document) + 1):
            try:
                (page,) = document.pages([number])
            except PageError:
                continue
            boxes = taken.get(number, ())
            words = [word for word in page.words if not any(_in(word, box) for box in boxes)]
            lines[number] = visual_lines(words)
    often = Counter(key for found in lines.values() for key in {_digits_aside(line.text) for line in found})
    return {
        number: [_outside(line) for line in found if often[_digits_aside(line.text)] < _RUNNING]
        for number, found in lines.items()
    }


def _outside(line: Line) -> OutsideLine:
    figures = sum(is_figure(word.text) for word in line.words)
    box = tuple(round(edge, 1) for edge in (line.x0, line.top, line.x1, line.bottom))
    return OutsideLine(box, line.text, len(line.chunks) > _ROW and figures >= _ROW)  # type: ignore[arg-type]


def _in(word: Word, box: PageBox) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _digits_aside(text: str) -> str:
    return "".join("#" if sign.isdigit() else sign for sign in text)
