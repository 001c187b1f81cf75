"""The PDFs to measure on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pypdfium2 as pdfium

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "ballerup-2024.pdf"


def pdfs_in(paths: Iterable[Path]) -> list[Path]:
    """The PDFs named, and those in the folders named, sorted within each folder."""
    return [pdf for path in paths for pdf in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]


def repeated(source: Path, pages: int, target: Path) -> Path:
    """A PDF of so many pages: the source's, over and over, each with content of its own as in a long report."""
    made, original = pdfium.PdfDocument.new(), pdfium.PdfDocument(source)
    while len(made) < pages:
        made.import_pages(original, list(range(min(len(original), pages - len(made)))))
    made.save(target)
    made.close()
    original.close()
    return target
