"""Floors of what statements are read as, on invented reports with known answers.

    python -m bench statements --lab DIR [--out OUT]

DIR holds reports that ``python -m bench lab`` drew (``<seed>/truth.json``), OUT (``DIR/out``) what was read of them and
the laboratory's score of it. Counted are tables whose body was read right: what is typed of a body read wrong says
nothing of the typing. Between its tables an invented report does not agree, so only checks inside one table count.
Exit status 0: every floor holds; 1: some are missed, or there is nothing to count.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from bench.document import Floor
from bench.lab import results

# What the laboratory's kinds of table are in a profile.
KINDS: Final[Mapping[str, str]] = {
    "resultat": "income_statement",
    "finansiering": "cash_flow",
    "pengestroem": "cash_flow",
    "balance": "balance_sheet",
    "arter": "cost_types",
    "gaeld": "debt",
    "garantier": "guarantees",
    "personale": "staffing",
    "takst": "user_financed",
    "noegletal": "key_ratios",
    "bred": "appropriations",
}
# The laboratory rounds each figure on its own, also a variance and what it is the difference of; a total adds up what
# its lines are off by, in print. So many lines explain such a variance.
MOST_ROUNDED: Final = 5
BETWEEN: Final = "."  # a rule that names another kind's line is one between tables

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StatementFloors:
    """Per cent, but for notes read as money and planted totals not found, which are counts and at most."""

    typed: float
    amounts: float
    planted_missed: int
    false_alarms: float  # reports with one, per cent, at most
    notes_as_money: int


# As they must be, but for one planted total that is not found: it stands in a committee's table, of which a line is
# read under the wrong line.
FLOORS: Final = StatementFloors(typed=97.0, amounts=99.5, planted_missed=1, false_alarms=5.0, notes_as_money=0)


@dataclass(slots=True)
class Counts:
    """What was counted, with a line for each miss."""

    tables: int = 0
    typed: int = 0
    amounts: int = 0
    amounts_right: int = 0
    planted: int = 0
    planted_found: int = 0
    reports: int = 0
    with_false_alarm: int = 0
    notes: int = 0
    notes_as_money: int = 0
    misses: list[str] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench statements", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lab", type=Path, required=True, help="the folder of invented reports")
    parser.add_argument("--out", type=Path, help="the folder that they were converted into (default: LAB/out)")
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    given = parser.parse_args(arguments)
    counts = counted(given.lab, given.out or given.lab / "out")
    if given.misses:
        print(*counts.misses, sep="\n")
    print(
        f"statements: {counts.tables} tables, {counts.amounts} amounts, {counts.planted} planted totals, "
        f"{counts.notes} notes, {counts.reports} reports"
    )
    floors = list(statement_floors(counts, FLOORS))
    print(*floors, sep="\n")
    return int(not counts.tables or not all(floor.holds for floor in floors))


def statement_floors(counts: Counts, least: StatementFloors) -> Iterator[Floor]:
    yield Floor("statements typed as their kind, %", _share(counts.typed, counts.tables), least.typed)
    yield Floor("their amounts right in kroner, %", _share(counts.amounts_right, counts.amounts), least.amounts)
    yield Floor("planted totals not found", counts.planted - counts.planted_found, least.planted_missed, most=True)
    yield Floor(
        "reports with a false alarm, %", _share(counts.with_false_alarm, counts.reports), least.false_alarms, most=True
    )
    yield Floor("notes read as money", counts.notes_as_money, least.notes_as_money, most=True)


def counted(lab: Path, out: Path) -> Counts:
    """The counts over the reports that were scored. Raises FileNotFoundError where the score is missing."""
    counts = Counts()
    by_seed: dict[str, list[Mapping[str, Any]]] = {}
    for result in results(out / "lab-score.json"):
        by_seed.setdefault(str(result["seed"]), []).append(result)
    for seed, found in by_seed.items():
        truth = json.loads((lab / seed / "truth.json").read_text(encoding="utf-8"))
        _count_report(counts, seed, truth, found, out)
    return counts


def _count_report(
    counts: Counts, seed: str, truth: Mapping[str, Any], found: Sequence[Mapping[str, Any]], out: Path
) -> None:
    tables = {row["table_id"]: row for row in _rows(out, "tables", seed)}
    figures = {(row["table_id"], row["cell_row"], row["cell_column"]): row for row in _rows(out, "figures", seed)}
    cells = _rows(out, "cells", seed)
    blamed = {_place(check) for check in _rows(out, "checks", seed) if _is_alarm(check)}
    expected: set[tuple[str, int, int]] = set()
    read = {result["table"]: result for result in found if result["body"]}
    for table in truth["tables"]:
        result = read.get(table["id"])
        if result is None:
            continue
        where = _places(table, [cell for cell in cells if cell["table_id"] == result["output"]])
        _count_table(counts, seed, table, tables[result["output"]], where, figures)
        for planted in table["identities"]:
            place = where.get((planted["row"], planted["column"]))
            counts.planted += 1
            if place is not None and any(_touches(check, place) for check in _failed(out, seed)):
                counts.planted_found += 1
            else:
                counts.misses.append(f"{seed} {table['id']} {table['kind']}: planted total not found, {planted}")
            if place is not None:
                expected.add(place)
    alarms = {
        place
        for place in blamed
        if place[0] in {r["output"] for r in read.values()} and not _explained(place, expected, out, seed)
    }
    counts.reports += 1
    counts.with_false_alarm += bool(alarms)
    counts.misses += [f"{seed}: false alarm at {place}" for place in sorted(alarms)]


def _count_table(
    counts: Counts,
    seed: str,
    truth: Mapping[str, Any],
    table: Row,
    where: Mapping[tuple[int, int], tuple[str, int, int]],
    figures: Mapping[tuple[str, int, int], Row],
) -> None:
    kind = KINDS.get(truth["kind"])
    if kind is None:
        return
    counts.tables += 1
    counts.typed += table["statement"] == kind
    if table["statement"] != kind:
        counts.misses.append(
            f"{seed} {truth['id']} {kind}: typed {table['statement']} ({table['kind']}), {truth['caption']!r}"
        )
    columns = {column for row in truth["amounts"] if row["unit_kr"] for column in (row["column"],)}
    for amount in truth["amounts"]:
        place = where.get((amount["row"], amount["column"]))
        figure = figures.get(place) if place is not None else None
        if amount["unit_kr"]:
            counts.amounts += 1
            right = Decimal(amount["number"]) * Decimal(str(amount["unit_kr"]))
            good = figure is not None and figure["amount_dkk"] == right
            counts.amounts_right += good
            if not good:
                read = None if figure is None else (figure["published"], figure["quantity"], figure["unit"])
                counts.misses.append(f"{seed} {truth['id']} {kind}: {amount} read as {read}")
        elif columns and amount["column"] not in columns and _is_note(truth, amount["column"]):
            counts.notes += 1
            money = figure is not None and figure["quantity"] == "money"
            counts.notes_as_money += money
            if money:
                counts.misses.append(f"{seed} {truth['id']} {kind}: note {amount} read as money")


def _is_note(truth: Mapping[str, Any], column: int) -> bool:
    heads = (row[column] for row in truth["grid"][: truth["header_rows"]])
    return any(cell is not None and cell["text"] == "Note" for cell in heads)


def _places(table: Mapping[str, Any], cells: Sequence[Row]) -> dict[tuple[int, int], tuple[str, int, int]]:
    """Where each cell of a truth table, whose body was read right, stands in the output."""
    body: dict[int, list[Row]] = {}
    for cell in cells:
        if cell["text"] and not cell["duplicate"]:
            body.setdefault(cell["row"], []).append(cell)
    rows = [sorted(body[row], key=lambda cell: cell["column"]) for row in sorted(body)]
    wanted = [
        (r, [c for c, cell in enumerate(row) if cell is not None and cell["text"]])
        for r, row in enumerate(table["grid"])
        if r >= table["header_rows"] and any(cell is not None and cell["text"] for cell in row)
    ]
    # Heads that are printed again are not among the truth's rows; from the last row backwards the bodies agree.
    out: dict[tuple[int, int], tuple[str, int, int]] = {}
    at = len(rows) - 1
    for r, columns in reversed(wanted):
        texts = [_plain(table["grid"][r][c]["text"]) for c in columns]
        while at >= 0 and [_plain(cell["text"]) for cell in rows[at]] != texts:
            at -= 1
        if at < 0:
            break
        out.update(
            {(r, c): (cell["table_id"], cell["row"], cell["column"]) for c, cell in zip(columns, rows[at], strict=True)}
        )
        at -= 1
    return out


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _rows(out: Path, dataset: str, seed: str) -> list[Row]:
    files = sorted((out / dataset).glob(f"{seed}-*.parquet"))
    found: list[Row] = pq.read_table(files[0]).to_pylist() if files else []
    return found


def _failed(out: Path, seed: str) -> list[Row]:
    return [check for check in _rows(out, "checks", seed) if _is_alarm(check)]


def _is_alarm(check: Row) -> bool:
    """Whether a check inside one table fails by more than rounding every line of it on its own explains."""
    rounding = MOST_ROUNDED * check["tolerance"] if check["rule"].startswith("variance") else 0
    failed = check["kind"] == "accounting" and check["status"] == "fail" and BETWEEN not in check["rule"]
    return failed and abs(check["difference"]) > rounding


def _place(check: Row) -> tuple[str, int, int]:
    first = check["cells"][0]
    return check["table_id"], first["row"], first["column"]


def _touches(check: Row, place: tuple[str, int, int]) -> bool:
    return check["table_id"] == place[0] and any((c["row"], c["column"]) == place[1:] for c in check["cells"])


def _explained(place: tuple[str, int, int], planted: set[tuple[str, int, int]], out: Path, seed: str) -> bool:
    """Whether a failing result takes in a total that was planted."""
    checks = [check for check in _failed(out, seed) if _place(check) == place]
    return all(any(_touches(check, one) for one in planted) for check in checks)


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
