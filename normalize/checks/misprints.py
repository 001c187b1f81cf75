"""One plain reading of why an identity fails, where there is just one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from normalize.model import Figure
from normalize.verdicts import CellRef, Check

THOUSAND = Decimal(1_000)
# A sum of at most so many cells, or an amount of so many digits, leaves little to chance.
FEW_CELLS, TELLING_DIGITS = 5, 3


class Misprint(NamedTuple):
    """A cell that, read as ``suggested``, would meet the identity; ``rank`` orders how little it supposes."""

    rank: int
    suspect: CellRef
    suggested: Decimal
    explanation: str


def explain(checks: Sequence[Check], figures: Iterable[Figure]) -> list[Check]:
    """The checks, those that fail with an explanation where one reading is plainer than all others.

    Readings, plainest first: a figure that lacks its last group of thousands ("5" for "5.000"), or has one too
    many; neighbouring digits or groups that changed places; a sign left out; a line left out of a sum, or counted
    twice. A reading of a part is dropped where another identity that holds contradicts it.
    """
    by_cell = {CellRef(figure.cell_row, figure.column): figure for figure in figures}
    return [_explained(check, checks, by_cell) if check.status == "fail" else check for check in checks]


def _explained(check: Check, checks: Sequence[Check], figures: dict[CellRef, Figure]) -> Check:
    readings = [r for r in _readings(check, figures) if _holds(r, check, checks, figures)]
    best = min((r.rank for r in readings), default=0)
    plainest = [r for r in readings if r.rank == best]
    if len(plainest) != 1:
        return check
    one = plainest[0]
    return check._replace(explanation=one.explanation, suspect=one.suspect, suggested=one.suggested)


def _readings(check: Check, figures: dict[CellRef, Figure]) -> Iterator[Misprint]:
    for cell, sign in zip(check.cells, _signs(check), strict=True):
        figure = figures[cell]
        # What the cell would have to say for the identity to hold to the last unit.
        wanted = (figure.amount or Decimal(0)) - sign * check.difference
        if figure.amount:
            yield from _misprints(check, cell, figure, figure.amount, wanted)
    result = figures[check.cells[0]]
    if not _is_sum_of_lines(check, figures) or result.amount is None:
        return
    for cell in check.cells[1:]:
        figure = figures[cell]
        if not _is_telling(figure, check):
            continue
        if figure.amount and figure.amount == check.difference:
            text = f"{_named(result)} leaves out {_named(figure)} ({figure.published})"
            yield Misprint(2, check.cells[0], check.actual, text)
        elif figure.amount and figure.amount == -check.difference:
            text = f"{_named(result)} counts {_named(figure)} ({figure.published}) twice"
            yield Misprint(2, check.cells[0], check.actual, text)


def _is_telling(figure: Figure, check: Check) -> bool:
    """Whether a part that is as large as the difference is so by more than chance.

    Of many parts, one is easily a round amount that is as large as any round difference.
    """
    digits = "".join(map(str, figure.amount.as_tuple().digits)).strip("0") if figure.amount else ""
    return len(digits) >= TELLING_DIGITS or len(check.cells) <= FEW_CELLS


def _signs(check: Check) -> list[int]:
    """How each cell enters the difference: the result with a minus."""
    return [-1, *(check.signs or [1] * (len(check.cells) - 1))]


def _is_sum_of_lines(check: Check, figures: dict[CellRef, Figure]) -> bool:
    """Whether a check sums lines up, rather than the measures of one: one of those is not left out or doubled."""
    lines = {figures[cell].line.row for cell in check.cells}
    return len(lines) > 1


def _misprints(check: Check, cell: CellRef, figure: Figure, amount: Decimal, wanted: Decimal) -> Iterator[Misprint]:
    def reading(rank: int, suggested: Decimal, why: str) -> Misprint:
        return Misprint(rank, cell, suggested, f"{_named(figure)}: {figure.published} {why}")

    for suggested, why in (
        (amount * THOUSAND, "lacks a group of three digits"),
        (amount / THOUSAND, "has a group of three digits too many"),
    ):
        whole = suggested % (2 * check.tolerance / len(check.cells)) == 0
        if whole and abs(suggested - wanted) <= check.tolerance:
            yield reading(0, suggested, why)
    if wanted == -amount:
        yield reading(1, wanted, "has the wrong sign")
    if wanted in _swapped(figure, amount):
        yield reading(1, wanted, "has neighbouring digits or groups in the wrong order")


def _swapped(figure: Figure, amount: Decimal) -> set[Decimal]:
    """The amounts that the figure would state with two neighbouring digits, or groups of three, exchanged."""
    if not figure.number:
        return set()
    scale = amount / figure.number
    _, digits, exponent = figure.number.as_tuple()
    text = "".join(map(str, digits))
    whole = text[:exponent] if isinstance(exponent, int) and exponent < 0 else text
    orders = {text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in range(len(text) - 1)}
    groups = [whole[max(0, i - 3) : i] for i in range(len(whole), 0, -3)][::-1]
    for i in range(len(groups) - 1):
        moved = [*groups[:i], groups[i + 1], groups[i], *groups[i + 2 :]]
        orders.add("".join(moved) + text[len(whole) :])
    sign = Decimal(-1 if figure.number < 0 else 1)
    shift = exponent if isinstance(exponent, int) else 0
    # No figure is printed with a zero before other whole digits.
    told = (order for order in orders if order != text and not (len(whole) > 1 and order.startswith("0")))
    return {sign * Decimal(order).scaleb(shift) * scale for order in told}


def _holds(reading: Misprint, check: Check, checks: Sequence[Check], figures: dict[CellRef, Figure]) -> bool:
    """Whether no other identity that holds as printed would be broken by reading a part like this."""
    if reading.suspect == check.cells[0]:
        return True
    change = reading.suggested - (figures[reading.suspect].amount or Decimal(0))
    return not any(
        other.status == "pass" and abs(other.difference + sign * change) > other.tolerance
        for other in checks
        if other is not check
        for cell, sign in zip(other.cells, _signs(other), strict=True)
        if cell == reading.suspect
    )


def _named(figure: Figure) -> str:
    line = figure.line
    code = line.project_code or (line.appropriation_code if line.level == "appropriation" else None)
    return code or f'"{line.label}"'
