"""A second opinion on tables: camelot, and pdfplumber where lines are drawn, asked about the same pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

import pypdfium2

from extract.geometry import clusters, overlap
from extract.model import Box, PageLayout, RawTable, Ruling
from extract.page.turned import as_displayed
from extract.pdf.document import open_document
from extract.second_opinion.comparing import Opinion, OtherTable, SecondOpinion, compare
from extract.second_opinion.page_copy import Copy, copy_page
from extract.second_opinion.readers import (
    PDFPLUMBER,
    Flavor,
    PeerError,
    camelot_name,
    read_camelot,
    read_pdfplumber,
    require_camelot,
)
from regnskab.errors import PageError

# How far a table's own lines may stand outside its words, in points.
_MARGIN: Final = 6.0
# Lines this near to each other are pieces of one line.
_ONE_LINE: Final = 2.0


class SecondReader:
    """Asks other tools about tables of one PDF, page by page. Use it as a context manager.

    Raises what ``open_document`` raises, and RegnskabError where camelot is not installed.
    """

    def __init__(self, source: str | Path | bytes, *, password: str | None = None, name: str | None = None) -> None:
        require_camelot()
        # Opened by our own reader first, for its errors.
        with open_document(source, password=password, name=name) as document:
            self._source = document.source
        self._document = pypdfium2.PdfDocument(source, password=password)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file's memory back."""
        self._document.close()

    def opinions(self, tables: Sequence[RawTable]) -> list[SecondOpinion]:
        """What the other tools make of each of these tables, which are all on one page.

        A page or a tool that fails is told in ``failed``.
        """
        asked: dict[int, _Asked | PageError] = {}
        out = []
        for table in tables:
            angle = _angle(table)
            if angle not in asked:
                asked[angle] = self._ask(table.page, angle)
            answers = asked[angle]
            if isinstance(answers, PageError):
                out.append(SecondOpinion((), (answers.problem,)))
            else:
                out.append(_opinion(_turned(table, answers.page, angle), answers))
        return out

    def readings(self, table: RawTable) -> list[OtherTable]:
        """What camelot itself reads on the table's page, of text from left to right; nothing where it fails."""
        asked = self._ask(table.page, 0)
        if isinstance(asked, PageError):
            return []
        if is_ruled(table, asked.rulings):
            return asked.camelot("lattice").tables
        found = asked.camelot("hybrid").tables
        if compare(table, found, camelot_name("hybrid")).found:
            return found
        return _answer(camelot_name("stream"), lambda: read_camelot(asked.page, "stream", [_around(table)])).tables

    def _ask(self, number: int, angle: int) -> _Asked | PageError:
        try:
            copy = copy_page(self._document, number, self._source, angle)
            with open_document(copy.data, name=self._source) as document:
                return _Asked(copy, next(document.pages()).rulings)
        except PageError as error:
            return error


def _angle(table: RawTable) -> int:
    """The direction in which most of the table's words run."""
    angles = Counter(word.angle for cell in table.cells for word in cell.words)
    return max(sorted(angles), key=lambda angle: angles[angle], default=0)


def _turned(table: RawTable, copy: Copy, angle: int) -> RawTable:
    """The table as it stands on the copy of its page, on which its text runs from left to right."""
    if angle not in (90, 270):
        return table
    # The copy has the width and the height of the displayed page, the one for the other.
    layout = PageLayout(table.page, copy.height, copy.width, (table,), turn=(angle + 180) % 360)
    return as_displayed(layout).tables[0]


def second_opinions(
    source: str | Path | bytes, tables: Sequence[RawTable], *, password: str | None = None
) -> list[SecondOpinion]:
    """What camelot and pdfplumber make of a PDF's tables, in their order; slow: up to a second or two a page.

    camelot reads in the flavor that the page gives evidence for: ``lattice`` where the table is drawn with lines,
    else ``hybrid``, and ``stream`` told where the table is where ``hybrid`` does not find it. Raises InputError,
    and RegnskabError where camelot is not installed.
    """
    with SecondReader(source, password=password) as reader:
        return [
            opinion for _, group in groupby(tables, lambda table: table.page) for opinion in reader.opinions([*group])
        ]


def is_ruled(table: RawTable, rulings: Sequence[Ruling]) -> bool:
    """Lines are drawn along most of the table's height at two places or more, and across most of its width."""
    box = table.box
    across, down = [], []
    for ruling in rulings:
        if not (
            overlap((ruling.x0, ruling.x1), (box.x0 - _MARGIN, box.x1 + _MARGIN)) >= 0
            and overlap((ruling.top, ruling.bottom), (box.top - _MARGIN, box.bottom + _MARGIN)) >= 0
        ):
            continue
        if ruling.horizontal:
            across.append((ruling.top, overlap((ruling.x0, ruling.x1), (box.x0, box.x1))))
        else:
            down.append((ruling.x0, overlap((ruling.top, ruling.bottom), (box.top, box.bottom))))
    return _long_lines(down, box.height) >= 2 and _long_lines(across, box.width) >= 2


def _long_lines(pieces: Sequence[tuple[float, float]], length: float) -> int:
    """How many lines, put together of pieces (position, length), are at least half as long as ``length``."""
    lines = clusters((position for position, _ in pieces), _ONE_LINE)
    return sum(
        sum(long for position, long in pieces if line[0] <= position <= line[-1]) >= 0.5 * length for line in lines
    )


class _Answer(NamedTuple):
    """A tool's tables on the page, or why it has none to offer."""

    tables: list[OtherTable]
    failed: str = ""


class _Asked:
    """The tools' answers about one page, each asked for once."""

    def __init__(self, page: Copy, rulings: Sequence[Ruling]) -> None:
        self.page = page
        self.rulings = rulings
        self._answers: dict[str, _Answer] = {}

    def camelot(self, flavor: Flavor) -> _Answer:
        return self._ask(camelot_name(flavor), lambda: read_camelot(self.page, flavor))

    def pdfplumber(self) -> _Answer:
        return self._ask(PDFPLUMBER, lambda: read_pdfplumber(self.page))

    def _ask(self, name: str, read: Callable[[], list[OtherTable]]) -> _Answer:
        if name not in self._answers:
            self._answers[name] = _answer(name, read)
        return self._answers[name]


def _answer(name: str, read: Callable[[], list[OtherTable]]) -> _Answer:
    try:
        return _Answer(read())
    except PeerError as error:
        return _Answer([], f"{name}: {error}")


def _opinion(table: RawTable, asked: _Asked) -> SecondOpinion:
    if is_ruled(table, asked.rulings):
        answers = [(camelot_name("lattice"), asked.camelot("lattice")), (PDFPLUMBER, asked.pdfplumber())]
    else:
        answers = [(camelot_name("hybrid"), asked.camelot("hybrid"))]
        if not compare(table, answers[0][1].tables, answers[0][0]).found:
            name = camelot_name("stream")
            in_place = _answer(name, lambda: read_camelot(asked.page, "stream", [_around(table)]))
            answers.append((name, in_place))
    opinions: list[Opinion] = [compare(table, answer.tables, name) for name, answer in answers if not answer.failed]
    return SecondOpinion(tuple(opinions), tuple(answer.failed for _, answer in answers if answer.failed))


def _around(table: RawTable) -> Box:
    box = table.box
    return Box(box.x0 - 2, box.top - 2, box.x1 + 2, box.bottom + 2)
