"""Every number of every table, known or not: where it stands, what it counts, and what it amounts to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from normalize.amounts import stated
from normalize.column_paths import column_path, head_rows, year_heads
from normalize.evidence import Evidence, of_table
from normalize.lines import Grid
from normalize.model import CellFigure, Figure, KeyFigure, Quantity, TableCell
from normalize.numbers import looks_like_year
from normalize.quantities import Named, is_code_column, named
from normalize.roles import figure_columns
from normalize.row_paths import LabelledLine, labelled_lines, row_paths
from normalize.spelling import Spelling
from normalize.tables import Reading
from normalize.units import KRONER, Unit, resolve_lines
from normalize.words import Words

# "2024", and "2024/25" for the year that begins in it; no span of years.
_ONE_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d{2})(?:/\d{2}(?:\d{2})?)?(?!\s?[-–/]\s?\d|\d)")
_NO_AMOUNT: frozenset[Quantity] = frozenset({"count", "year", "code", "number"})


@dataclass(frozen=True)
class Laid:
    """A table laid out: its lines with their paths, its columns of figures with theirs, and what it says of all."""

    grid: Grid
    reading: Reading
    words: Words | None
    spelling: Spelling
    document: Unit | None

    @cached_property
    def cells(self) -> list[TableCell]:
        """The cells that state a number, those printed before left out."""
        return [c for c in self.reading.table.cells if c.role == "number" and not c.duplicate and c.number is not None]

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The columns of figures; where most cells of none are figures, those that hold any."""
        labels = figure_columns(self.grid)
        measures = {figure.column for figure in self.reading.figures}
        found = measures or (labels - {0} or labels) or {cell.column for cell in self.cells}
        return tuple(sorted(found))

    @cached_property
    def lines(self) -> tuple[LabelledLine, ...]:
        return labelled_lines(self.grid, self.columns, self.words, self.spelling)

    @cached_property
    def paths(self) -> Mapping[int, tuple[str, ...]]:
        return row_paths(self.lines, self.words)

    @cached_property
    def heads(self) -> Mapping[int, tuple[str, ...]]:
        rows = head_rows(self.grid, self.words)
        return {column: column_path(rows, column) for column in range(self.grid.n_columns)}

    @cached_property
    def captions(self) -> tuple[str, ...]:
        placed = self.grid.joined.pieces[0].placed
        titles = [m.row.filled[0].text for m in self.grid.rows[:2] if len(m.row.filled) == 1]
        return tuple(text for text in (*titles, placed.caption, placed.title) if text)

    @cached_property
    def evidence(self) -> Evidence | None:
        """What the table says of all its figures, else the document's unit where its words tell of money."""
        own = of_table(self.grid, self.words, self.captions)
        if own is not None or self.words is None:
            return own
        texts = (*(text for path in self.heads.values() for text in path), *self.captions)
        if not any(self.words.tells_money(text) for text in texts):
            return None
        return Evidence(Named("money", self.document), "unit_from_document" if self.document else "unit_unknown")

    @cached_property
    def of_columns(self) -> Mapping[int, Evidence]:
        """What the heads of columns say of their own figures, the lowest head that says anything first."""
        out = {}
        for column in self.columns:
            texts = [cell.text for cell in self.cells if cell.column == column]
            told = [said for text in reversed(self.heads[column]) if (said := named(text, self.words)) is not None]
            if told:
                out[column] = Evidence(told[0])
            elif is_code_column(texts):
                out[column] = Evidence(Named("code"))
            elif texts and all(looks_like_year(text) for text in texts):
                out[column] = Evidence(Named("year"))
        return out

    @cached_property
    def shared(self) -> Evidence | None:
        """What all columns' heads say alike: it is true of the table, and less near than a line's label."""
        told = {evidence.named for evidence in self.of_columns.values()}
        alike = len(told) == 1 and len(self.of_columns) == len(self.columns)
        return Evidence(told.pop()) if alike else None

    @cached_property
    def line_units(self) -> Mapping[tuple[int, int], Unit]:
        """The cells, by row and column, that the table's arithmetic shows to be in another unit than it states."""
        evidence = self.shared or self.evidence
        unit = evidence.named.unit if evidence else None
        columns = [c for c in self.columns if c not in self.of_columns or self.shared]
        if unit is None or not columns:
            return {}
        rows = [[self.grid.rows[line.rows[0]].row.text(column) for column in columns] for line in self.lines]
        found = zip(self.lines, resolve_lines(rows, unit), strict=True)
        return {(row, c): of for line, (of, inferred) in found if inferred for row in line.rows for c in columns}


def figures_of_table(laid: Laid) -> list[CellFigure]:
    """Return the figures of a table, by row and column.

    Those of the known datasets have the amount, unit and flags that they have there.
    """
    known = {(f.cell_row, f.column): f for f in (*laid.reading.figures, *laid.reading.key_figures)}
    years = year_heads(laid.grid)
    return [_figure(laid, cell, known.get((cell.row, cell.column)), years.get(cell.row, {})) for cell in laid.cells]


def _figure(laid: Laid, cell: TableCell, known: Figure | KeyFigure | None, years: Mapping[int, str]) -> CellFigure:
    path = laid.paths.get(cell.row, ())
    heads = laid.heads.get(cell.column, ())
    if cell.column in years and years[cell.column] not in heads:
        heads = (*heads, years[cell.column])
    if isinstance(known, KeyFigure):
        path = tuple(text for text in (known.topic, known.goal, known.label) if text)
        heads = (str(known.year),) if known.year else ()
    quantity, unit, reason = _counted(laid, cell, path)
    said = stated(cell.text, unit or KRONER)
    amount = said.amount if quantity == "money" and (unit or said.unit != KRONER.name) else None
    name = "%" if quantity == "percent" else (unit.name if unit else None) if quantity == "money" else None
    flags = (*((reason,) if reason else ()), *said.flags)
    if known is not None and quantity != "percent":
        quantity, amount, name = "money", known.amount, known.unit
    year, from_where = _year(laid, path, heads)
    own = known.flags if known is not None else (*flags, *laid.reading.table.flags)
    more = (*((reason,) if reason and known is not None else ()), *((from_where,) if from_where else ()))
    table = laid.reading.table
    return CellFigure(
        table_id=table.table_id,
        section=table.section,
        committee=table.committee,
        caption=table.caption,
        row=cell.line,
        row_path=path,
        column_path=heads,
        published=cell.text,
        number=said.value if said.value is not None else cell.number or KRONER.factor * 0,
        quantity=quantity,
        unit=name,
        amount=amount,
        year=year,
        flags=tuple(dict.fromkeys((*own, *more))),
        page=cell.page,
        box=cell.box,
        cell_row=cell.row,
        column=cell.column,
    )
