"""The picture that belongs to an explanation, in its file."""

from __future__ import annotations

from pathlib import Path

from regnskab.errors import InputError, QueryError
from regnskab.explain.chain import Explanation
from regnskab.explain.pdf import find_pdf
from regnskab.explain.picture import draw, save


def picture(
    out: Path,
    explanation: Explanation,
    png: Path,
    *,
    source: Path | None = None,
    password: str | None = None,
    whole_page: bool = False,
) -> None:
    """Write the picture of an explanation's spot. Raises QueryError where it has no spot, InputError where the PDF
    cannot be found or opened, or the picture not be written.
    """
    if explanation.spot is None or explanation.source_sha256 is None:
        raise QueryError("the row stands for no single spot on a page", remedy="leave out --png")
    pdf = find_pdf(out, explanation.source_sha256, source)
    if pdf is None:
        raise InputError(
            f"the PDF with SHA-256 {explanation.source_sha256[:12]}… is not where it was converted from",
            source=out,
            remedy="give it, or the folder it is in, with --source",
        )
    save(draw(pdf, explanation.spot, whole_page=whole_page, password=password), png)
