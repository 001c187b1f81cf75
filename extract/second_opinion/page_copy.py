"""One page of a PDF as a PDF of its own, upright and cut to what is shown.

Whatever the original's crop box and /Rotate are, points from the top left of this copy are those of the
displayed page, so that any other tool's boxes can be compared with ours. It is neither encrypted nor long.
"""

from __future__ import annotations

import io
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as raw

from regnskab.errors import PageError


class Copy(NamedTuple):
    """A PDF of one page, and the page's width and height in points."""

    data: bytes
    width: float
    height: float


def copy_page(document: Any, number: int, source: str, angle: int = 0) -> Copy:
    """Copy the page ``number`` (from 1) of an open ``pypdfium2.PdfDocument``; ``source`` names it in errors.

    The copy is turned so that text that runs at ``angle`` (degrees clockwise on the displayed page) runs from left
    to right. Raises PageError where the page is damaged.
    """
    try:
        with pypdfium2.PdfDocument.new() as single:
            single.import_pages(document, [number - 1])
            page = single[0]
            page.set_rotation((page.get_rotation() - angle) % 360)
            width, height = page.get_size()
            # Set on the left half of a sheet, the page is turned upright and its corner is moved to the sheet's (one
            # page to a sheet is only copied); the other half is cut off.
            sheet = raw.FPDF_ImportNPagesToOne(single, 2 * width, height, 2, 1)
            if not sheet:
                raise pypdfium2.PdfiumError("the page cannot be placed")
            with pypdfium2.PdfDocument(sheet) as placed:
                for cut in (placed[0].set_mediabox, placed[0].set_cropbox):
                    cut(0, 0, width, height)
                out = io.BytesIO()
                placed.save(out)
    except pypdfium2.PdfiumError as error:
        raise PageError(
            "the page is damaged and cannot be copied for a second opinion",
            source=source,
            page=number,
            remedy="leave this page out, or the second opinion",
        ) from error
    return Copy(out.getvalue(), width, height)
