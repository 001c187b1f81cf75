"""Pages that no reader would say hold a table, drawn with reportlab: a PDF of them is made at test time.

Each page is drawn by a function with a seed of its own, so that a page looks the same in every run and adding
one changes no other.
"""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from without_tables import charts, contents, drawings, forms, letters, listings, lists, plots, prose, settings
from without_tables.sheet import Blank, Sheet

PAGES: tuple[Blank, ...] = tuple(
    blank
    for module in (prose, settings, lists, contents, charts, plots, drawings, forms, letters, listings)
    for blank in module.PAGES
)


def write_pdf(path: Path, blanks: tuple[Blank, ...] = PAGES) -> Path:
    """Draw the pages into one file; the same bytes each time."""
    canvas = Canvas(str(path), invariant=1)
    for blank in blanks:
        blank.draw(Sheet(canvas, blank))
        canvas.showPage()
    canvas.save()
    return path
