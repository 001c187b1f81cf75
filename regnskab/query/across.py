"""Municipalities side by side: one statement of one year, line by line, per inhabitant where their number is known.

Lines are known again by their code, functions of the chart of accounts by theirs (``account_code``). All amounts are
turned to one sign, costs positive, where the statement's own lines of income tell which it prints. What is missing, or
cannot be compared, is said in ``Across.remarks``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regnskab.errors import QueryError
from regnskab.phrases import counted
from regnskab.query.datasets import open_stored
from regnskab.query.inhabitants import Inhabitants

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]

# What is compared where no measure is asked for: the first that the statement has.
_USUAL: Final = ("actual", "closing")
# The line of a report's key ratios that states how many live there.
_POPULATION: Final = "population"
_CENT: Final = Decimal("0.01")
_COLUMNS: Final = (
    "statement", "line_code", "account_code", "label", "measure", "year", "flow", "positive", "quantity", "number",
    "amount_dkk", "report_id", "table_id", "row", "municipality", "municipality_code", "fiscal_year", "page",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality of a comparison: its report, and its inhabitants with what told them, where anything does."""

    name: str
    report_id: str
    inhabitants: int | None
    told_by: str


@dataclass(frozen=True, slots=True)
class Across:
    """A statement of several municipalities: ``amounts`` in kroner, costs positive, by line and name of the place.

    ``labels`` says what the first place that has a line calls it.
    """

    statement: str
    year: int
    measure: str
    places: tuple[Place, ...]
    labels: Mapping[str, str]
    amounts: Mapping[tuple[str, str], Decimal]
    remarks: tuple[str, ...]

    def per_inhabitant(self, code: str, place: Place) -> Decimal | None:
        """An amount per inhabitant, to the øre; None where either is not known."""
        amount = self.amounts.get((code, place.name))
        if amount is None or place.inhabitants is None:
            return None
        return (amount / place.inhabitants).quantize(_CENT, ROUND_HALF_EVEN)

    def rows(self) -> Iterator[dict[str, object]]:
        """Yield a row for each line and place, those too where a place has no such line."""
        for code, label in self.labels.items():
            for place in self.places:
                yield {
                    "statement": self.statement,
                    "fiscal_year": self.year,
                    "measure": self.measure,
                    "line": code,
                    "label": label,
                    "municipality": place.name,
                    "report_id": place.report_id,
                    "amount_dkk": self.amounts.get((code, place.name)),
                    "inhabitants": place.inhabitants,
                    "amount_dkk_per_inhabitant": self.per_inhabitant(code, place),
                }

    def pandas(self) -> pd.DataFrame:
        """The rows as a frame; ``frame.attrs["remarks"]`` says what is missing."""
        import pandas as pd

        frame = pd.DataFrame(list(self.rows()))
        frame.attrs["remarks"] = list(self.remarks)
        return frame


def across(
    out: Path, statement: str, year: int, *, measure: str | None = None, inhabitants: Inhabitants | None = None
) -> Across:
    """The municipalities of a folder side by side. ``inhabitants`` come before those that the reports state.

    Raises QueryError for a statement, year or measure that no report has, OutputError.
    """
    rows = open_stored(out, "statements").to_table(columns=list(_COLUMNS)).to_pylist()
    sources = open_stored(out, "sources").to_table(columns=["report_id", "municipality", "fiscal_year"]).to_pylist()
    of_year = [one for one in sources if one["fiscal_year"] == year]
    reports = {one["report_id"]: one["municipality"] or one["report_id"] for one in of_year}
    if not reports:
        years = sorted({str(one["fiscal_year"]) for one in sources if one["fiscal_year"]})
        raise QueryError(f"no report is for {year}", source=out, remedy=f"there are reports of {', '.join(years)}")
    own = [row for row in rows if row["statement"] == statement and row["report_id"] in reports]
    if not own:
        kinds = sorted({row["statement"] for row in rows if row["report_id"] in reports})
        near = get_close_matches(statement, kinds, n=1)
        remedy = f"did you mean {near[0]}?" if near else f"there are {', '.join(kinds) or 'no statements'}"
        raise QueryError(f"no report of {year} has the statement {statement!r}", source=out, remedy=remedy)
    wanted = _measure(own, measure)
    there = {row["report_id"] for row in own}
    columns = {
        report: _Column.of(name, [row for row in own if row["report_id"] == report], wanted, year)
        for report, name in sorted(reports.items(), key=lambda pair: (pair[1], pair[0]))
        if report in there
    }
    places = tuple(_place(rows, report, column.name, year, inhabitants) for report, column in columns.items())
    labels: dict[str, str] = {}
    for column in columns.values():
        labels |= {code: label for code, label in column.labels.items() if code not in labels}
    return Across(
        statement,
        year,
        wanted,
        places,
        labels,
        {(code, column.name): amount for column in columns.values() for code, amount in column.amounts.items()},
        (*_missing(sources, reports, there, statement, year), *_said(list(columns.values()), places)),
    )


def _measure(rows: Sequence[Row], asked: str | None) -> str:
    known = sorted({row["measure"] for row in rows if row["measure"]})
    usual = next((name for name in _USUAL if name in known), None)
    chosen = asked or usual
    if chosen is None or chosen not in known:
        what = "has no usual measure" if chosen is None else f"has no measure {chosen!r}"
        raise QueryError(f"the statement {what}", remedy=f"say --measure with one of {', '.join(known)}")
    return chosen


@dataclass(frozen=True, slots=True)
class _Column:
    """A report's amounts, costs positive, and labels by line; ``remarks`` about what of it cannot be compared."""

    name: str
    positive: str | None
    amounts: Mapping[str, Decimal]
    labels: Mapping[str, str]
    remarks: tuple[str, ...]

    @classmethod
    def of(cls, name: str, rows: Sequence[Row], measure: str, year: int) -> _Column:
        chosen = [row for row in rows if row["measure"] == measure and row["year"] in (None, year)]
        chosen = [row for row in chosen if row["amount_dkk"] is not None and row["flow"] in (None, "net")]
        remarks = []
        if not chosen:
            remarks.append(f"{name}: its statement has no amounts of {measure}")
        signs = {row["positive"] for row in chosen}
        positive = signs.pop() if len(signs) == 1 else None
        turn = -1 if positive == "income" else 1
        found: dict[str, list[Row]] = {}
        for row in chosen:
            if code := row["account_code"] or row["line_code"]:
                found.setdefault(code, []).append(row)
        nameless = sorted({row["label"] for row in chosen if not (row["account_code"] or row["line_code"])})
        if nameless:
            remarks.append(f"{name}: {counted(len(nameless), 'line')} without a code left out: {'; '.join(nameless)}")
        several = {code for code, own in found.items() if len({row["amount_dkk"] for row in own}) > 1}
        remarks += [f"{name}: {code} has several amounts ({_pages(found[code])}): left out" for code in sorted(several)]
        return cls(
            name,
            positive,
            {code: turn * own[0]["amount_dkk"] for code, own in found.items() if code not in several},
            {code: own[0]["label"] for code, own in found.items()},
            tuple(remarks),
        )


def _pages(rows: Sequence[Row]) -> str:
    return ", ".join(f"page {page}" for page in sorted({row["page"] for row in rows}))


def _place(rows: Sequence[Row], report: str, name: str, year: int, given: Inhabitants | None) -> Place:
    own = [row for row in rows if row["report_id"] == report]
    code = own[0]["municipality_code"]
    if given is not None and (code, year) in given:
        return Place(name, report, given[code, year], "the file given")
    stated = [row for row in own if row["line_code"] == _POPULATION and row["quantity"] in ("count", "number")]
    counts = {row["number"] for row in stated if row["year"] == year and row["number"]}
    if len(counts) == 1:
        return Place(name, report, int(counts.pop()), f"its report, {_pages(stated)}")
    return Place(name, report, None, "")


def _missing(
    sources: Sequence[Row], reports: Mapping[str, str], there: set[str], statement: str, year: int
) -> Iterator[str]:
    """Who has no report of the year, or no such statement in it."""
    years: dict[str, list[str]] = {}
    for one in sources:
        years.setdefault(one["municipality"] or one["report_id"], []).append(str(one["fiscal_year"]))
    for name in sorted(years.keys() - set(reports.values())):
        yield f"{name} has no report of {year}, only of {', '.join(sorted(years[name]))}"
    for report in sorted(reports.keys() - there):
        yield f"{reports[report]}: its report of {year} has no {statement} that was recognised"


def _said(columns: Sequence[_Column], places: Sequence[Place]) -> Iterator[str]:
    signed = any(column.positive for column in columns)
    if signed:
        yield "costs are positive amounts, income negative ones"
    for column in columns:
        if column.positive == "income":
            yield f"{column.name} prints income as positive amounts: its signs are turned"
        elif signed and column.positive is None and column.amounts:
            yield f"{column.name}: nothing tells whether costs or income are positive; its amounts are as printed"
        yield from column.remarks
    for place in places:
        if place.inhabitants is None:
            yield f"{place.name}: neither its report nor a file says how many live there; give --inhabitants FILE"
