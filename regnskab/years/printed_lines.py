"""The lines that a municipality's reports print, read back from what was converted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from regnskab.errors import OutputError, QueryError
from schemas.contract.vocabulary import Level, LineKind

DATASETS: Mapping[LineKind, str] = {
    "operating": "operating_expenditure",
    "financing": "financing",
    "capital": "capital_projects",
}
_REPORT = ("municipality", "municipality_code", "fiscal_year", "report_id")
_LINE = ("table_id", "row", "committee", "level", "label")
_OWN: Mapping[LineKind, tuple[str, ...]] = {
    "operating": ("appropriation_code", "appropriation", "service_frame", "item"),
    "financing": ("appropriation_code", "appropriation", "service_frame", "item"),
    "capital": ("project_code", "project"),
}
_FIGURE = ("measure", "amount_dkk", "page")


@dataclass(frozen=True, slots=True)
class LineAmount:
    """A figure of a line: kroner (None: blank or a marker) and the page that it stands on."""

    dkk: Decimal | None
    page: int


@dataclass(frozen=True, slots=True)
class ReportedLine:
    """A line as one report prints it. ``wording`` is its name without its code."""

    report_id: str
    year: int
    kind: LineKind
    table_id: str
    row: int
    committee: str | None
    level: Level
    wording: str
    appropriation_code: str | None
    appropriation: str | None
    frame: str | None
    project_code: str | None
    amounts: Mapping[str, LineAmount]

    @property
    def place(self) -> tuple[str, str, int]:
        return (self.report_id, self.table_id, self.row)

    def __str__(self) -> str:
        code = self.project_code or self.appropriation_code
        under = ", ".join(part for part in (self.committee, code, self.frame) if part)
        return f'"{self.wording}" ({self.year}, {under})'


@dataclass(frozen=True, slots=True)
class MunicipalityReports:
    """A municipality and the lines of its reports, by report in order of years."""

    name: str
    code: str | None
    reports: Mapping[str, tuple[ReportedLine, ...]]

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have lines, ascending."""
        return tuple(sorted({line.year for lines in self.reports.values() for line in lines}))

    def of_year(self, year: int) -> list[ReportedLine]:
        """The lines of that year's report."""
        return [line for lines in self.reports.values() for line in lines if line.year == year]


def read_municipalities(out: Path, wanted: str | None = None) -> list[MunicipalityReports]:
    """Every municipality with reports in ``out``, by name, or the one that is ``wanted`` (name or code).

    Reports of an unknown publisher or year are left out: nothing says which year they belong to. Raises OutputError
    where there is none, QueryError where the wanted one is not there.
    """
    found: dict[str, tuple[str | None, dict[tuple[int, str], list[ReportedLine]]]] = {}
    for kind in DATASETS:
        for (name, code, year, report), lines in _of_kind(out, kind):
            _, reports = found.setdefault(name, (code, {}))
            reports.setdefault((year, report), []).extend(lines)
    if not found:
        raise OutputError(
            "holds no report of a known municipality and year",
            source=out,
            remedy="convert reports that a profile knows into it first",
        )
    known = [
        MunicipalityReports(name, code, {report: tuple(lines) for (_, report), lines in sorted(reports.items())})
        for name, (code, reports) in sorted(found.items())
    ]
    if wanted is None:
        return known
    chosen = [one for one in known if wanted.casefold() in (one.name.casefold(), one.code)]
    if not chosen:
        raise QueryError(f"there is no municipality {wanted!r} in {out}", remedy=f"there are {', '.join(found)}")
    return chosen


_ReportKey = tuple[str, str | None, int, str]


def _of_kind(out: Path, kind: LineKind) -> Iterator[tuple[_ReportKey, list[ReportedLine]]]:
    rows = _rows(out, kind)
    reports: dict[_ReportKey, dict[tuple[str, int], list[dict[str, Any]]]] = {}
    for row in rows:
        if row["municipality"] and row["fiscal_year"]:
            key = (row["municipality"], row["municipality_code"], row["fiscal_year"], row["report_id"])
            reports.setdefault(key, {}).setdefault((row["table_id"], row["row"]), []).append(row)
    for key, lines in sorted(reports.items()):
        yield key, [_printed(kind, figures) for _, figures in sorted(lines.items())]


def _rows(out: Path, kind: LineKind) -> list[dict[str, Any]]:
    from regnskab.query.datasets import open_stored

    columns = [*_REPORT, *_LINE, *_OWN[kind], *_FIGURE]
    stored = open_stored(out, DATASETS[kind])
    try:
        return stored.to_table(columns=columns).to_pylist()  # type: ignore[no-any-return]
    except (OSError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0]
        raise OutputError(f"cannot be read ({reason})", source=out, remedy="convert the reports again") from error


def _printed(kind: LineKind, figures: list[dict[str, Any]]) -> ReportedLine:
    one = figures[0]
    names = {
        "appropriation": one.get("appropriation"),
        "item": one.get("item"),
        "project": one.get("project"),
    }
    return ReportedLine(
        report_id=one["report_id"],
        year=one["fiscal_year"],
        kind=kind,
        table_id=one["table_id"],
        row=one["row"],
        committee=one["committee"],
        level=one["level"],
        wording=names.get(one["level"]) or one["label"],
        appropriation_code=one.get("appropriation_code"),
        appropriation=one.get("appropriation"),
        frame=one.get("service_frame"),
        project_code=one.get("project_code"),
        amounts={figure["measure"]: LineAmount(figure["amount_dkk"], figure["page"]) for figure in figures},
    )
