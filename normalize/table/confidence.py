"""How sure a logical table is: its least sure piece, how clear it was what belongs to it, and its own arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import log
from typing import Final, NamedTuple

from extract.trust.confidence import likelihood
from extract.trust.weights import worth
from normalize.model import Check, LogicalTable
from normalize.table.pieces import HeadedFragment
from normalize.table.stitch import Joined

SURE: Final = 0.99  # a piece's confidence, rounded as it is, tells no more than this
DECIDED: Final = 3.0  # log-odds from which on it is clear that two pieces are one table, or are not
MANY: Final = 10  # sums that come out from which on more of them say no more
MISREAD: Final = 0.3  # share of the sums that fail from which on a figure misprinted is not the likelier reason


class LogicalSigns(NamedTuple):
    """What speaks for and against a logical table; the weights are in ``extract/trust/weights.toml``."""

    pieces: float  # the log-odds of its least sure piece
    joined: bool  # it is made of several pieces
    close_join: float  # log-odds by which a piece of it missed being clearly one
    close_parting: float  # log-odds by which the table before or after it missed being clearly another
    torn: bool  # it closes its page, and a table of as many columns, taken for another, opens the next; or the reverse
    holds: bool  # a sum of its figures comes out
    many: float  # how many do, 1 for ten
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
    held: dict[str, list[bool]] = {}
    for check in checks:
        held.setdefault(check.table_id, []).append(check.status == "pass")
    torn = [False, *(_is_torn(a.pieces[-1], b.pieces[0]) for a, b in pairwise(joined)), False]
    follows = [*(max(one.follows, -DECIDED) for one in joined), -DECIDED]
    out = []
    for k, (table, own) in enumerate(zip(tables, joined, strict=True)):
        results = held.get(table.table_id, [])
        out.append(
            LogicalSigns(
                pieces=min(_log_odds(piece.table.confidence) for piece in own.pieces),
                joined=len(own.pieces) > 1,
                close_join=max(0.0, DECIDED - max(0.0, min(own.joins, default=DECIDED))),
                close_parting=DECIDED + min(0.0, max(follows[k : k + 2])),
                torn=any(torn[k : k + 2]),
                holds=any(results),
                many=min(1.0, sum(results) / MANY),
                fails=sum(results) < (1 - MISREAD) * len(results),
            )
        )
    return out


def _log_odds(confidence: float) -> float:
    share = min(max(confidence, 1 - SURE), SURE)
    return log(share / (1 - share))


def _is_torn(last: HeadedFragment, first: HeadedFragment) -> bool:
    """Whether a page break alone stands between two tables of as many columns."""
    return (
        last.placed.closes_page
        and first.placed.opens_page
        and first.table.page == last.table.page + 1
        and first.table.n_columns == last.table.n_columns
    )
