"""One open page of pdfium as a ``Page`` value."""

from __future__ import annotations

from typing import Any, Final

from extract.model import Page
from extract.pdf import pdfium
from extract.pdf.drawing.graphics import read_graphics
from extract.pdf.frame import page_frame
from extract.pdf.scan import is_unread_scan
from extract.pdf.tags import page_tags, read_tree
from extract.pdf.text.words import read_words

_WITH_TEXT: Final = (pdfium.ANNOTATION_WIDGET, pdfium.ANNOTATION_FREE_TEXT)


def open_page(document: pdfium.Handle, index: int) -> pdfium.Handle:
    """Load a page (``index`` from 0) with what is filled into its form fields and written over it as notes.

    These are no part of a page's content; where there are any, they are made one, in memory only. The handle is
    null if the page cannot be read.
    """
    page: pdfium.Handle = pdfium.load_page(document, index)
    if not page or not _has_text_on_top(page):
        return page
    done = pdfium.flatten_page(page, pdfium.FLATTEN_FOR_DISPLAY) == pdfium.FLATTEN_DONE
    if not done:
        return page
    pdfium.close_page(page)
    again: pdfium.Handle = pdfium.load_page(document, index)
    return again


def _has_text_on_top(page: pdfium.Handle) -> bool:
    for i in range(pdfium.count_annotations(page)):
        annotation = pdfium.get_annotation(page, i)
        kind = pdfium.annotation_type(annotation)
        pdfium.close_annotation(annotation)
        if kind in _WITH_TEXT:
            return True
    return False


def read_page(page: Any, number: int) -> Page:
    """Words, rulings and fills of an open page; ``number`` (from 1) is only written down."""
    frame = page_frame(page)
    graphics = read_graphics(page, frame)
    tree = read_tree(page)
    text = read_words(page, frame, graphics, tree)
    tags = page_tags(tree, text.words, text.parts) if tree is not None and text.words else None
    return Page(
        number,
        frame.width,
        frame.height,
        text.words,
        graphics.rulings,
        graphics.fills,
        text.n_hidden,
        tags,
        text.scanned,
        is_unread_scan(page, frame, graphics.pictures, text.words),
    )
