"""Whether every word of a page is read once: in a table's cell, or in a line of text.

    python -m bench coverage [PDF or folder ...]    (default: the sample)

Exit status 0: no letter, digit or sign is lost or read twice; 1: some are, each page of them named. Words that lie
within a table's box and stand in a line all the same, not in a cell, are counted and named too, and fail nothing: a
title or a note may stand in a table's frame. Dots that lead and rules that are typed are drawing, not text.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.corpus import SAMPLE, pdfs_in
from extract import open_document, read_layouts
from extract.model import Box, Page, PageLayout, TextLine, Word
from extract.page.word_shapes import MARKS
from regnskab.errors import RegnskabError


class Coverage(NamedTuple):
    """A page's words against what was read of it: characters ``lost`` and read ``twice``, and the words that lie in
    a table's box ``beside`` its cells."""

    page: int
    lost: Counter[str]
    twice: Counter[str]
    beside: tuple[str, ...]


def main(arguments: Sequence[str]) -> int:
    paths = pdfs_in([Path(name) for name in arguments] or [SAMPLE])
    pages = failed = beside = 0
    for path in paths:
        try:
            for found in coverage(path):
                pages += 1
                beside += len(found.beside)
                failed += bool(found.lost or found.twice)
                for said in _said(found):
                    print(f"{path}, page {found.page}: {said}", flush=True)
        except RegnskabError as error:
            print(f"{path}: not read: {error}")
    print(f"{pages} pages of {len(paths)} files: {failed} with text lost or read twice, {beside} words beside cells")
    return int(failed > 0 or not pages)


def _said(found: Coverage) -> Iterator[str]:
    if found.lost:
        yield f"lost {''.join(sorted(found.lost.elements()))!r}"
    if found.twice:
        yield f"read twice {''.join(sorted(found.twice.elements()))!r}"
    if found.beside:
        yield f"in a table's box, in no cell: {' '.join(found.beside)!r}"


def coverage(path: Path) -> Iterator[Coverage]:
    """Each page of a document, compared. Raises RegnskabError where it cannot be opened."""
    with open_document(path) as document, open_document(path) as again:
        for page, layout in zip(document.pages(), read_layouts(again), strict=True):
            yield of_page(page, layout)


def of_page(page: Page, layout: PageLayout) -> Coverage:
    """One page, compared."""
    lines = [item for item in layout.items if isinstance(item, TextLine)]
    outside = [word for line in lines for word in line.words]
    inside = [word for table in layout.tables for cell in table.cells for word in cell.words]
    printed, read = _characters(page.words), _characters([*outside, *inside])
    boxes = [table.box for table in layout.tables]
    flowing = [word for line in lines if line.role != "sideways" for word in line.words]
    beside = tuple(word.text for word in flowing if any(_is_in(word, box) for box in boxes))
    return Coverage(page.number, printed - read, read - printed, beside)


def _characters(words: Iterable[Word]) -> Counter[str]:
    """How often each character is printed: a word that is cut between two cells is the same ones."""
    return Counter(c for word in words for c in word.text if c not in MARKS)


def _is_in(word: Word, box: Box) -> bool:
    return box.x0 < (word.x0 + word.x1) / 2 < box.x1 and box.top < word.baseline < box.bottom


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
