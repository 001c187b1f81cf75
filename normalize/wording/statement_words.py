"""A profile's words for statements: which kind a text names, which line a label is, what a column's head measures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from normalize.wording.lexicon import Lexicon, bare, years
from schemas.contract.vocabulary import Flow, Measure, Side
from schemas.profile.identities import StatementIdentity
from schemas.profile.kinds import Kind
from schemas.profile.load import Profile

# What announces a sum at either end of a label: "I alt anlægsaktiver", "Passiver, i alt".
_ANNOUNCED = re.compile(r"^(?:i\s?alt|sum|total)\b[\s:,]*|[\s,:]*\b(?:i\s?alt|total)\W*$", re.IGNORECASE)
# A mark of a footnote behind a label.
_MARK = re.compile(r"(?:\s*\*+|\s+\d\)|[¹²³⁴⁵⁶⁷⁸⁹]+)$")


@lru_cache(maxsize=8192)
def _wordings(label: str) -> tuple[str, str]:
    """A label without the mark of a footnote, and that without what announces a sum."""
    own = _MARK.sub("", label)
    return own, _ANNOUNCED.sub("", own)


class KindWords:
    """The words of one kind of statement. Every method is a pure function of its text."""

    def __init__(self, kind: Kind, shared: Sequence[Mapping[str, Sequence[str]]]) -> None:
        """Compile the words of ``kind``; ``shared`` are heads of columns by measure, the nearest first."""
        self.kind = kind
        self.name = kind.kind
        self._lines: Lexicon[str] = Lexicon(kind.lines)
        self._measures = [Lexicon(words) for words in (kind.measures, *shared)]
        self._caption = [re.compile(pattern, re.IGNORECASE) for pattern in kind.caption]
        self._head = [re.compile(pattern, re.IGNORECASE) for pattern in kind.head]
        self._sides = {code: side for side, codes in kind.sides.items() for code in codes}

    def named_in(self, caption: str) -> bool:
        """Whether a caption or heading names this kind."""
        return any(pattern.search(caption) for pattern in self._caption)

    def heads(self, head: str) -> bool:
        """Whether a head cell tells of this kind."""
        return any(pattern.search(head) for pattern in self._head)

    def line(self, label: str) -> str | None:
        """The code of the line with this label."""
        own, without = _wordings(label)
        return self._lines.find(own) or self._lines.find(without)

    def measure(self, path: Sequence[str]) -> str | None:
        """What a column under these heads, top down, measures; heads of years alone give the kind's own measure."""
        texts = (" ".join(path), *reversed(path))
        for text in texts:
            for words in self._measures:
                found = words.find(text)
                if found is not None:
                    return found
        dated = any(years(text) and not bare(text) for text in path)
        return self.kind.years if dated else None

    def side(self, code: str) -> Side | None:
        """The side of a balance sheet that the line of this code stands on."""
        return self._sides.get(code)

    @cached_property
    def identities(self) -> tuple[StatementIdentity, ...]:
        return self.kind.parsed_identities


class AllKindWords:
    """The words of all kinds of statement that a profile knows."""

    def __init__(self, profile: Profile) -> None:
        """Compile the words of ``profile``."""
        columns: Mapping[Measure, tuple[str, ...]] = profile.columns.measures
        shared = (profile.statements.measures, {str(measure): words for measure, words in columns.items()})
        self.kinds = {kind.kind: KindWords(kind, shared) for kind in profile.statement_kinds}
        self._flows: Lexicon[Flow] = Lexicon(profile.statements.flows)
        self._references = [re.compile(pattern, re.IGNORECASE) for pattern in profile.statements.references]

    def flow(self, path: Sequence[str]) -> Flow | None:
        """Whether a column holds expenditure, income or the net of both, by its lowest head."""
        return self._flows.find(path[-1]) if path else None

    def is_reference(self, head: str) -> bool:
        """Whether a column under this head refers to notes or appendices."""
        return any(pattern.search(head) for pattern in self._references)
