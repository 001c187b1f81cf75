"""The rows of a logical table: which are heads, which were printed before, and which are its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from normalize.table.column_heads import Head, repeats
from normalize.table.page_breaks import goes_on, printed_before
from normalize.table.pieces import is_overview
from normalize.table.rows import Row, moved
from normalize.table.stitch import Joined
from normalize.wording.table_words import Words

NO_HEAD: Final = Head(0, ())

Mark = Literal["head", "line", "duplicate"]


class MarkedRow(NamedTuple):
    """A printed row and what it is.

    ``line`` is its place among the lines; a row that goes on with the line above (``continued``) has the same.
    """

    row: Row
    mark: Mark
    line: int | None = None
    continued: bool = False


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A logical table as printed: its rows of all fragments in common columns, and its head."""

    joined: Joined
    rows: tuple[MarkedRow, ...]
    head: Head

    @property
    def n_columns(self) -> int:
        return self.joined.n_columns

    @property
    def lines(self) -> list[list[MarkedRow]]:
        """The rows of each line, in order: one, or more where a page break cut it."""
        out: list[list[MarkedRow]] = []
        for marked in self.rows:
            if marked.mark == "line":
                if marked.continued:
                    out[-1].append(marked)
                else:
                    out.append([marked])
        return out


def grid_of(joined: Joined, words: Words) -> PrintedTable:
    """The rows of a logical table, each marked as head, line or duplicate."""
    first = joined.pieces[0]
    overview = is_overview(first, words)
    head = Head(0, ()) if overview else _head(joined)
    runs: list[list[MarkedRow]] = []
    for i, piece in enumerate(joined.pieces):
        rows = moved(piece.rows, i, joined.columns[i], joined.n_columns)
        if overview:
            runs += _overview_runs(rows, words)
        else:
            runs += _runs(rows, piece.skip, piece.head.rows, NO_HEAD if piece.told else head, words)
    return PrintedTable(joined, tuple(_numbered(_without_repeats(runs))), head)


def _head(joined: Joined) -> Head:
    """The first piece's head, else that of any piece, in the logical columns."""
    for piece, columns in zip(joined.pieces, joined.columns, strict=True):
        if piece.head.rows:
            texts = [""] * joined.n_columns
            for column, text in zip(columns, piece.head.texts, strict=True):
                texts[column] = text
            return piece.head._replace(texts=tuple(texts))
    return Head(0, ())


def _runs(rows: Sequence[Row], skip: int, own: int, head: Head, words: Words) -> list[list[MarkedRow]]:
    """The rows of a fragment cut before each head that it prints: [[head rows, lines], ...]."""
    runs: list[list[MarkedRow]] = [[MarkedRow(row, "head") for row in rows[:skip]]]
    i = skip
    while i < len(rows):
        count = own if i == skip and own else repeats(rows[i:], head, words)
        if count:
            if any(marked.mark == "line" for marked in runs[-1]):
                runs.append([])
            runs[-1] += [MarkedRow(row, "head") for row in rows[i : i + count]]
            i += count
        else:
            runs[-1].append(MarkedRow(rows[i], "line"))
            i += 1
    return runs


def _overview_runs(rows: Sequence[Row], words: Words) -> list[list[MarkedRow]]:
    """The rows of a piece of an overview box, whose only head is its title."""
    title = int(bool(rows) and len(rows[0].filled) == 1 and words.names_kind("key_figures", rows[0].filled[0].text))
    return [[MarkedRow(row, "head" if i < title else "line") for i, row in enumerate(rows)]]


def _without_repeats(runs: Sequence[Sequence[MarkedRow]]) -> list[MarkedRow]:
    """The rows of all runs, those that print earlier lines again marked as duplicates."""
    out: list[MarkedRow] = []
    for run in runs:
        lines = [marked.row for marked in run if marked.mark == "line"]
        kept = [marked.row for marked in out if marked.mark == "line"]
        again = printed_before(lines, kept)
        seen = 0
        for marked in run:
            if marked.mark == "line":
                seen += 1
                out.append(marked._replace(mark="duplicate") if seen <= again else marked)
            else:
                out.append(marked)
    return out


def _numbered(rows: Sequence[MarkedRow]) -> list[MarkedRow]:
    out: list[MarkedRow] = []
    line, above = -1, None
    for marked in rows:
        if marked.mark != "line":
            out.append(marked)
            continue
        continued = above is not None and above.fragment != marked.row.fragment and goes_on(above, marked.row)
        line += not continued
        out.append(marked._replace(line=line, continued=continued))
        above = marked.row
    return out
