"""Which rows of a dataset may be added up; every refusal says why, and what to do.

Leaves alone are added: lines that sum nothing up. In every group of a sum they are alike in measure, year, report and
whatever else makes amounts comparable; no line is there twice; and no table beside another that repeats its sum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations
from typing import Any, Final, NoReturn

from normalize.danish.units import find_unit
from regnskab.errors import QueryError, SumError
from regnskab.phrases import counted, kroner
from schemas.contract.model import Dataset

Row = Mapping[str, Any]
Key = tuple[Any, ...]

# What the lines of a sum must be alike in, unless the sum is split by it.
ALIKE: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        ("operating_expenditure", "financing", "capital_projects"), ("measure", "fiscal_year", "report_id")
    ),
    "statements": ("fiscal_year", "report_id", "statement", "table_id", "measure", "quantity", "side", "flow"),
    "figures": ("fiscal_year", "report_id", "table_id", "quantity"),
}
_PLURAL: Final[Mapping[str, str]] = {
    "measure": "measures",
    "fiscal_year": "years",
    "report_id": "reports",
    "statement": "statements",
    "table_id": "tables",
    "quantity": "quantities",
    "side": "sides of a balance",
    "flow": "flows",
}
_SHOWN: Final = 4
_HALF: Final = Decimal("0.5")
ZERO: Final = Decimal(0)
# Sums that agree and are so many times what rounding explains do not agree by chance.
_TELLING: Final = 500


def check_question(dataset: Dataset, by: Sequence[str], measure: str | None) -> None:
    """Raises QueryError for a column that is not there, SumError for a dataset whose rows are no parts of a whole."""
    if dataset.name not in ALIKE:
        why = (
            "holds figures of different things, which are no parts of a whole"
            if dataset.name == "key_figures"
            else ("holds no amounts that could be added up")
        )
        raise SumError(f"{dataset.name} {why}", remedy=f"there are {', '.join(ALIKE)}")
    for name in by:
        if name not in dataset.names:
            raise QueryError(f"{dataset.name} has no column {name!r}", remedy=f"there are {', '.join(dataset.names)}")
    if measure is not None and "measure" not in dataset.names:
        raise QueryError(
            f"{dataset.name} has no measures", remedy="choose a column by its year or column_path in where="
        )


def leaves_of(every: Sequence[Row], selected: Sequence[Row]) -> list[Row]:
    """The ``selected`` rows that may be added up; ``every`` are all rows that there are.

    Raises SumError where lines are selected that sum up others, and none of these are.
    """
    leaves = [row for row in selected if row["is_leaf"]]
    parents = {(row["table_id"], row["row"]): row["parent_row"] for row in every}
    have_parts = {(table, parent) for (table, _), parent in parents.items() if parent is not None}
    covered = {(row["table_id"], above) for row in leaves for above in _above(row["table_id"], row["row"], parents)}
    sums = [row for row in selected if _place(row) in have_parts - covered]
    if sums:
        names = _some([str(row.get("label") or " / ".join(row["row_path"])) for row in sums])
        raise SumError(
            f"{names}: what these lines sum up is not selected",
            remedy="select these instead, or everything: only lines that sum nothing up (is_leaf) are added",
        )
    if not leaves:
        raise SumError(
            "there are no lines that may be added up, only sums of lines that stand elsewhere"
            if selected
            else "there are no such lines",
            remedy="ask for others: regnskab show lists what there is",
        )
    return leaves


def _above(table: str, row: int, parents: Mapping[tuple[str, int], int | None]) -> Iterator[int]:
    above = parents.get((table, row))
    while above is not None:
        yield above
        above = parents.get((table, above))


def _place(row: Row) -> tuple[str, int]:
    return row["table_id"], row["row"]


def check_alike(dataset: Dataset, by: Sequence[str], rows: Sequence[Row]) -> None:
    """Raises SumError where the rows of one group are not alike in what they must be, or one line is there twice."""
    for name in ALIKE[dataset.name]:
        blank = "none" if name == "flow" else None
        values = sorted({str(row[name] or blank) for row in rows if row[name] or blank})
        if len(values) > 1:
            says = f'measure="{values[0]}"' if name == "measure" else f"where=\"{name} = '{values[0]}'\""
            several = f"{len(values)} {_PLURAL[name]} ({_some(values)})"
            _refuse(f"amounts of {several} are not added up", f'say {says} or by="{name}"')
    if rows and rows[0].get("quantity", "money") != "money":
        _refuse(f"the lines count {rows[0]['quantity']}, not money", "choose lines of money with where=")
    unknown = [row for row in rows if row["amount_dkk"] is None and row.get("number") is not None]
    if unknown:
        places = sorted({f"{row['table_id']}, page {row['page']}" for row in unknown})
        _refuse(f"{len(unknown)} of the lines are in a unit that is not known ({_some(places)})", "leave them out")
    twice = [place for place, count in Counter(map(_place, rows)).items() if count > 1]
    if twice:
        heads = sorted({row.get("heading") or " / ".join(row.get("column_path") or ()) for row in rows})
        several = f"{counted(len(twice), 'line')} in more than one column ({_some(heads)})"
        _refuse(f"there are figures of {several}", "choose one column with where=")


def check_repeated(rows: Sequence[Row]) -> None:
    """Raises SumError where a table of a report repeats what another one adds up to."""
    reports: dict[Key, dict[str, list[Row]]] = {}
    for row in rows:
        tables = reports.setdefault((row["report_id"], row["measure"]), {})
        tables.setdefault(row["table_id"], []).append(row)
    for tables in reports.values():
        sums = {name: sum((row["amount_dkk"] or ZERO for row in own), ZERO) for name, own in tables.items()}
        steps = {name: slack(own) for name, own in tables.items()}
        for one, other in permutations(tables, 2):
            rest = sum(sums.values(), ZERO) - sums[other]
            alike = (row for row in tables[one] if _agree(row["amount_dkk"], sums[other], steps[other]))
            repeated = next(alike, None) if len(tables[other]) > 1 else None
            if repeated is not None:
                what = f"the line {repeated['label']!r} of {one} (page {repeated['page']}) and the lines of {other}"
            elif _agree(rest, sums[other], sum(steps.values(), ZERO)):
                one, what = other, f"{other} (page {tables[other][0]['page']}) and the other tables"
            else:
                continue
            _refuse(f"{what} state the same {kroner(sums[other])}", f"leave one out: where=\"table_id <> '{one}'\"")


def _agree(amount: Decimal | None, total: Decimal, step: Decimal) -> bool:
    return amount is not None and abs(amount - total) <= step and abs(total) >= _TELLING * step


def slack(rows: Sequence[Row]) -> Decimal:
    """What rounding can explain in the sum of the rows and in another's: half of the unit for each."""
    units = (find_unit(row["unit"] or "") for row in rows)
    return sum((_HALF * (unit.factor if unit else 1) for unit in units), _HALF)


def _refuse(problem: str, remedy: str) -> NoReturn:
    raise SumError(problem, remedy=remedy)


def _some(values: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(values))
    more = f" and {len(distinct) - _SHOWN} more" if len(distinct) > _SHOWN else ""
    return ", ".join(distinct[:_SHOWN]) + more
