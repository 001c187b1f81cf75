"""Which pages to read: "1-3,7"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from regnskab.errors import PageError

_PART = re.compile(r"\s*(\d{1,9})\s*(?:(-)\s*(\d{1,9})?\s*)?")


class PageRange(NamedTuple):
    """Pages from ``first`` to ``last``, both included, from 1; None: to the end."""

    first: int
    last: int | None


def parse_pages(text: str) -> tuple[PageRange, ...]:
    """Read "1-3,7,20-" as ranges. Raises ValueError, saying what is wrong."""
    ranges = []
    for part in text.split(","):
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError(f'"{part.strip()}" is no page and no range of pages; write them as in 1-3,7 or 20-')
        first = int(match[1])
        last = int(match[3]) if match[3] else None if match[2] else first
        if first < 1:
            raise ValueError("pages count from 1")
        if last is not None and last < first:
            raise ValueError(f'the range "{part.strip()}" runs backwards')
        ranges.append(PageRange(first, last))
    return tuple(ranges)


def chosen(ranges: Sequence[PageRange], n_pages: int, source: str) -> Sequence[int]:
    """The pages of a file of ``n_pages`` that are in any of the ranges (none: all), in order, each once.

    Raises PageError where a range reaches beyond the file.
    """
    if not ranges:
        return range(1, n_pages + 1)
    beyond = next((max(r.first, r.last or 0) for r in ranges if max(r.first, r.last or 0) > n_pages), None)
    if beyond is not None:
        raise PageError(
            f"there is no page {beyond}",
            source=source,
            remedy=f"it has pages 1 to {n_pages}" if n_pages > 1 else "it has one page",
        )
    return sorted({number for r in ranges for number in range(r.first, (r.last or n_pages) + 1)})
