"""The accounting identities of a Danish municipal report, tested on the figures as printed.

Totals and sums at each level are those of the data contract; what holds between the measures of one line (variance =
actual - revised budget) is declared by the profile.

Tolerance: half a published unit for every figure that takes part, the result included, as each may have been
rounded by that much. A table's published unit is the last decimal that its figures print: 1.000 kr. both for
"104.092" in 1.000 kr. and for "0,062" in mio. kr.; a "0" beside "0,062" is as exact as that.

Blanks: a line of an operating or financing table with a blank cell takes part as 0, for its amount is known to
be nothing (its other columns say so). In a capital table a blank, like the marker R, states nothing: such a
project takes no part, and a total that prints none is not tested.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from normalize.checks.misprints import explain
from normalize.figures.line_hierarchy import grand_total
from normalize.model import Figure, Line, Measure, TableKind
from normalize.verdicts import CellRef, Check
from schemas.profile.load import Identity

ZERO = Decimal(0)
# Where a larger part of a rule's tests in one table fails, what fails is the reading.
MOST_FAILING = Decimal("0.4")
SEVERAL = 2
MANY_LINES = 5  # lines on which what holds between measures was tested, from which on they tell of the columns
GROUPS = ("appropriation", "service_frame")


class Sum(NamedTuple):
    """A line that sums others up, by rows: ``rule`` and ``subject`` name the test."""

    rule: str
    subject: str
    result: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The figures of one table by line and measure."""

    table_id: str
    kind: TableKind
    lines: Sequence[Line]
    figures: Mapping[tuple[int, Measure], Figure]
    printed: frozenset[int]  # the lines that print any amount; one that prints none is a heading

    def takes_part(self, figure: Figure) -> bool:
        """Whether a figure counts in the table's sums: a blank does only where it is known to be nothing."""
        return figure.amount is not None or self.kind != "capital"


def checks_of(kind: TableKind, table_id: str, figures: Sequence[Figure], identities: Sequence[Identity]) -> list[Check]:
    """The tests of one operating, financing or capital table, in the order of lines, then measures.

    ``identities`` hold between the measures of each line.
    """
    lines = list({figure.line.row: figure.line for figure in figures}.values())
    by_place = {(figure.line.row, figure.measure): figure for figure in figures}
    printed = frozenset(figure.line.row for figure in figures if figure.amount is not None)
    ledger = Ledger(table_id, kind, lines, by_place, printed)
    measures = list(dict.fromkeys(figure.measure for figure in figures))
    own = [identity for identity in identities if kind in identity.kinds]
    tests = [*_between_measures(ledger, own), *(test for m in measures for test in _sums(ledger, m))]
    checks = [_check(ledger, i, test) for i, test in enumerate(tests)]
    between = frozenset(identity.rule for identity in own)
    return explain(checks if kind == "capital" else _clear(checks, between), ledger.figures.values())


def _clear(checks: Sequence[Check], between: frozenset[str]) -> list[Check]:
    """The tests but for those of a sum that mostly fails in a table: its lines were then read for what they are not.

    One line alone that does not come out may be misprinted; so may a total of projects, which sums up all there are.
    What holds ``between`` measures fails on many lines where a column was taken for another.
    """
    failed = Counter(check.rule for check in checks if check.status == "fail")
    told = Counter(check.rule for check in checks if check.expected or check.actual)
    several = len({(check.rule, check.subject) for check in checks if check.rule not in between}) >= SEVERAL
    doubted = {
        rule
        for rule, count in failed.items()
        if count > MOST_FAILING * told[rule] and (several or (rule in between and told[rule] >= MANY_LINES))
    }
    kept = [check for check in checks if check.rule not in doubted]
    return [check._replace(check_id=f"{check.table_id}#{place:03d}") for place, check in enumerate(kept)]


class _Test(NamedTuple):
    rule: str
    subject: str
    measure: Measure
    result: Figure
    parts: tuple[tuple[int, Figure], ...]


def _check(ledger: Ledger, number: int, test: _Test) -> Check:
    expected = test.result.amount or ZERO
    actual = sum((sign * (figure.amount or ZERO) for sign, figure in test.parts), ZERO)
    figures = [test.result, *(figure for _, figure in test.parts)]
    tolerance = sum((figure.half_step for figure in figures), ZERO)
    return Check(
        check_id=f"{ledger.table_id}#{number:03d}",
        kind="accounting",
        rule=test.rule,
        table_id=ledger.table_id,
        subject=test.subject,
        measure=test.measure,
        cells=tuple(CellRef(figure.cell_row, figure.column) for figure in figures),
        expected=expected,
        actual=actual,
        difference=actual - expected,
        tolerance=tolerance,
        status="pass" if abs(actual - expected) <= tolerance else "fail",
        signs=tuple(sign for sign, _ in test.parts),
    )


def _between_measures(ledger: Ledger, identities: Sequence[Identity]) -> Iterator[_Test]:
    for line in ledger.lines:
        for identity in identities:
            signed = [*((1, m) for m in identity.plus), *((-1, m) for m in identity.minus)]
            result = ledger.figures.get((line.row, identity.result))
            parts = tuple((sign, f) for sign, m in signed if (f := ledger.figures.get((line.row, m))) is not None)
            if result and len(parts) == len(signed) and line.row in ledger.printed:
                yield _Test(identity.rule, f"{line.row}:{_name(line)}", identity.result, result, parts)


def _name(line: Line) -> str:
    if line.level == "total":
        return "total"
    return (line.item if line.level == "item" else line.service_frame or line.appropriation_code) or line.label


def _sums(ledger: Ledger, measure: Measure) -> Iterator[_Test]:
    for one in _capital_sums(ledger.lines) if ledger.kind == "capital" else _operating_sums(ledger):
        result = ledger.figures.get((one.result, measure))
        parts = [f for row in one.parts if (f := ledger.figures.get((row, measure))) is not None]
        counted = tuple((1, figure) for figure in parts if ledger.takes_part(figure))
        if result is not None and parts and ledger.takes_part(result) and one.result in ledger.printed:
            yield _Test(one.rule, one.subject, measure, result, counted)


def _capital_sums(lines: Sequence[Line]) -> Iterator[Sum]:
    total = grand_total(lines)
    if total is not None:
        projects = tuple(line.row for line in lines if line.level == "project")
        yield Sum("total = sum of projects", "total", total.row, projects)


def _operating_sums(ledger: Ledger) -> Iterator[Sum]:
    """The sums of a table that prints each group's amount beside the group's name.

    In a table in which a group's name prints none, the sums stand in lines of their own below ("I alt ..."), among the
    items: those are announced totals.
    """
    lines = ledger.lines
    if any(line.level in GROUPS and line.row not in ledger.printed for line in lines):
        return
    total = grand_total(lines)
    heads = [i for i, line in enumerate(lines) if line.level == "appropriation"]
    top = lines[: heads[0]] if heads else lines
    if total is not None:
        yield from _sum("total = sum of appropriations", "total", total, [lines[i] for i in heads])
        frames = [line for line in top if line.level == "service_frame"]
        yield from _sum("total = inside + outside", "total", total, frames)
    yield from _frame_sums(top, "")
    for start, end in _spans(heads, len(lines)):
        head, under = lines[start], lines[start + 1 : end]
        code = head.appropriation_code or head.label
        frames = [line for line in under if line.level == "service_frame"]
        yield from _sum("appropriation = inside + outside", code, head, frames)
        yield from _frame_sums(under, f"{code}/")
        if not frames:
            items = [line for line in under if line.level == "item"]
            yield from _sum("appropriation = sum of items", code, head, items)


def _frame_sums(lines: Sequence[Line], prefix: str) -> Iterator[Sum]:
    frames = [i for i, line in enumerate(lines) if line.level == "service_frame"]
    for start, end in _spans(frames, len(lines)):
        items = [line for line in lines[start + 1 : end] if line.level == "item"]
        yield from _sum("service_frame = sum of items", f"{prefix}{lines[start].service_frame}", lines[start], items)


def _spans(starts: Sequence[int], end: int) -> list[tuple[int, int]]:
    return [(start, starts[i + 1] if i + 1 < len(starts) else end) for i, start in enumerate(starts)]


def _sum(rule: str, subject: str, result: Line, parts: Sequence[Line]) -> Iterator[Sum]:
    if parts:
        yield Sum(rule, subject, result.row, tuple(line.row for line in parts))
