"""A picture of a spot on a page, with a frame around it, and the one of an explanation in its file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regnskab.batch.alone import one
from regnskab.batch.executors import Limits
from regnskab.errors import InputError, PageError, QueryError
from regnskab.provenance.chain import Explanation, PageBox
from regnskab.provenance.find_pdf import find_pdf

if TYPE_CHECKING:
    from PIL.Image import Image

# Pixels per point, and points around the spot: enough to read the table's line, and some lines around it.
SCALE = 2.0
_AROUND = 90.0
_INK = (200, 16, 46)
_AIR = 1.5


def draw(pdf: Path, spot: PageBox, *, whole_page: bool = False, password: str | None = None) -> Image:
    """The spot with the lines around it, as wide as the page, or all of the page.

    Raises InputError where the PDF cannot be opened, PageError where it has no such page.
    """
    import pypdfium2
    from PIL import ImageDraw

    try:
        document: Any = pypdfium2.PdfDocument(pdf, password=password)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise InputError(f"cannot be opened ({error})", source=pdf, remedy="check the file, or its password") from error
    try:
        if not 1 <= spot.page <= len(document):
            raise PageError(f"there is no page {spot.page}", source=pdf, remedy=f"it has pages 1 to {len(document)}")
        image: Image = document[spot.page - 1].render(scale=SCALE).to_pil().convert("RGB")
    finally:
        document.close()
    frame = [(value + air) * SCALE for value, air in zip(_box(spot), (-_AIR, -_AIR, _AIR, _AIR), strict=True)]
    ImageDraw.Draw(image).rectangle(frame, outline=_INK, width=round(SCALE))
    if whole_page:
        return image
    top, bottom = (spot.top - _AROUND) * SCALE, (spot.bottom + _AROUND) * SCALE
    return image.crop((0, max(0, round(top)), image.width, min(image.height, round(bottom))))


def save(image: Image, path: Path) -> None:
    """Write it as PNG. Raises InputError where that is not possible."""
    try:
        image.save(path, format="PNG")
    except OSError as error:
        raise InputError(
            f"cannot be written ({error.strerror or error})", source=path, remedy="name another"
        ) from error


def _box(spot: PageBox) -> tuple[float, float, float, float]:
    return spot.x0, spot.top, spot.x1, spot.bottom


def picture(
    out: Path,
    explanation: Explanation,
    png: Path,
    *,
    source: Path | None = None,
    password: str | None = None,
    whole_page: bool = False,
    limits: Limits | None = None,
) -> None:
    """Write the picture of an explanation's spot. Raises what ``drawn`` does, and InputError where ``png`` cannot be
    written.
    """
    save(drawn(out, explanation, source=source, password=password, whole_page=whole_page, limits=limits), png)


def drawn(
    out: Path,
    explanation: Explanation,
    *,
    source: Path | None = None,
    password: str | None = None,
    whole_page: bool = False,
    limits: Limits | None = None,
) -> Image:
    """The picture of an explanation's spot; with ``limits`` it is drawn in a process of its own within them.

    Raises QueryError where it has no spot, InputError where the PDF cannot be found or opened.
    """
    if explanation.spot is None or explanation.source_sha256 is None:
        raise QueryError("the row stands for no single spot on a page", remedy="a figure or a cell does")
    pdf = find_pdf(out, explanation.source_sha256, source)
    if pdf is None:
        raise InputError(
            f"the PDF with SHA-256 {explanation.source_sha256[:12]}… is not where it was converted from",
            source=out,
            remedy="give it, or the folder it is in, as the source",
        )
    if limits is None:
        return draw(pdf, explanation.spot, whole_page=whole_page, password=password)
    drawing = partial(draw, pdf, explanation.spot, whole_page=whole_page, password=password)
    return one(drawing, limits=limits, place=str(pdf))
