"""A table laid out for reading any of its numbers: lines with their paths, columns with their heads, units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from normalize.danish.amounts import Printed
from normalize.danish.numbers import Parsed, looks_like_year
from normalize.danish.spelling import Spelling
from normalize.danish.units import Unit, resolve_lines
from normalize.figures.column_evidence import ColumnEvidence, column_path, head_rows, of_table, year_heads
from normalize.figures.row_paths import Block, LabelledLine, labelled_lines, row_paths
from normalize.model import TableCell, TableReading
from normalize.table.column_roles import figure_columns
from normalize.table.logical_table import PrintedTable
from normalize.table.rows import Row
from normalize.wording.quantities import CountedAs, is_code_column, named
from normalize.wording.table_words import Words

# What stands between columns of figures and is shorter is a sign or a mark, no label.
SHORTEST_LABEL = 3


@dataclass(frozen=True)
class AnyTable:
    """A table laid out: its lines with their paths, its columns of figures with theirs, and what it says of all."""

    grid: PrintedTable
    reading: TableReading
    words: Words
    spelling: Spelling
    document: Unit | None

    @cached_property
    def cells(self) -> list[TableCell]:
        """The cells that state a number, those printed before left out."""
        counted = [c for c in self.reading.table.cells if c.role in ("number", "reference") and not c.duplicate]
        return [cell for cell in counted if cell.number is not None]

    @cached_property
    def references(self) -> frozenset[int]:
        """The columns that refer to notes."""
        return frozenset(cell.column for cell in self.reading.table.cells if cell.role == "reference")

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The columns of figures: from the first that mostly holds them on, all that hold any."""
        mostly = figure_columns(self.grid) - self.references
        known = {figure.column for figure in self.reading.figures} or (mostly - {0} or mostly)
        holding = {cell.column for cell in self.cells} - self.references
        return tuple(sorted(known | {c for c in holding if not known or c > min(known)}))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The columns of labels with the figures to their right, from left to right."""
        columns = [c for c in range(self.grid.n_columns) if c not in self.references]
        labels = [c for c in columns if c not in self.columns and self._holds_labels(c)]
        starts = [c for c in labels if c == 0 or c - 1 in self.columns] or [0]
        ends = [*starts[1:], self.grid.n_columns]
        first = min(self.columns, default=self.grid.n_columns)
        out = []
        for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
            own = (c for c in columns if c < first) if place == 0 else (c for c in labels if start <= c < end)
            out.append(Block(tuple(own), tuple(c for c in self.columns if (c >= start or not place) and c < end)))
        return tuple(out)

    def _holds_labels(self, column: int) -> bool:
        """Whether a column behind the first figures holds the labels of the figures to its right."""
        first = min(self.columns, default=self.grid.n_columns)
        if column < first:
            return True
        right = [c for c in self.columns if c > column]
        told = [line[0].row for line in self.grid.lines if any(line[0].row.text(c) for c in right)]
        named = sum(len(row.text(column)) >= SHORTEST_LABEL for row in told)
        return bool(right) and 2 * named > len(told)

    @cached_property
    def lines(self) -> tuple[tuple[LabelledLine, ...], ...]:
        """The lines of each block."""
        return tuple(labelled_lines(self.grid, block, self.words, self.spelling) for block in self.blocks)

    @cached_property
    def paths(self) -> Mapping[tuple[int, int], tuple[str, ...]]:
        """The labels that lead to the line of a cell, by its row and column."""
        told = [row_paths(lines, self.words) for lines in self.lines]
        ends = [min(block.labels, default=0) for block in self.blocks[1:]] + [self.grid.n_columns]
        starts = [0, *ends[:-1]]
        return {
            (row, column): path
            for paths, start, end in zip(told, starts, ends, strict=True)
            for row, path in paths.items()
            for column in range(start, end)
        }

    @cached_property
    def heads(self) -> Mapping[int, tuple[str, ...]]:
        return {c: column_path(self.head_rows, c) for c in range(self.grid.n_columns)}

    @cached_property
    def head_rows(self) -> list[Row]:
        return head_rows(self.grid, self.words)

    @cached_property
    def years(self) -> Mapping[int, Mapping[int, str]]:
        """Years that a row of nothing but years prints over the columns of the rows below it."""
        return year_heads(self.grid)

    @cached_property
    def captions(self) -> tuple[str, ...]:
        placed = self.grid.joined.pieces[0].placed
        titles = (m.row.filled[0].text for m in self.grid.rows[:2] if len(m.row.filled) == 1)
        return tuple(text for text in (*titles, placed.caption, placed.title) if text)

    @cached_property
    def evidence(self) -> ColumnEvidence | None:
        """What the table says of all its figures, else the document's unit where its words tell of money."""
        own = of_table(self.grid, self.words, self.captions)
        if own is not None:
            return own
        kind = self.words.statements.kinds.get(self.reading.table.statement or "")
        if kind is not None and kind.kind.quantity == "count":
            return ColumnEvidence(CountedAs("count"), "quantity_from_kind")
        texts = (*(text for path in self.heads.values() for text in path), *self.captions)
        money = kind is not None and kind.kind.quantity == "money"
        if not money and not any(self.words.tells_money(text) for text in texts):
            return None
        return ColumnEvidence(
            CountedAs("money", self.document), "unit_from_document" if self.document else "unit_unknown"
        )

    @cached_property
    def of_columns(self) -> Mapping[int, ColumnEvidence]:
        """What the heads over one column alone, the lowest first, or its cells, say of its figures."""
        out = {}
        for column in self.columns:
            texts = [cell.text for cell in self.cells if cell.column == column]
            told = self._named_over(column, alone=True)
            if told is not None:
                out[column] = ColumnEvidence(told)
            elif is_code_column(texts):
                out[column] = ColumnEvidence(CountedAs("code"))
            elif texts and all(map(looks_like_year, texts)):
                out[column] = ColumnEvidence(CountedAs("year"))
        return out

    def _named_over(self, column: int, *, alone: bool) -> CountedAs | None:
        for row in reversed(self.head_rows):
            slot = row.cover[column]
            if slot is not None and (slot.column_span == 1) == alone:
                told = named(slot.text, self.words)
                if told is not None:
                    return told
        return None

    @cached_property
    def over_columns(self) -> Mapping[int, ColumnEvidence]:
        """What heads that stand over several columns say of their figures."""
        told = ((column, self._named_over(column, alone=False)) for column in self.columns)
        return {column: ColumnEvidence(said) for column, said in told if said is not None}

    @cached_property
    def shared(self) -> ColumnEvidence | None:
        """What all columns' heads say alike: it is true of the table, and less near than a line's label."""
        told = {evidence.named for evidence in self.of_columns.values()}
        alike = len(told) == 1 and len(self.of_columns) == len(self.columns)
        return ColumnEvidence(told.pop()) if alike else None

    @cached_property
    def line_units(self) -> Mapping[tuple[int, int], Unit]:
        """The cells, by row and column, that the table's arithmetic shows to be in another unit than it states."""
        evidence = self.shared or self.evidence
        unit = evidence.named.unit if evidence else None
        columns = [c for c in self.columns if self.shared or not (c in self.of_columns or c in self.over_columns)]
        if unit is None or not columns:
            return {}
        lines = self.lines[0]
        rows = [[self._printed(line, column) for column in columns] for line in lines]
        found = zip(lines, resolve_lines(rows, unit), strict=True)
        return {(row, c): of for line, (of, inferred) in found if inferred for row in line.rows for c in columns}

    def _printed(self, line: LabelledLine, column: int) -> Parsed | None:
        cells = (self.grid.rows[row].row.printed(column) for row in line.rows)
        return next((cell.number for cell in cells if cell.text), None)

    def printed(self, cell: TableCell) -> Printed:
        """What a cell prints."""
        return self.grid.rows[cell.row].row.printed(cell.column)
