"""What camelot and pdfplumber read on a page, as plain values.

Both are imported when they are first asked. They are slow and may fail on a page in ways of their own: what they
raise is passed on as ``PeerError``.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Literal

from extract.model import Box
from extract.second_opinion.cell_matching import OtherCell
from extract.second_opinion.comparing import OtherTable
from extract.second_opinion.page_copy import Copy
from regnskab.errors import RegnskabError

Flavor = Literal["lattice", "hybrid", "stream"]
PDFPLUMBER = "pdfplumber"


class PeerError(Exception):
    """Another tool could not read the page; the message says why, on one line."""


def require_camelot() -> None:
    """Raise RegnskabError, saying how to install it, where camelot is not there or cannot be loaded."""
    try:
        with _quiet():
            import_module("camelot")
    except ImportError as error:
        raise RegnskabError(
            f"a second opinion needs camelot, which cannot be loaded ({error})",
            remedy="install it with: pip install 'regnskab[second-opinion]'",
        ) from error


def camelot_name(flavor: Flavor) -> str:
    """What reports call camelot's reader of this flavor."""
    return f"camelot {flavor}"


def read_camelot(page: Copy, flavor: Flavor, areas: Sequence[Box] = ()) -> list[OtherTable]:
    """The tables that camelot sees on the page, or in each of ``areas``.

    camelot keeps a copy of the page in the folder for temporary files while it reads. Raises PeerError.
    """
    options: dict[str, Any] = {}
    if areas:
        options["table_areas"] = [f"{a.x0},{page.height - a.top},{a.x1},{page.height - a.bottom}" for a in areas]

    def read() -> list[OtherTable]:
        tables = import_module("camelot").read_pdf(page.data, pages="1", flavor=flavor, suppress_stdout=True, **options)
        # What it turned first (text set sideways) is in another frame than the page.
        return [_from_camelot(table, flavor, page.height) for table in tables if not table.rotation and table.cells]

    return _guarded(read)


def read_pdfplumber(page: Copy) -> list[OtherTable]:
    """The tables that pdfplumber sees by the lines drawn on the page. Raises PeerError."""

    def read() -> list[OtherTable]:
        with import_module("pdfplumber").open(io.BytesIO(page.data)) as document:
            tables = document.pages[0].dedupe_chars().find_tables()
            return [_from_pdfplumber(table) for table in tables]

    return _guarded(read)


def _guarded(read: Callable[[], list[OtherTable]]) -> list[OtherTable]:
    try:
        with _quiet():
            return read()
    except MemoryError:
        raise
    except Exception as error:
        raise PeerError(" ".join(f"{type(error).__name__}: {error}".split())) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the tools' own warnings and log lines to themselves: an opinion that is missing is reported by us."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def _from_camelot(table: Any, flavor: Flavor, height: float) -> OtherTable:
    grid = table.cells
    cells = []
    for slots in _joined(grid):
        parts = [grid[r][c] for r, c in slots]
        text = "\n".join(part.text.strip() for part in parts if part.text.strip())
        if text:
            box = Box(
                min(part.x1 for part in parts),
                height - max(part.y2 for part in parts),
                max(part.x2 for part in parts),
                height - min(part.y1 for part in parts),
            )
            cells.append(OtherCell(*slots[0], box, text))
    first, last = grid[0][0], grid[-1][-1]
    outer = Box(first.x1, height - first.y2, last.x2, height - last.y1)
    return OtherTable(camelot_name(flavor), outer, len(grid), len(grid[0]), tuple(cells))


def _joined(grid: Sequence[Sequence[Any]]) -> list[list[tuple[int, int]]]:
    """Slots (row, column) that no line parts, as groups in order: camelot leaves what spans several in one of them."""
    home = {(r, c): (r, c) for r, row in enumerate(grid) for c in range(len(row))}

    def root(slot: tuple[int, int]) -> tuple[int, int]:
        while home[slot] != slot:
            slot = home[slot]
        return slot

    def join(one: tuple[int, int], other: tuple[int, int]) -> None:
        low, high = sorted((root(one), root(other)))
        home[high] = low

    for r, c in list(home):
        cell = grid[r][c]
        beside = grid[r][c + 1] if (r, c + 1) in home else None
        below = grid[r + 1][c] if (r + 1, c) in home else None
        if beside is not None and not cell.right and not beside.left:
            join((r, c), (r, c + 1))
        if below is not None and not cell.bottom and not below.top:
            join((r, c), (r + 1, c))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for slot in home:
        groups.setdefault(root(slot), []).append(slot)
    return list(groups.values())


def _from_pdfplumber(table: Any) -> OtherTable:
    cells = [
        OtherCell(r, c, Box(*box), text)
        for r, (row, texts) in enumerate(zip(table.rows, table.extract(), strict=True))
        for c, (box, text) in enumerate(zip(row.cells, texts, strict=True))
        if box is not None and text and text.strip()
    ]
    n_columns = max((len(row.cells) for row in table.rows), default=0)
    return OtherTable(PDFPLUMBER, Box(*table.bbox), len(table.rows), n_columns, tuple(cells))
