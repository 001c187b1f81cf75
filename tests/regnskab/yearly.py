"""Reports of several years, small enough to hold in the hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extract.model import Box
from extract.pdf.document import Metadata
from normalize.model import (
    CellFigure,
    Figure,
    Fragment,
    Line,
    LogicalTable,
    Measure,
    Publisher,
    Report,
    TableCell,
    TableKind,
)
from regnskab.report.conversion import Conversion
from regnskab.report.source import Source
from regnskab.report.to_arrow import to_arrow

BOX = Box(50.0, 100.0, 90.5, 110.0)
COMMITTEE = "Vejudvalget"


class Row(NamedTuple):
    """A line of a table: its words, its code, the codes it stands under, and its actual in thousands."""

    level: str
    words: str
    actual: str = "100"
    code: str | None = None
    frame: str | None = None


def item(words: str, code: str, frame: str | None = None, actual: str = "100") -> Row:
    return Row("item", words, actual, code, frame)


def project(words: str, code: str | None = None, actual: str = "100") -> Row:
    return Row("project", words, actual, code)


def appropriation(words: str, code: str, actual: str = "100") -> Row:
    return Row("appropriation", words, actual, code)


def frame(code: str | None, frame: str, words: str = "Inden for servicerammen") -> Row:
    return Row("service_frame", words, "100", code, frame)


TOTAL = Row("total", "Årets resultat")


def report(
    year: int,
    operating: Sequence[Row] = (),
    capital: Sequence[Row] = (),
    *,
    committee: str = COMMITTEE,
    municipality: str = "Strandby",
    beside: Mapping[str, str] | None = None,
    profile: str = "strandby",
    head: str = "Regnskab",
    measure: Measure = "actual",
) -> Conversion:
    """A report of ``year`` whose tables are these rows, ready to be written.

    ``beside`` are last year's actuals, by the line's words, that it prints beside its own. ``head``, before the year,
    is what stands over the figures, which are of this ``measure`` by the words of the ``profile``.
    """
    report_id = f"{municipality.lower()}-{year}"
    tables = [
        _table(f"{report_id}/veje/tabel-{number}", number, kind, rows, committee)
        for number, (kind, rows) in enumerate((("operating", operating), ("capital", capital)), 1)
        if rows
    ]
    figures = [
        _figure(table.table_id, committee, i, row, measure)
        for table, rows in zip(tables, [rows for rows in (operating, capital) if rows], strict=True)
        for i, row in enumerate(rows)
    ]
    made = Report(
        report_id=report_id,
        publisher=Publisher(profile, municipality, "999", year),
        tables=tuple(tables),
        operating=tuple(f for f in figures if f.line.level != "project" and _is(tables, f, "operating")),
        financing=(),
        capital=tuple(f for f in figures if _is(tables, f, "capital")),
        key_figures=(),
        status=(),
        checks=(),
        figures=tuple(
            _cell_figure(figure, printed, of, head)
            for figure in figures
            for printed, of in (
                (figure.published, year),
                *(((beside or {})[name], year - 1) for name in (figure.line.item,) if name in (beside or {})),
            )
        ),
    )
    source = Source(f"{report_id}.pdf", f"{report_id}.pdf", f"{year:064x}", 1)
    return Conversion(report_id, source, to_arrow(made, source, Metadata(1, None, None, None)))


def _is(tables: Sequence[LogicalTable], figure: Figure, kind: str) -> bool:
    return any(table.table_id == figure.table_id and table.kind == kind for table in tables)


def _table(table_id: str, number: int, kind: TableKind, rows: Sequence[Row], committee: str) -> LogicalTable:  # type: ignore[valid-type]
    cells = tuple(
        TableCell(i, column, 1, 1, 1, BOX, text, role, None, False, False, 0, i)  # type: ignore[arg-type]
        for i, row in enumerate(rows)
        for column, (text, role) in enumerate(((row.words, "label"), (row.actual, "number")))
    )
    return LogicalTable(
        table_id=table_id,
        number=number,
        caption=f"Tabel {number}",
        section=committee,
        committee=committee,
        kind=kind,
        unit="1.000 kr.",
        fragments=(Fragment(1, BOX, len(rows), 0),),
        cells=cells,
        n_rows=len(rows),
        n_columns=2,
        n_duplicate_rows=0,
        notes=(),
        confidence=1.0,
    )


def _figure(table_id: str, committee: str, place: int, row: Row, measure: Measure) -> Figure:
    capital = row.level == "project"
    line = Line(
        row=place,
        level=row.level,  # type: ignore[arg-type]
        label=f"{row.code} {row.words}" if row.code and row.level in ("appropriation", "project") else row.words,
        appropriation_code=None if capital else row.code,
        appropriation=row.words if row.level == "appropriation" else None if row.code is None else f"Ramme {row.code}",
        service_frame=row.frame,  # type: ignore[arg-type]
        item=row.words if row.level == "item" else None,
        project_code=row.code if capital else None,
        project=row.words if capital else None,
        account_closed=False if capital else None,
    )
    return Figure(
        table_id=table_id,
        committee=committee,
        line=line,
        measure=measure,
        published=row.actual,
        amount=Decimal(row.actual) * 1000,
        unit="1.000 kr.",
        marker=None,
        marker_meaning=None,
        flags=(),
        page=1,
        box=BOX,
        cell_row=place,
        column=1,
    )


def _cell_figure(figure: Figure, published: str, year: int, head: str) -> CellFigure:
    return CellFigure(
        table_id=figure.table_id,
        section=figure.committee,
        committee=figure.committee,
        caption=None,
        row=figure.line.row,
        row_path=(figure.line.label,),
        column_path=(f"{head} {year}",),
        published=published,
        number=Decimal(published),
        quantity="money",
        unit="1.000 kr.",
        amount=Decimal(published) * 1000,
        year=year,
        flags=(),
        page=2,
        box=BOX,
        cell_row=figure.cell_row,
        column=figure.column + figure.line.row + (year % 2) * 50,
    )
