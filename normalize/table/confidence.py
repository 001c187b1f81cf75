"""How sure a logical table is: its least sure piece, how clear it was what belongs to it, and its own arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import log
from typing import Final, NamedTuple

from extract.trust.confidence import likelihood
from extract.trust.weights import worth
from normalize.model import LogicalTable
from normalize.table.pieces import HeadedFragment
from normalize.table.stitch import Joined
from normalize.verdicts import Check

SURE: Final = 0.99  # a piece's confidence, rounded as it is, tells no more than this
DECIDED: Final = 3.0  # log-odds from which on it is clear that two pieces are one table
PARTED: Final = 6.0  # the same for two tables: there is one reading that joins them, and many that do not
APART: Final = 10.0  # the same over a page break, where a head or a title of its own, not both, may be misread
MISREAD: Final = 0.3  # share of the sums that fail from which on a figure misprinted is not the likelier reason


class LogicalSigns(NamedTuple):
    """What speaks for and against a logical table; the weights are in ``extract/trust/weights.toml``."""

    pieces: float  # the log-odds of its least sure piece
    close_join: float  # log-odds by which a piece of it missed being clearly one
    close_parting: float  # 1 where the table before or after it missed being clearly another, less where hardly
    torn: bool  # it closes its page, and a table of as many columns, taken for another, opens the next; or the reverse
    untitled: bool  # it has no title, and most tables of the report have one: it may be a part of another
    holds: bool  # a sum of its figures comes out
    proved: float  # the share of its rows with figures that are in a sum over rows that comes out
    fails: bool  # many do not: more than the misprints that a report has


def with_confidence(
    tables: Sequence[LogicalTable], joined: Sequence[Joined], checks: Sequence[Check]
) -> tuple[LogicalTable, ...]:
    """The tables, with the confidence that the pieces which each is ``joined`` of, their joins and ``checks`` give."""
    signs = signs_of(tables, joined, checks)
    return tuple(
        replace(table, confidence=round(likelihood(worth("logical", own)), 2))
        for table, own in zip(tables, signs, strict=True)
    )


def signs_of(tables: Sequence[LogicalTable], joined: Sequence[Joined], checks: Sequence[Check]) -> list[LogicalSigns]:
    """What speaks for and against each table."""
    held: dict[str, list[Check]] = {}
    for check in checks:
        held.setdefault(check.table_id, []).append(check)
    torn = [False, *(_is_torn(a.pieces[-1], b) for a, b in pairwise(joined)), False]
    follows = [*(max(one.follows, -PARTED) for one in joined), -PARTED]
    titled = 2 * sum([table.caption is not None for table in tables]) > len(tables)
    out = []
    for k, (table, own) in enumerate(zip(tables, joined, strict=True)):
        tested = held.get(table.table_id, [])
        results = [check.status == "pass" for check in tested]
        out.append(
            LogicalSigns(
                pieces=min(_log_odds(piece.table.confidence) for piece in own.pieces),
                close_join=max(0.0, DECIDED - max(0.0, min(own.joins, default=DECIDED))),
                close_parting=min(1.0, PARTED + max(follows[k : k + 2])),
                torn=any(torn[k : k + 2]),
                untitled=titled and table.caption is None,
                holds=any(results),
                proved=_proved(table, tested),
                fails=sum(results) < (1 - MISREAD) * len(results),
            )
        )
    return out


def _proved(table: LogicalTable, checks: Sequence[Check]) -> float:
    """The share of the rows with figures that some sum over rows, which comes out, takes in."""
    rows = {cell.row for cell in table.cells if cell.role == "number"}
    summed: set[int] = set()
    for check in checks:
        if check.status == "pass" and len(taken := {ref.row for ref in check.cells}) > 1:
            summed |= taken
    return len(summed & rows) / len(rows) if rows else 0.0


def _log_odds(confidence: float) -> float:
    share = min(max(confidence, 1 - SURE), SURE)
    return log(share / (1 - share))


def _is_torn(last: HeadedFragment, after: Joined) -> bool:
    """Whether a page break stands between two tables of as many columns, and little else."""
    first = after.pieces[0]
    return (
        after.follows > -APART
        and last.placed.closes_page
        and first.placed.opens_page
        and first.table.page == last.table.page + 1
        and first.table.n_columns == last.table.n_columns
    )
