"""A sentence's amounts of money ("104,1 mio. kr.", "-4.611,3 mio. kr."), each with the text of its clause on both
sides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from normalize.danish.numbers import parse_number, printed_decimals
from normalize.danish.unit_words import BESIDE
from normalize.danish.units import find_unit, half_unit, to_kroner

_BREAK = re.compile(r",(?!\d)\s*|;\s*|:\s+|[()]\s*|\s[–-]\s|\s(?=(?:men|mens|hvorimod|hvoraf|hvor)\s)")
_JOINED = re.compile(r"\s(?:og|samt|eller|mens|men|mod)\s|,\s")
_ONLY_JOINS = re.compile(r"[\s,]*(?:og|samt|og så)?[\s,]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatedAmount:
    """An amount in its sentence.

    ``before`` is the text of its clause from the amount before it, ``behind`` that up to the next amount (or to the
    "og" before what belongs to that one). ``clause`` is the clause's number, ``clause_text`` its text with a "0" for
    each amount.
    ``earlier`` is the sentence up to the amount.
    """

    amount: Amount
    before: str
    behind: str
    clause: int
    clause_text: str
    earlier: str


def stated_amounts(sentence: str) -> list[StatedAmount]:
    """The amounts of a sentence in their clauses. A clause of amounts alone belongs to the one before it."""
    found = amounts(sentence)
    out: list[StatedAmount] = []
    for number, (start, end) in enumerate(_clauses(sentence, found)):
        inside = [amount for amount in found if start <= amount.start < end]
        text = _with(" 0 ", sentence, start, end, inside)
        for i, amount in enumerate(inside):
            left = inside[i - 1].end if i else start
            last = i + 1 == len(inside)
            behind = sentence[amount.end : end if last else inside[i + 1].start]
            out.append(
                StatedAmount(
                    amount,
                    sentence[left : amount.start].rstrip(),
                    (behind if last else _JOINED.split(f"{behind} ", maxsplit=1)[0]).lstrip(),
                    number,
                    text,
                    sentence[: amount.start],
                )
            )
    return out


def joined(one: StatedAmount, other: StatedAmount) -> bool:
    """Whether nothing but "og" or a comma stands between two amounts that follow each other."""
    return one.clause == other.clause and _ONLY_JOINS.fullmatch(other.before) is not None


def _clauses(sentence: str, found: Sequence[Amount]) -> list[tuple[int, int]]:
    inside = [(amount.start, amount.end) for amount in found]
    breaks = [m for m in _BREAK.finditer(sentence) if not any(a < m.end() and m.start() < b for a, b in inside)]
    edges = [0, *(m.end() for m in breaks), len(sentence)]
    out: list[tuple[int, int]] = []
    for start, end in pairwise(edges):
        own = [amount for amount in found if start <= amount.start < end]
        if out and own and _ONLY_JOINS.fullmatch(_with(" ", sentence, start, end, own).rstrip(" .")):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _with(instead: str, sentence: str, start: int, end: int, found: Sequence[Amount]) -> str:
    """The sentence from ``start`` to ``end`` with ``instead`` for each amount."""
    parts, at = [], start
    for amount in found:
        parts.append(sentence[at : amount.start])
        at = amount.end
    return instead.join([*parts, sentence[at:end]])


_MINUS = r"\-−–"
_DIGITS = r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?"
# Digits behind a hyphen or a slash are the end of a range or of a code, and no amount of their own.
_AMOUNT = re.compile(rf"(?<![\w.,/{_MINUS}])(?P<number>[{_MINUS}]?(?:{_DIGITS}))\s?(?P<unit>{BESIDE})", re.IGNORECASE)


class Amount(NamedTuple):
    """An amount as printed (``text``) from ``start`` to ``end`` of its sentence; ``kroner`` has the printed sign.

    ``half`` is half of its last printed digit, in kroner.
    """

    start: int
    end: int
    text: str
    kroner: Decimal
    half: Decimal


def amounts(sentence: str) -> list[Amount]:
    """The amounts of money that a sentence states, in its order."""
    return [amount for found in _AMOUNT.finditer(sentence) if (amount := _amount(found)) is not None]


def _amount(found: re.Match[str]) -> Amount | None:
    parsed, unit = parse_number(found["number"]), find_unit(found["unit"])
    if parsed is None or unit is None:
        return None
    half = half_unit(printed_decimals(parsed.value), unit)
    return Amount(found.start(), found.end(), found.group(), to_kroner(parsed.value, unit), half)
