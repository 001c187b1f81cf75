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
    read = [_read(laid, cell, known.get((cell.row, cell.column))) for cell in laid.cells]
    money = [one for one in read if one.amount is not None]
    steps = half_steps((one.unit, printed_decimals(one.number), bool(one.number)) for one in money if one.unit)
    return [_figure(laid, one, steps) for one in read]


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


def _read(laid: AnyTable, cell: TableCell, known: Figure | KeyFigure | None) -> _CellRead:
    place = _place(laid, cell, known)
    counted = _counted(laid, cell, place)
    said = stated(laid.printed(cell), counted.unit or KRONER)
    amount, unit = (said.amount, counted.unit) if counted.unit is not None else (None, None)
    if known is not None and known.amount is not None:
        amount, unit = known.amount, find_unit(known.unit)
        counted = _Counted("money", unit, known.unit_reason)
    number = said.value if said.value is not None else Decimal(0)
    return _CellRead(cell, known, place, counted, number, amount, unit, said.flags)


def _figure(laid: AnyTable, read: _CellRead, steps: Mapping[Unit, Decimal]) -> CellFigure:
    cell, known, place, counted, unit = read.cell, read.known, read.place, read.counted, read.unit
    flags = (*(known.flags if known else (*read.flags, *laid.reading.table.flags)), counted.flag)
    year, year_flag = _year(laid, place)
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


def _counted(laid: AnyTable, cell: TableCell, place: _CellPlace) -> _Counted:
    """What a number counts by the nearest evidence that says anything."""
    parsed = laid.printed(cell).number
    if parsed is not None and parsed.percent:
        return _Counted("percent")
    if parsed is not None and parsed.unit:
        return _Counted("money", find_unit(parsed.unit))
    if cell.column < min(laid.columns, default=0):
        return _Counted("code")  # it stands among the labels
    own = laid.of_columns.get(cell.column)
    nearest = None if own is None or laid.shared else own
    over = laid.over_columns.get(cell.column)
    nearest = nearest or _of_labels(laid, place.row_path) or over or laid.shared or laid.evidence
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


def _year(laid: AnyTable, place: _CellPlace) -> tuple[int | None, str]:
    """The year that the nearest head with one says, else the line's label or the caption, with its flag."""
    for text in reversed(place.column_path):
        if _SPAN.search(text):
            return None, ""
        if (year := _one_year(text)) is not None:
            return year, ""
    if place.row_path and looks_like_year(place.row_path[-1]):
        return int(place.row_path[-1]), "year_from_label"
    years = {year for text in laid.captions if (year := _one_year(text)) is not None}
    return (years.pop(), "year_from_caption") if len(years) == 1 else (None, "")


def _one_year(text: str) -> int | None:
    found = set(_ONE_YEAR.findall(text))
    return int(found.pop()) if len(found) == 1 and not _SPAN.search(text) else None
