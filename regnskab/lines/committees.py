"""Committees over the years, known again by their name, or by the codes of what they answer for."""

from __future__ import annotations

from collections.abc import Iterable

from regnskab.lines.likeness import likeness
from regnskab.lines.printed import Printed

# A committee with a new name is known again from so much of its name, or of its codes, that is the same.
ENOUGH = 60.0


class Committees:
    """Which committee of a report is which of the reports before. ``meet`` takes the reports in order of years."""

    def __init__(self) -> None:
        """Know none yet."""
        self._first: dict[str, str] = {}
        self._codes: dict[str, frozenset[str]] = {}

    def first_name(self, committee: str | None) -> str:
        """Return the name under which a committee was met first; "" for none."""
        return self._first.get(committee or "", committee or "")

    def meet(self, lines: Iterable[Printed]) -> None:
        """Take note of a report's committees; one with an unknown name is the most alike of those that it lacks."""
        met: dict[str, set[str]] = {}
        for line in lines:
            codes = met.setdefault(line.committee or "", set())
            codes.update(code for code in (line.appropriation_code, line.project_code) if code)
        missing = [name for name in self._codes if name not in {self._first.get(own) for own in met}]
        strange = [name for name in met if name not in self._first]
        scored = [(-self._score(old, new, met[new]), new, old) for new in strange for old in missing]
        for score, new, old in sorted(scored):
            if -score >= ENOUGH and new not in self._first and old in missing:
                self._first[new] = old
                missing.remove(old)
        for name, codes in met.items():
            first = self._first.setdefault(name, name)
            self._codes[first] = frozenset(codes)

    def _score(self, old: str, new: str, codes: set[str]) -> float:
        shared = len(codes & self._codes[old])
        most = max(len(codes), len(self._codes[old]), 1)
        return max(likeness(old, new), 100.0 * shared / most)
