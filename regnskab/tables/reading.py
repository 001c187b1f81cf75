"""The tables of a file, one after the other, as they are found."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from extract.layout import read_layouts
from extract.model import Page, RawTable
from extract.page.turned import as_displayed
from extract.pdf.document import Document, Metadata, open_document
from regnskab.errors import DEBUG_VARIABLE, InputError, NoTablesError, NoTextError, PageError, RegnskabError
from regnskab.phrases import OCR_REMEDY, scans
from regnskab.report.source import Source, read_source
from regnskab.tables.pages import PageRange, chosen

if TYPE_CHECKING:
    from extract.second_opinion.asking import SecondReader
    from extract.second_opinion.comparing import SecondOpinion


class TablesSource(NamedTuple):
    """The file, and what it says of itself."""

    source: Source
    metadata: Metadata


class Found(NamedTuple):
    """A table, its number among those of its page (from 1), and what other tools make of it, if they were asked."""

    table: RawTable
    number: int
    opinion: SecondOpinion | None = None

    @property
    def name(self) -> str:
        """The table's name within the file, such as "p8-1"."""
        return f"p{self.table.page}-{self.number}"

    @property
    def caption(self) -> str | None:
        """The title printed next to the table, on one line."""
        return " ".join(line.text for line in self.table.caption) or None


class OpenTables:
    """An open file whose tables are read as they are asked for.

    ``errors`` are those of pages that could not be read, so far: the other pages are read all the same. ``unread`` are
    the pages so far that are scans without text.
    """

    def __init__(
        self, origin: TablesSource, document: Document, numbers: Sequence[int], second: SecondReader | None = None
    ) -> None:
        self.origin = origin
        self.errors: list[PageError] = []
        self._document = document
        self._numbers = numbers
        self._second = second
        self._any_text = False
        self.unread: list[int] = []

    def tables(self) -> Iterator[Found]:
        """Every table, page by page; once. Raises NoTextError or NoTablesError at the end where there was none."""
        n_tables = 0
        for layout in read_layouts(self._pages()):
            self._any_text = self._any_text or bool(layout.items)
            if layout.unread:
                self.unread.append(layout.number)
            tables = as_displayed(layout).tables
            n_tables += len(tables)
            opinions = self._second.opinions(tables) if self._second else [None] * len(tables)
            for number, (table, opinion) in enumerate(zip(tables, opinions, strict=True), start=1):
                yield Found(table, number, opinion)
        if not n_tables:
            raise self._nothing()

    def _pages(self) -> Iterator[Page]:
        for number in self._numbers:
            try:
                yield from self._document.pages([number])
            except PageError as error:
                self.errors.append(error)

    def _nothing(self) -> InputError:
        path = self.origin.source.path
        where = "no page has" if len(self._numbers) == len(self._document) else "none of the pages asked for has"
        if self.unread:
            return NoTextError(f"{where} a table; {scans(self.unread)}", source=path, remedy=OCR_REMEDY)
        if self._any_text:
            return NoTablesError(f"{where} a table", source=path, remedy="text that is set in columns is no table")
        if len(self.errors) == len(self._numbers):
            return InputError("no page can be read", source=path, remedy="download or export it again")
        return NoTextError(f"{where} any text, as in a scan", source=path, remedy=OCR_REMEDY)


@contextmanager
def open_tables(
    path: Path,
    *,
    pages: Sequence[PageRange] = (),
    password: str | None = None,
    second_opinion: bool = False,
) -> Iterator[OpenTables]:
    """Open a PDF to read the tables of the pages asked for (none: all).

    Raises InputError (PasswordError) where the file cannot be read, PageError where it has not so many pages,
    RegnskabError where the tools for a second opinion are not installed.
    """
    source, data = read_source(path)
    with ExitStack() as stack:
        document = stack.enter_context(open_document(data, password=password, name=str(path)))
        numbers = chosen(pages, len(document), str(path))
        second = None
        if second_opinion:
            from extract.second_opinion.asking import SecondReader

            second = stack.enter_context(SecondReader(data, password=password, name=str(path)))
        yield OpenTables(TablesSource(source, document.metadata), document, numbers, second)


@contextmanager
def own_errors(path: Path) -> Iterator[None]:
    """Turn what nobody foresaw into an error that says what to do; with REGNSKAB_DEBUG set, let it through."""
    try:
        yield
    except (RegnskabError, OSError):
        raise
    except MemoryError:
        raise InputError("needs more memory than there is", source=path, remedy="close other programs") from None
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        raise InputError(
            f"cannot be read, an error of regnskab's own ({type(error).__name__}: {error})".replace("\n", " "),
            source=path,
            remedy=f"please report it with the file; {DEBUG_VARIABLE}=1 shows where",
        ) from error


def peeked(tables: Iterator[Found]) -> Iterator[Found]:
    """The same tables, the first one already read: where there is none, its error comes before any output."""
    first = next(tables)
    return chain([first], tables)
