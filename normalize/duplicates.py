"""Rows that a report prints twice, where a table goes on over a page."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.grid import Row
from normalize.heads import is_figure

# So many rows in a run, each equal in its label and all its figures, are no coincidence.
RUN = 3
# A shorter run must say as much as this: distinct figures that are not zero, or characters of prose.
FIGURES, CHARACTERS = 3, 40


def printed_before(rows: Sequence[Row], before: Sequence[Row]) -> int:
    """Return how many of ``rows``, from the first on, print again what ``before`` ends with, or holds as a whole.

    A run counts where it is three rows long, or is all of ``rows`` and says enough not to be a coincidence.
    Lines that merely have equal labels never count: every cell of every row must be equal.
    """
    if not rows or not before:
        return 0
    own, known = [_key(row) for row in rows], [_key(row) for row in before]
    for count in range(min(len(own), len(known)), 0, -1):
        if own[:count] == known[len(known) - count :] and _is_evident(rows, count):
            return count
    whole = len(own) >= RUN and any(own == known[i : i + len(own)] for i in range(len(known) - len(own) + 1))
    return len(own) if whole and _weight(rows) else 0


def _is_evident(rows: Sequence[Row], count: int) -> bool:
    if count >= RUN:
        return _weight(rows[:count]) > 0
    return count == len(rows) and _weight(rows) > 1


def _weight(rows: Sequence[Row]) -> int:
    """Return 2 where rows say too much to be equal by chance, 1 where they say something, else 0."""
    texts = [slot.text for row in rows for slot in row.filled]
    amounts = [text for text in texts if is_figure(text)]
    if amounts:
        figures = len({text for text in amounts if any(digit in text for digit in "123456789")})
        return 2 if figures >= FIGURES else min(figures, 1)
    return 2 if sum(map(len, texts)) >= CHARACTERS else 0


def _key(row: Row) -> tuple[str, ...]:
    """Return a row's cells as they compare; the sign of a figure counts, whatever character it is."""
    return tuple(text.replace("−", "-").casefold() for text in row.texts)
