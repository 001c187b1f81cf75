"""Lists of words and what they stand for, found in spite of years, units, case and a misprint or two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz.distance import OSA

from normalize.danish.text import comparable
from normalize.danish.units import published_unit

Value = TypeVar("Value")

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?:[/-]\d{2,4})?(?!\d)")
# "(3)", "³", or a letter in its place: "(C)", "(D=C-B)".
_COLUMN_NUMBER = re.compile(r"\(\s*\d{1,2}\s*\)|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\(\s*[A-Z]\s*(?:=\s*[A-Z](?:\s*[-−–+]\s*[A-Z])+\s*)?\)")
# The day that a column's figures are of: "pr. 31. december 2024", "pr. 31.12.2024", "ultimo".
_DAY = re.compile(
    r"\b(?:(?:pr|per)\b\.?\s*(?:ultimo\s+)?\d{1,2}\.\s*(?:\d{1,2}\.?|[a-zæøå]{3,9}\b\.?)\s*(?:(?:19|20)\d\d)?|ultimo\b)",
    re.IGNORECASE,
)
_LOOSE_DIGITS = re.compile(r"\b\d{1,2}\b")
# Shorter words have too many neighbours for a misprint to be told from another word.
ONE_MISPRINT, TWO_MISPRINTS = 6, 12


class Lexicon(Generic[Value]):
    """Words by what they stand for."""

    def __init__(self, words: Mapping[Value, Iterable[str]]) -> None:
        """Keep ``words``: per value, its synonyms; the first value that lists a word has it."""
        self._values: dict[str, Value] = {}
        for value, synonyms in words.items():
            for synonym in synonyms:
                self._values.setdefault(comparable(synonym), value)
        self._by_length: dict[int, list[str]] = {}
        for word in self._values:
            self._by_length.setdefault(len(word), []).append(word)
        self._known: dict[str, Value | None] = {}

    def find(self, text: str) -> Value | None:
        """What ``text``, a column's head or a line's label, stands for; None where it is in no list."""
        if text not in self._known:
            self._known[text] = self._search(bare(text))
        return self._known[text]

    def _search(self, key: str) -> Value | None:
        if key in self._values or len(key) < ONE_MISPRINT:
            return self._values.get(key)
        most = 2 if len(key) >= TWO_MISPRINTS else 1
        lengths = range(max(ONE_MISPRINT, len(key) - most), len(key) + most + 1)
        near = [
            (misprints(key, word, most), self._values[word])
            for length in lengths
            for word in self._by_length.get(length, ())
        ]
        best = min((distance for distance, _ in near), default=most + 1)
        found = {value for distance, value in near if distance == best}
        return found.pop() if best <= most and len(found) == 1 else None


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """A head's words alone: without days, years, column numbers ("(3)-(2)=(4)"), units and punctuation."""
    unit = published_unit(text)
    without = text if unit is None else text.replace(unit, " ")
    undated = _YEAR.sub(" ", _DAY.sub(" ", without))
    return comparable(_LOOSE_DIGITS.sub(" ", _COLUMN_NUMBER.sub(" ", undated))).removesuffix(" i")


def years(text: str) -> list[int]:
    """The years that ``text`` names."""
    return [int(found.group()[:4]) for found in _YEAR.finditer(text)]


def misprints(left: str, right: str, most: int) -> int:
    """The edit distance of two words (optimal string alignment), or ``most + 1`` where it is larger."""
    return OSA.distance(left, right, score_cutoff=most)
