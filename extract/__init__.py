"""Tables with geometry out of any PDF that has a text layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.layout import layout_page
from extract.layout import read_layouts as _read_layouts
from extract.model import Box, Cell, Page, PageLayout, RawTable, TextLine, Word
from extract.page.turned import as_displayed
from extract.pdf.document import Document, Metadata, open_document
from extract.second_opinion.asking import second_opinions
from extract.second_opinion.comparing import SecondOpinion

__all__ = [
    "Box", "Cell", "Document", "Metadata", "Page", "PageLayout", "RawTable", "SecondOpinion", "TextLine",
    "Word", "as_displayed", "find_tables", "layout_page", "open_document", "read_layouts", "second_opinions",
]  # fmt: skip


def read_layouts(document: Document, pages: Iterable[int] | None = None) -> Iterator[PageLayout]:
    """What stands on the document's pages (all, or those asked for, from 1), one page held at a time.

    A page whose text runs sideways is told turned upright; ``as_displayed`` gives its places as displayed.
    """
    return _read_layouts(document.pages(pages))


def find_tables(
    source: str | Path, pages: Iterable[int] | None = None, *, password: str | None = None
) -> list[RawTable]:
    """Every table of a PDF's pages (all, or those asked for, from 1), in order.

    Raises ``regnskab.errors.InputError`` (or a subclass) where the file or a page cannot be read.
    """
    with open_document(source, password=password) as document:
        return [table for layout in read_layouts(document, pages) for table in as_displayed(layout).tables]
