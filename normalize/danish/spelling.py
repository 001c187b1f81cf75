"""Words that a line end or a page cut in two, put together by what the rest of the report prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.model import PageLayout, RawTable
from normalize.danish.text import CONJUNCTIONS, published

_HYPHENS = "-\u2010"
_WITH_HYPHEN = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)+")
_LAST_WORD = re.compile(r"[^\W\d_]+(?=[-\u2010]$)")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LEFT_OVER = re.compile(r"\b([^\W\d_]+)[-\u2010] ([^\W\d_]+)")
_VOWELS = "aeiouyæøå"
# Danish moves a consonant to the next line, so that no cut leaves a vowel and one letter more at most.
MIN_REST = 3


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words with a hyphen, and the words before a free hyphen, that a report prints inside its lines."""

    hyphened: frozenset[str] = frozenset()
    suspended: frozenset[str] = frozenset()

    def published(self, lines: Sequence[str]) -> str:
        """The text of a cell's printed lines; a hyphen at a line end stays where it belongs to the word."""
        if len(lines) < 2:
            # ASCII has no ligatures and no invisible characters: most cells are figures and need no more.
            return " ".join(lines[0].split()) if lines and lines[0].isascii() else published(lines)
        out = [lines[0]]
        for line in lines[1:]:
            if out[-1][-1:] in _HYPHENS and self._keeps(out[-1], line):
                out[-1] += line
            else:
                out.append(line)
        return published(out)

    def mended(self, label: str) -> str:
        """A label without the hyphens of old line ends that are set in mid-line ("Plejecen- ter").

        A hyphen before a conjunction, or one that the report prints behind the same word elsewhere, stays.
        """
        return _LEFT_OVER.sub(self._mend, label) if "- " in label else label

    def _keeps(self, left: str, right: str) -> bool:
        last, first = _LAST_WORD.search(left), _FIRST_WORD.match(right)
        if last is None or first is None or first.group().lower() in CONJUNCTIONS:
            return False
        rest = first.group().lower()
        return f"{last.group()}-{rest}".lower() in self.hyphened or (len(rest) < MIN_REST and rest[0] in _VOWELS)

    def _mend(self, found: re.Match[str]) -> str:
        left, right = found.groups()
        lower = left[-1].islower() and right[0].islower()
        if not lower or right.lower() in CONJUNCTIONS or left.lower() in self.suspended:
            return found.group()
        return left + right


def spelling_of(layouts: Iterable[PageLayout]) -> Spelling:
    """The hyphens that a report's lines print inside and behind words."""
    hyphened: set[str] = set()
    suspended: set[str] = set()
    for line in _lines(layouts):
        if "-" in line or "\u2010" in line:
            hyphened.update(word.lower().replace("\u2010", "-") for word in _WITH_HYPHEN.findall(line))
            before = (left.lower() for left, right in _LEFT_OVER.findall(line) if right.lower() in CONJUNCTIONS)
            suspended.update(before)
    return Spelling(frozenset(hyphened), frozenset(suspended))


def _lines(layouts: Iterable[PageLayout]) -> Iterable[str]:
    for layout in layouts:
        for item in layout.items:
            if isinstance(item, RawTable):
                for cell in item.cells:
                    yield from cell.lines
            else:
                yield item.text
