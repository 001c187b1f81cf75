"""A profile's words for running text, ready to be matched beside an amount."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from normalize.model import Measure, TableKind
from schemas.profile.prose import Prose, StatedMeasure

_Patterns = tuple[re.Pattern[str], ...]


class NamedKind(NamedTuple):
    """A kind of table that a text names, and where."""

    start: int
    end: int
    kind: TableKind


class Said(NamedTuple):
    """What words beside an amount say: its ``measure``, or one of several; ``sign`` ("+", "-") of a variance.

    ``behind`` is how many characters of the text behind the amount said it.
    """

    measure: tuple[Measure, ...]
    sign: str | None
    behind: int = 0


class _Form(NamedTuple):
    said: StatedMeasure
    before: _Patterns
    behind: _Patterns
    around: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]


class _Found(NamedTuple):
    """A form found beside an amount: where it ends before it (None: behind it) and where it ends behind it."""

    said: StatedMeasure
    before: int | None
    behind: int


class ProseWords:
    """What one profile calls things in running text. Every method is a pure function of its texts."""

    def __init__(self, prose: Prose) -> None:
        """Compile the words of ``prose``."""
        self.abbreviations = frozenset(word.lower() for word in prose.abbreviations)
        self._kinds = [(named.kind, _compiled(named.words)) for named in prose.kinds]
        self._forms = [
            _Form(
                said,
                _compiled(said.before),
                _compiled(said.behind),
                tuple((_pattern(left), _pattern(right)) for left, right in said.around),
            )
            for said in prose.measures
        ]
        self._before = _compiled((*prose.vague, *prose.relative_before))
        self._behind = _compiled(prose.relative_behind)
        self._elsewhere = _compiled(prose.elsewhere)
        self._parts = _compiled(prose.parts)
        self._compared = _compiled(prose.compared)
        self._scope = _compiled(prose.scope)
        self._whole = _compiled(prose.whole)

    def kinds(self, text: str) -> list[NamedKind]:
        """The kinds of tables that a text names, in its order."""
        found: list[NamedKind] = []
        for kind, patterns in self._kinds:
            found += [NamedKind(m.start(), m.end(), kind) for pattern in patterns for m in pattern.finditer(text)]
        return sorted(found)

    def is_level(self, before: str, behind: str) -> bool:
        """Whether the amount between the texts is no guess, no difference and no share."""
        return not (_any(self._before, before) or _any(self._behind, behind))

    def elsewhere(self, clause: str) -> bool:
        """Whether a clause tells of amounts that no table of the section holds."""
        return _any(self._elsewhere, clause)

    def breaks_down(self, text: str) -> bool:
        """Whether the amounts behind ``text`` in its sentence are parts."""
        return _any(self._parts, text)

    def narrowed(self, clause: str) -> bool:
        """Whether a clause narrows what it tells to something else than the whole."""
        nouns = (m["noun"] for pattern in self._scope for m in pattern.finditer(clause))
        return any(not _any(self._whole, noun) for noun in nouns)

    def said(self, before: str, behind: str, kind: TableKind | None) -> Said | None:
        """What the texts right before and behind an amount say that it is, None where they say nothing.

        Words that name one measure come before words that leave it open; words that touch the amount, or else those
        before it, the nearest first, before the others.
        """
        left, right = self._without_compared(before), self._without_compared(behind)
        found = [one for form in self._forms if _fits(form.said, kind) for one in _found(form, left, right)]
        if not found:
            return None
        best = max(found, key=lambda one: _rank(one, len(left)))
        return Said(tuple(best.said.measure), best.said.sign, best.behind)

    def _without_compared(self, text: str) -> str:
        """Blank out budgets that are named for comparison only; every other character keeps its place."""
        for pattern in self._compared:
            text = pattern.sub(lambda m: "·" * len(m.group()), text)
        return text


def _found(form: _Form, left: str, right: str) -> Iterable[_Found]:
    for pattern in form.before:
        ends = [m.end() for m in pattern.finditer(left)]
        if ends:
            yield _Found(form.said, max(ends), 0)
    for before, behind in form.around:
        first, second = before.search(left), behind.search(right)
        if first and second:
            yield _Found(form.said, first.end(), second.end())
    for pattern in form.behind:
        found = pattern.search(right)
        if found:
            yield _Found(form.said, None, found.end())


def _rank(found: _Found, length: int) -> tuple[bool, bool, int, int]:
    touches = found.before is None or found.before == length
    return len(found.said.measure) == 1, touches, -1 if found.before is None else found.before, -found.behind


def _fits(said: StatedMeasure, kind: TableKind | None) -> bool:
    return not said.kinds or kind in said.kinds


def _compiled(patterns: Iterable[str]) -> _Patterns:
    return tuple(_pattern(pattern) for pattern in patterns)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _any(patterns: _Patterns, text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)
