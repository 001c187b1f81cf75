"""Every number of every table, known or not: where it stands, what it counts, and what it amounts to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from normalize.danish.amounts import stated
from normalize.danish.numbers import looks_like_year, printed_decimals
from normalize.danish.units import KRONER, Unit, find_unit
from normalize.figures.any_table import AnyTable
from normalize.figures.column_evidence import ColumnEvidence
from normalize.figures.steps import half_steps
from normalize.model import CellFigure, Figure, KeyFigure, Quantity, TableCell
from normalize.wording.quantities import named

# "2024", "31.12.2024", and "2024/25" for the year that begins in it; no span of years, no level of prices.
_ONE_YEAR = re.compile(
    r"(?<![\d/–-])((?:19|20)\d{2})(?:/\d{2}(?:\d{2})?)?(?!\d|\s?[-–/]\s?\d|[-\s]?(?:priser|prisniveau|p/?l\b))",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(?:19|20)\d{2}\s?[-–]\s?(?:(?:19|20)\d{2}|\d{2}\b)")


class _CellPlace(NamedTuple):
    """Where a number stands: the labels that lead to its line, and the heads over it."""

    row_path: tuple[str, ...]
    column_path: tuple[str, ...]


class _Counted(NamedTuple):
    """What a number counts, its unit where that is money, and the flag that says what told so."""

    quantity: Quantity
    unit: Unit | None = None
    flag: str = ""


def figures_of_table(laid: AnyTable) -> list[CellFigure]:
    """The figures of a table, by row and column.

    Those of the known datasets have the amount, unit and flags that they have there.
    """
    stated_there: tuple[Figure | KeyFigure, ...] = (*laid.reading.figures, *laid.reading.key_figures)
    known = {(figure.cell_row, figure.column): figure for figure in stated_there}
    cells = [(cell, known.get((cell.row, cell.column))) for cell in laid.cells]
    placed = [(cell, figure, _place(laid, cell, figure)) for cell, figure in cells]
    told = _told(laid, [place for _, _, place in placed])
    read = [_read(laid, cell, figure, place, told) for cell, figure, place in placed]
    money = [one for one in read if one.amount is not None]
    steps = half_steps((one.unit, printed_decimals(one.number), bool(one.number)) for one in money if one.unit)
    return [_figure(laid, one, steps, told) for one in read]


class _Year(NamedTuple):
    """A year, None where none or several are named, and the flag that says what named it."""

    year: int | None
    flag: str = ""


class _Told(NamedTuple):
    """What the words around a table's figures say, once for all the figures that they lead to.

    ``labels``: what those of a row's path say that its figures count; ``heads``: the year that those of a column's path
    name, None where they name none; ``year``: that of the captions.
    """

    labels: Mapping[tuple[str, ...], ColumnEvidence | None]
    heads: Mapping[tuple[str, ...], _Year | None]
    year: _Year


def _told(laid: AnyTable, places: Sequence[_CellPlace]) -> _Told:
    years = {year for text in laid.captions if (year := _one_year(text)) is not None}
    return _Told(
        {path: _of_labels(laid, path) for path in {place.row_path for place in places}},
        {path: _of_heads(path) for path in {place.column_path for place in places}},
        _Year(years.pop(), "year_from_caption") if len(years) == 1 else _Year(None),
    )


class _CellRead(NamedTuple):
    """A cell's number with its place, what it counts and, of money, what it amounts to and in which unit."""

    cell: TableCell
    known: Figure | KeyFigure | None
    place: _CellPlace
    counted: _Counted
    number: Decimal
    amount: Decimal | None
    unit: Unit | None
    flags: tuple[str, ...]


def _read(
    laid: AnyTable, cell: TableCell, known: Figure | KeyFigure | None, place: _CellPlace, told: _Told
) -> _CellRead:
    counted = _counted(laid, cell, told.labels[place.row_path])
    said = stated(laid.printed(cell), counted.unit or KRONER)
    amount, unit = (said.amount, counted.unit) if counted.unit is not None else (None, None)
    if known is not None and known.amount is not None:
        amount, unit = known.amount, find_unit(known.unit)
        counted = _Counted("money", unit, known.unit_reason)
    number = said.value if said.value is not None else Decimal(0)
    return _CellRead(cell, known, place, counted, number, amount, unit, said.flags)


def _figure(laid: AnyTable, read: _CellRead, steps: Mapping[Unit, Decimal], told: _Told) -> CellFigure:
    cell, known, place, counted, unit = read.cell, read.known, read.place, read.counted, read.unit
    flags = (*(known.flags if known else (*read.flags, *laid.reading.table.flags)), counted.flag)
    year, year_flag = _year(place, told)
    table = laid.reading.table
    return CellFigure(
        table_id=table.table_id,
        section=table.section,
        committee=table.committee,
        caption=table.caption,
        row=cell.line,
        row_path=place.row_path,
        column_path=place.column_path,
        published=cell.text,
        number=read.number,
        quantity=counted.quantity,
        unit="%" if counted.quantity == "percent" else unit.name if unit else None,
        amount=read.amount,
        year=year,
        flags=tuple(dict.fromkeys(flag for flag in (*flags, year_flag) if flag)),
        page=cell.page,
        box=cell.box,
        cell_row=cell.row,
        column=cell.column,
        half_step=steps[unit] if unit is not None and read.amount is not None else Decimal(0),
    )


def _place(laid: AnyTable, cell: TableCell, known: Figure | KeyFigure | None) -> _CellPlace:
    if isinstance(known, KeyFigure):
        path = tuple(text for text in (known.topic, known.goal, known.label) if text)
        return _CellPlace(path, (str(known.year),) if known.year else ())
    heads = laid.heads.get(cell.column, ())
    year = laid.years.get(cell.row, {}).get(cell.column)
    path = laid.paths.get((cell.row, cell.column), ())
    return _CellPlace(path, heads if year is None or year in heads else (*heads, year))


def _counted(laid: AnyTable, cell: TableCell, of_labels: ColumnEvidence | None) -> _Counted:
    """What a number counts by the nearest evidence that says anything."""
    parsed = laid.printed(cell).number
    if parsed is not None and parsed.percent:
        return _Counted("percent")
    if parsed is not None and parsed.unit:
        return _Counted("money", find_unit(parsed.unit))
    if cell.role == "reference":
        return _Counted("reference")
    if cell.column < min(laid.columns, default=0):
        return _Counted("code")  # it stands among the labels
    own = laid.of_columns.get(cell.column)
    nearest = None if own is None or laid.shared else own
    over = laid.over_columns.get(cell.column)
    nearest = nearest or of_labels or over or laid.shared or laid.evidence
    if nearest is None:
        return _Counted("year" if looks_like_year(cell.text) else "number")
    unit = nearest.named.unit
    if nearest in (laid.shared, laid.evidence) and (cell.row, cell.column) in laid.line_units:
        return _Counted("money", laid.line_units[cell.row, cell.column], "unit_inferred")
    return _Counted(nearest.named.quantity, unit, nearest.flag)


def _of_labels(laid: AnyTable, path: Sequence[str]) -> ColumnEvidence | None:
    """What a line's label, or else the nearest label that it belongs under, says that its figures count."""
    for place, label in enumerate(reversed(path)):
        told = named(label, laid.words)
        if told is not None:
            return ColumnEvidence(told, "unit_from_group" if place else "unit_from_label")
    return None


def _year(place: _CellPlace, told: _Told) -> _Year:
    """The year that the nearest head with one says, else the line's label or the caption."""
    of_heads = told.heads[place.column_path]
    if of_heads is not None:
        return of_heads
    if place.row_path and looks_like_year(place.row_path[-1]):
        return _Year(int(place.row_path[-1]), "year_from_label")
    return told.year


def _of_heads(path: Sequence[str]) -> _Year | None:
    """The year of the nearest head that names one; none is said where that head names a span of years."""
    for text in reversed(path):
        if _SPAN.search(text):
            return _Year(None)
        if (year := _one_year(text)) is not None:
            return _Year(year)
    return None


def _one_year(text: str) -> int | None:
    found = set(_ONE_YEAR.findall(text))
    return int(found.pop()) if len(found) == 1 and not _SPAN.search(text) else None
