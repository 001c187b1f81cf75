"""Figures of one year that two reports print: the year's own, and a later one beside its own figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from normalize.danish.numbers import parse_number, printed_decimals
from normalize.danish.units import find_unit, half_unit
from normalize.wording.table_words import Words
from regnskab.errors import OutputError
from regnskab.years.changes import LineChange
from regnskab.years.identity import LineIdentity
from regnskab.years.report_words import words_of_reports

_FIGURES = ("table_id", "row", "column_path", "published", "unit", "amount_dkk", "page")
_KEY_FIGURES = ("report_id", "topic", "goal", "line", "year", "published", "unit", "amount_dkk", "page")


class _RoundedFigure(NamedTuple):
    """A figure and what rounding leaves open of it, in kroner."""

    amount: Decimal
    half: Decimal
    page: int
    published: str


def restated(
    out: Path, municipality: str, identities: Sequence[LineIdentity], years: tuple[int, int]
) -> list[LineChange]:
    """The figures of the older year that the newer year's report prints otherwise, beyond rounding.

    Raises OutputError where ``out`` cannot be read.
    """
    reports = {place.line.year: place.line.report_id for one in identities for place in one.places}
    if not all(year in reports for year in years):
        return []
    lines = list(_of_lines(out, municipality, identities, (reports[years[0]], reports[years[1]]), years))
    return [*lines, *_of_key_figures(out, municipality, (reports[years[0]], reports[years[1]]))]


def _of_lines(
    out: Path, municipality: str, identities: Sequence[LineIdentity], reports: tuple[str, str], years: tuple[int, int]
) -> Iterator[LineChange]:
    newer = (pc.field("report_id") == reports[1]) & (pc.field("year") == years[0])
    old_report = pc.field("report_id") == reports[0]
    words = words_of_reports(out, reports)
    told = _by_line(_rows(out, "figures", _FIGURES, newer), words[1])
    if not told:
        return
    before = _by_line(_rows(out, "figures", _FIGURES, old_report & (pc.field("year") == years[0])), words[0])
    for one in identities:
        first, second = one.in_year(years[0]), one.in_year(years[1])
        if first is None or second is None:
            continue
        for measure in first.line.amounts:
            was = _rounded(before.get((first.line.table_id, first.line.row, measure)))
            now = _rounded(told.get((second.line.table_id, second.line.row, measure)))
            if was and now and abs(now.amount - was.amount) > was.half + now.half:
                line = second.line
                yield LineChange(
                    what="restated",
                    municipality=municipality,
                    line_id=one.line_id,
                    kind=line.kind,
                    level=line.level,
                    committee=line.committee,
                    code=line.project_code or line.appropriation_code,
                    wording_older=first.line.wording,
                    wording_newer=line.wording,
                    measure=measure,
                    older=was.amount,
                    newer=now.amount,
                    page_older=was.page,
                    page_newer=now.page,
                    year=years[0],
                    printed=f"{was.published} → {now.published}",
                )


def _of_key_figures(out: Path, municipality: str, reports: tuple[str, str]) -> Iterator[LineChange]:
    rows = _rows(
        out, "key_figures", _KEY_FIGURES, pc.field("report_id").isin(list(reports)) & pc.field("year").is_valid()
    )
    tables: tuple[dict[tuple[object, ...], Mapping[str, Any]], ...] = ({}, {})
    for row in rows:
        name = (row["topic"], row["goal"], row["line"], row["year"])
        tables[reports.index(row["report_id"])].setdefault(name, row)
    for key in sorted(tables[0].keys() & tables[1].keys(), key=str):
        was, now = _rounded(tables[0][key]), _rounded(tables[1][key])
        if was and now and abs(now.amount - was.amount) > was.half + now.half:
            yield LineChange(
                what="restated",
                municipality=municipality,
                line_id=f"key_figures/{key[0]}/{key[2]}",
                kind="key_figures",
                level="figure",
                committee=None,
                code=None,
                wording_older=f"{key[0]}, {key[2]}",
                wording_newer=f"{key[0]}, {key[2]}",
                older=was.amount,
                newer=now.amount,
                page_older=was.page,
                page_newer=now.page,
                year=tables[0][key]["year"],
                printed=f"{was.published} → {now.published}",
            )


def _by_line(rows: Sequence[dict[str, Any]], words: Words) -> dict[tuple[str, int | None, str | None], dict[str, Any]]:
    """The figures by table, line and the measure that their column's head names."""
    return {(row["table_id"], row["row"], _measure(row["column_path"], words)): row for row in rows}


def _measure(heads: Sequence[str], words: Words) -> str | None:
    return words.measure(" ".join(heads)) or (words.measure(heads[-1]) if heads else None)


def _rounded(row: Mapping[str, Any] | None) -> _RoundedFigure | None:
    if row is None or row["amount_dkk"] is None:
        return None
    parsed, unit = parse_number(row["published"]), find_unit(row["unit"] or "")
    half = half_unit(printed_decimals(parsed.value), unit) if parsed and unit else Decimal(0)
    return _RoundedFigure(row["amount_dkk"], half, row["page"], row["published"])


def _rows(out: Path, dataset: str, columns: Sequence[str], which: pc.Expression) -> list[dict[str, Any]]:
    from regnskab.query.datasets import open_stored

    try:
        return open_stored(out, dataset).to_table(columns=list(columns), filter=which).to_pylist()  # type: ignore[no-any-return]
    except pa.ArrowException as error:
        reason = str(error).splitlines()[0]
        raise OutputError(f"cannot be read ({reason})", source=out, remedy="convert the reports again") from error
