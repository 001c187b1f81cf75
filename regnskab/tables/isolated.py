"""The tables of a file as they are found in a process of its own, within limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from regnskab.batch.alone import streamed
from regnskab.batch.executors import Limits
from regnskab.errors import PageError
from regnskab.tables.pages import PageRange
from regnskab.tables.reading import Found, TablesSource, open_tables, own_errors


class _Unread(NamedTuple):
    """What could not be read, told at the end: pages with an error, and scans."""

    errors: list[PageError]
    scans: list[int]


class IsolatedTables:
    """As ``OpenTables``, read elsewhere; ``errors`` and ``unread`` are known once all tables are."""

    def __init__(self, origin: TablesSource, items: Iterator[Any]) -> None:
        self.origin = origin
        self.errors: list[PageError] = []
        self.unread: list[int] = []
        self._items = items

    def tables(self) -> Iterator[Found]:
        """Every table, page by page; once. Raises what ``OpenTables.tables`` does, and InputError at a limit."""
        for item in self._items:
            if isinstance(item, _Unread):
                self.errors += item.errors
                self.unread += item.scans
            else:
                yield item


@contextmanager
def isolated_tables(
    path: Path,
    limits: Limits,
    *,
    pages: Sequence[PageRange] = (),
    password: str | None = None,
    second_opinion: bool = False,
) -> Iterator[IsolatedTables]:
    """Open a PDF as ``open_tables`` does, but in a process of its own. Raises what that does."""
    items = streamed(_give, path, pages, password, second_opinion, limits=limits, place=str(path))
    with closing(items):
        yield IsolatedTables(next(items), items)


def _give(
    path: Path,
    pages: Sequence[PageRange],
    password: str | None,
    second_opinion: bool,
    *,
    say: Callable[[object], None],
) -> None:
    opened = open_tables(path, pages=pages, password=password, second_opinion=second_opinion)
    with own_errors(path), opened as reading:
        say(reading.origin)
        try:
            for found in reading.tables():
                say(found)
        finally:
            say(_Unread(reading.errors, reading.unread))
