"""The figures of a statement: each with its line's code, its place among the lines, and what its column measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from normalize.danish.accounts import account_code
from normalize.figures.any_table import AnyTable
from normalize.figures.row_paths import LabelledLine
from normalize.figures.sum_places import sum_line
from normalize.figures.sums import summed_up
from normalize.model import CellFigure, Flow, Positive, Side, StatementFigure
from normalize.wording.statement_words import KindWords

# Of two columns with one measure, what that of the year before is.
EARLIER: Final[Mapping[str, str]] = {"closing": "opening", "actual": "prior_actual"}
_NO_STATEMENT_QUANTITY: Final = frozenset({"reference", "code", "year"})


@dataclass(frozen=True, slots=True)
class StatementColumn:
    """What a column of a statement holds."""

    measure: str | None
    flow: Flow | None
    year: int | None
    heading: str


@dataclass(frozen=True)
class Statement:
    """A table read as a statement of one kind."""

    laid: AnyTable
    words: KindWords
    figures: Sequence[CellFigure]
    fiscal_year: int | None

    @classmethod
    def of(cls, laid: AnyTable, figures: Sequence[CellFigure], fiscal_year: int | None) -> Statement | None:
        """The table read as the statement that it is, None for any other table; ``figures`` are its own."""
        name = laid.reading.table.statement
        return None if name is None else cls(laid, laid.words.statements.kinds[name], figures, fiscal_year)

    @cached_property
    def told(self) -> list[CellFigure]:
        """The figures that are any, references and codes left out."""
        columns = set(self.laid.columns)
        return [
            figure
            for figure in self.figures
            if figure.row is not None and figure.column in columns and figure.quantity not in _NO_STATEMENT_QUANTITY
        ]

    @cached_property
    def lines(self) -> list[LabelledLine]:
        return [line for lines in self.laid.lines for line in lines]

    @cached_property
    def columns(self) -> Mapping[int, StatementColumn]:
        years = {figure.column: figure.year for figure in self.told if figure.year is not None}
        own: dict[int, StatementColumn] = {}
        for column in self.laid.columns:
            path = self.laid.heads.get(column, ())
            flow = self.laid.words.statements.flow(path)
            measure = self.words.measure(path[:-1] if flow and len(path) > 1 else path)
            own[column] = StatementColumn(measure, flow, years.get(column), " ".join(path))
        return {column: self._dated(own, column) for column in own}

    def _dated(self, columns: Mapping[int, StatementColumn], column: int) -> StatementColumn:
        """The column, its measure that of the year before where another column holds this year's."""
        own = columns[column]
        alike = {c.year for c in columns.values() if c.measure == own.measure and c.year is not None}
        newest = max((*alike, self.fiscal_year or 0))
        pair = (len(alike) == 1 and self.fiscal_year is not None) or len(alike) == 2
        earlier = EARLIER.get(own.measure or "")
        if earlier is not None and pair and own.year == newest - 1:
            return StatementColumn(earlier, own.flow, own.year, own.heading)
        return own

    @cached_property
    def parts(self) -> dict[int, tuple[int, ...]]:
        """The rows (as in ``figures``) of the lines that each line sums up, by its row."""
        values: dict[int, dict[int, CellFigure]] = {}
        for figure in self.told:
            if figure.quantity != "percent" and figure.row is not None:
                values.setdefault(figure.row, {})[figure.column] = figure
        return summed_up([sum_line(row, row in self.announced, values[row]) for row in sorted(values)])

    @cached_property
    def announced(self) -> frozenset[int]:
        """The lines that announce a sum; one that sums nothing up, and is itself summed up, was added up elsewhere."""
        return frozenset(row for line in self.lines if line.total for row in self._rows(line))

    def _rows(self, line: LabelledLine) -> Iterator[int]:
        for place in line.rows:
            row = self.laid.grid.rows[place].line
            if row is not None:
                yield row

    @cached_property
    def labels(self) -> Mapping[int, str]:
        return {row: line.label for line in self.lines for row in self._rows(line)}

    @cached_property
    def codes(self) -> Mapping[int, str]:
        """The code of each line that has one, by its row; the line that sums all up has the kind's ``total``."""
        out = {row: code for row, label in self.labels.items() if (code := self.words.line(label)) is not None}
        last = max((figure.row for figure in self.told if figure.row is not None), default=None)
        tops = [row for row in self.parts if all(row not in parts for parts in self.parts.values())]
        whole = {row for row in (last, *tops) if row is not None and self._is_plain_total(row)}
        free = self.words.kind.total not in out.values()
        if len(whole) == 1 and free:
            out[whole.pop()] = self.words.kind.total
        return out

    def _is_plain_total(self, row: int) -> bool:
        return self.laid.words.is_total(self.labels.get(row, ""))

    @cached_property
    def sides(self) -> Mapping[int, Side]:
        """The side of each line: its code's, or else that of the nearest line above, or else below, that has one."""
        coded = {row: side for row, code in self.codes.items() if (side := self.words.side(code)) is not None}
        out = {}
        for row in self.labels if coded else ():
            above = max((r for r in coded if r <= row), default=None)
            out[row] = coded[min(coded) if above is None else above]
        return out

    @cached_property
    def positive(self) -> Positive | None:
        """What the table prints as positive amounts, as its lines of income tell: all of them, or none does."""
        income = [f.number for f in self.told if self.codes.get(f.row or 0) in self.words.kind.income and f.number]
        signs = {number > 0 for number in income}
        return None if len(signs) != 1 else "income" if signs.pop() else "costs"

    @cached_property
    def notes(self) -> Mapping[int, str]:
        """The note that each line refers to."""
        cells = self.laid.reading.table.cells
        return {cell.line: cell.text for cell in cells if cell.role == "reference" and cell.line is not None}


def statement_figures(read: Statement) -> tuple[StatementFigure, ...]:
    """The figures of a statement, by row and column."""
    return tuple(_figure(read, figure) for figure in read.told)


def _figure(read: Statement, figure: CellFigure) -> StatementFigure:
    row = figure.row or 0
    column = read.columns[figure.column]
    return StatementFigure(
        figure=figure,
        statement=read.words.name,
        row=row,
        line_code=read.codes.get(row),
        label=read.labels.get(row, ""),
        depth=figure.sums.depth,
        parent_row=figure.sums.parent_row,
        is_leaf=figure.sums.is_leaf,
        is_total=figure.sums.is_total,
        side=read.sides.get(row),
        measure=column.measure,
        flow=column.flow,
        heading=column.heading,
        year=column.year if column.year is not None else figure.year,
        note_ref=read.notes.get(row),
        account_code=account_code(read.labels.get(row, "")),
        positive=read.positive,
    )
