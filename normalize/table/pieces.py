"""A fragment as stitching sees it: its rows in its own columns, its head, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median

from extract.model import RawTable
from normalize.danish.spelling import Spelling
from normalize.danish.text import comparable
from normalize.pages.placed_tables import TableInContext
from normalize.table.column_heads import Head, find_head, given_head
from normalize.table.rows import Row, rows_of
from normalize.table.totals import Summed, summed
from normalize.wording.table_words import Words


@dataclass(frozen=True, slots=True)
class HeadedFragment:
    """A fragment with its rows in its own columns and its own head (of no rows where it has none).

    ``skip`` counts the rows above the head that hold only the caption; ``summed`` are the rows as arithmetic sees them;
    ``told`` says that a person said what its head is.
    """

    placed: TableInContext
    rows: tuple[Row, ...]
    head: Head
    skip: int
    summed: tuple[Summed, ...]
    told: bool = False

    @property
    def table(self) -> RawTable:
        return self.placed.table

    @property
    def head_rows(self) -> tuple[Row, ...]:
        return self.rows[self.skip : self.skip + self.head.rows]

    @property
    def body(self) -> tuple[Row, ...]:
        """The rows below the head."""
        return self.rows[self.skip + self.head.rows :]

    @property
    def summed_body(self) -> tuple[Summed, ...]:
        return self.summed[self.skip + self.head.rows :]

    @property
    def bold_head(self) -> bool:
        """Every cell of its head is set in bold."""
        return all(slot.cell.bold for row in self.head_rows for slot in row.filled)

    @property
    def titles(self) -> tuple[str, ...]:
        """What may be its title: its caption, the line above that stands out, a first row of one text."""
        first = self.rows[0].filled if self.rows else ()
        own = first[0].text if len(first) == 1 else None
        return tuple(text for text in (self.placed.caption, self.placed.title, own) if text)

    @property
    def size(self) -> float:
        """The size of its lines' type in points, 0 where it is not known."""
        sizes = [word.size for row in self.body or self.rows for slot in row.slots for word in slot.cell.words]
        return median(sizes) if sizes else 0.0


def piece_of(placed: TableInContext, words: Words, spelling: Spelling, head_rows: int | None = None) -> HeadedFragment:
    """A fragment's rows and its head, of ``head_rows`` where a person said so."""
    table = placed.table
    rows = tuple(rows_of(table, spelling))
    first = rows[0].filled if rows else ()
    skip = int(len(first) == 1 and _is_caption(first[0].text, words))
    if skip and placed.caption is None:
        placed = replace(placed, caption=first[0].text)
    if head_rows is None:
        head = find_head(rows[skip:], max(0, table.header_rows - skip), words)
    else:
        head = given_head(rows[skip:], max(0, head_rows - skip), words)
    return HeadedFragment(placed, rows, head, skip, tuple(summed(rows, words)), head_rows is not None)


def _is_caption(text: str, words: Words) -> bool:
    """Whether a first row's only text is the table's title: it is numbered, or says that it goes on."""
    return words.caption_number(text) is not None or words.caption_key(text) != comparable(text)


def is_overview(piece: HeadedFragment, words: Words) -> bool:
    """Whether a piece is headed as an overview of key figures: by its caption, its first row or a title above."""
    if piece.head.named:
        return False
    return any(words.kind_by_caption(title) == "key_figures" for title in piece.titles)
