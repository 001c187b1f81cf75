"""The picture that belongs to an explanation, in its file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from regnskab.errors import InputError, QueryError
from regnskab.explain.chain import Explanation
from regnskab.explain.pdf import find_pdf
from regnskab.explain.picture import draw, save

if TYPE_CHECKING:
    from PIL.Image import Image


def picture(
    out: Path,
    explanation: Explanation,
    png: Path,
    *,
    source: Path | None = None,
    password: str | None = None,
    whole_page: bool = False,
) -> None:
    """Write the picture of an explanation's spot. Raises what ``drawn`` does, and InputError where ``png`` cannot be
    written.
    """
    save(drawn(out, explanation, source=source, password=password, whole_page=whole_page), png)


def drawn(
    out: Path,
    explanation: Explanation,
    *,
    source: Path | None = None,
    password: str | None = None,
    whole_page: bool = False,
) -> Image:
    """Return the picture of an explanation's spot. Raises QueryError where it has no spot, InputError where the PDF
    cannot be found or opened.
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
    return draw(pdf, explanation.spot, whole_page=whole_page, password=password)
