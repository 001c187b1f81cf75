"""One open page of pdfium as a ``Page`` value."""

from __future__ import annotations

from typing import Any

from extract.frame import page_frame
from extract.graphics import read_graphics
from extract.model import Page
from extract.words import read_words


def read_page(page: Any, number: int) -> Page:
    """Words, rulings and fills of an open page; ``number`` (from 1) is only written down."""
    frame = page_frame(page)
    graphics = read_graphics(page, frame)
    words, n_hidden = read_words(page, frame, graphics)
    return Page(number, frame.width, frame.height, words, graphics.rulings, graphics.fills, n_hidden)
