"""What holds in and between a report's statements: sums that a table's arithmetic shows, and the profile's identities.

An identity is tested where each of its lines is there once, in every column of one measure that its tables share. One
that comes out in none of the columns in which it could tell is no finding: the lines are read, or declared, for what
they are not, and nothing says which of the two it is.

Tolerance: half a printed step for every figure that takes part, as in ``identities``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from normalize.figures.statements import Statement
from normalize.figures.sums import ENOUGH, MOST
from normalize.model import CellFigure, StatementFigure
from normalize.verdicts import CellRef, Check
from schemas.contract.vocabulary import MEASURES, Measure
from schemas.profile.identities import StatementIdentity, Term

LINES: Final = "total = sum of lines"
ZERO: Final = Decimal(0)


class _Test(NamedTuple):
    rule: str
    subject: str
    measure: str | None
    result: CellFigure
    parts: tuple[tuple[int, CellFigure], ...]

    @property
    def actual(self) -> Decimal:
        return sum((sign * (figure.amount or ZERO) for sign, figure in self.parts), ZERO)

    @property
    def tolerance(self) -> Decimal:
        return sum((figure.half_step for figure in (self.result, *(part for _, part in self.parts))), ZERO)

    @property
    def holds(self) -> bool:
        return abs(self.actual - (self.result.amount or ZERO)) <= self.tolerance


def sum_checks(read: Statement) -> list[Check]:
    """The tests of what each line of a statement sums up."""
    cells = {(figure.row, figure.column): figure for figure in read.told if _is_money(figure)}
    tests = []
    for row, parts in sorted(read.parts.items()):
        for column in read.laid.columns:
            result = cells.get((row, column))
            figures = tuple((1, cells[part, column]) for part in parts if (part, column) in cells)
            if result is not None and figures:
                tests.append(_Test(LINES, read.labels.get(row, ""), read.columns[column].measure, result, figures))
    return [_check(test, f"sum{number:03d}") for number, test in enumerate(tests)]


def identity_checks(read: Sequence[Statement], figures: Sequence[StatementFigure]) -> list[Check]:
    """The tests of the identities that the profile declares for the kinds of the statements ``read``."""
    by_kind: dict[str, list[_Lines]] = {}
    for one in read:
        own = [figure for figure in figures if figure.table_id == one.laid.reading.table.table_id]
        by_kind.setdefault(one.words.name, []).append(_lines(own))
    out: list[Check] = []
    for one in read:
        own = [figure for figure in figures if figure.table_id == one.laid.reading.table.table_id]
        lines = {**{kind: found[0] for kind, found in by_kind.items() if len(found) == 1}, one.words.name: _lines(own)}
        for number, identity in enumerate(one.words.identities):
            tests = [
                test for key in _columns(lines, identity, one.words.name) if (test := _test(lines, identity, one, key))
            ]
            if _is_clear(tests, between=any(term.kind for term in identity.terms)):
                out += [_check(test, f"identity{number:02d}-{place}") for place, test in enumerate(tests)]
    return out


# A column of a statement, by its measure and flow; and its figures of a kind's lines, by code and column.
_Column = tuple[str | None, str | None]
_Lines = Mapping[tuple[str, _Column], CellFigure]


def _lines(figures: Iterable[StatementFigure]) -> _Lines:
    """The figures of money by code and column, but for codes that two lines of a column have."""
    out: dict[tuple[str, _Column], CellFigure] = {}
    twice = set()
    for one in figures:
        if one.line_code is None or not _is_money(one.figure):
            continue
        key = (one.line_code, (one.measure, one.flow))
        if key in out:
            twice.add(key)
        out[key] = one.figure
    return {key: figure for key, figure in out.items() if key not in twice}


def _columns(lines: Mapping[str, _Lines], identity: StatementIdentity, own: str) -> list[_Column]:
    """The columns in which the result of an identity stands; only one where its terms name a measure themselves."""
    if identity.result.measure is not None:
        return [(identity.result.measure, None)]
    kind = identity.result.kind or own
    return list(dict.fromkeys(column for code, column in lines.get(kind, {}) if code == identity.result.code))


def _test(lines: Mapping[str, _Lines], identity: StatementIdentity, read: Statement, column: _Column) -> _Test | None:
    def found(term: Term) -> CellFigure | None:
        place = column if term.measure is None else (term.measure, None)
        return lines.get(term.kind or read.words.name, {}).get((term.code, place))

    result = found(identity.result)
    parts = [(term, found(term)) for term in identity.parts]
    if result is None or any(figure is None and not term.optional for term, figure in parts):
        return None
    signed = tuple((_sign(term, figure, result), figure) for term, figure in parts if figure is not None)
    return _Test(identity.rule, identity.result.code, column[0], result, signed) if signed else None


def _sign(term: Term, figure: CellFigure, result: CellFigure) -> int:
    """A term's sign; of one in either sign, that which makes it most like the result."""
    if not term.either_sign:
        return term.sign
    return 1 if (figure.amount or ZERO) * (result.amount or ZERO) >= 0 else -1


def _is_clear(tests: Sequence[_Test], *, between: bool) -> bool:
    """Whether what the tests say is of the report. Between tables each test is: only one column may be shared."""
    told = [test for test in tests if test.result.amount or test.actual]
    right = sum(test.holds for test in told)
    return between or (right >= min(ENOUGH, len(told)) and right >= MOST * len(told) and right > 0)


def _is_money(figure: CellFigure) -> bool:
    return figure.quantity == "money" and figure.amount is not None


def _check(test: _Test, number: str) -> Check:
    expected = test.result.amount or ZERO
    return Check(
        check_id=f"{test.result.table_id}#{number}",
        kind="accounting",
        rule=test.rule,
        table_id=test.result.table_id,
        subject=test.subject,
        measure=_known(test.measure),
        cells=tuple(
            CellRef(f.cell_row, f.column)
            for f in (test.result, *(f for _, f in test.parts if f.table_id == test.result.table_id))
        ),
        expected=expected,
        actual=test.actual,
        difference=test.actual - expected,
        tolerance=test.tolerance,
        status="pass" if test.holds else "fail",
        signs=tuple(sign for sign, figure in test.parts if figure.table_id == test.result.table_id),
    )


def _known(measure: str | None) -> Measure | None:
    return next((known for known in MEASURES if known == measure), None)
