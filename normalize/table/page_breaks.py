"""What a page break does to a table: rows that a report prints twice, and lines that are cut in two."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.danish.numbers import looks_like_year
from normalize.table.column_heads import has_figures
from normalize.table.rows import Row

# So many rows in a run, each equal in its label and all its figures, are no coincidence.
RUN = 3
# A shorter run must say as much as this: distinct figures that are not zero, or characters of prose.
FIGURES, CHARACTERS = 3, 40


def printed_before(rows: Sequence[Row], before: Sequence[Row]) -> int:
    """How many of ``rows``, from the first on, print again what ``before`` ends with, or holds as a whole.

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
    """2 where rows say too much to be equal by chance, 1 where they say something, else 0."""
    texts = [slot.text for row in rows for slot in row.filled]
    amounts = [slot.text for row in rows for slot in row.filled if slot.printed.is_figure]
    if amounts:
        figures = len({text for text in amounts if any(digit in text for digit in "123456789")})
        return 2 if figures >= FIGURES else min(figures, 1)
    return 2 if sum(map(len, texts)) >= CHARACTERS else 0


def _key(row: Row) -> tuple[str, ...]:
    """A row's cells as they compare; the sign of a figure counts, whatever character it is."""
    return tuple(text.replace("−", "-").casefold() for text in row.texts)


# What a whole label does not end in.
_OPEN_END = ("-", ",", "(", "/")


def goes_on(above: Row, row: Row) -> bool:
    """Whether ``row``, the first on its page, goes on with the line of ``above``, the last on the page before.

    In a table of text its first column is blank and the line above fills it. In a table of figures it is a label
    without figures that cannot begin a line (it starts in lower case or with punctuation, or the label above
    breaks off), or figures below a label without figures that such a label, or none, begins.
    """
    filled = row.filled
    if not filled:
        return False
    first, label = row.text(0), above.text(0)
    starts_open = not (first[:1].isupper() or first[:1].isdigit()) or looks_like_year(first)
    if has_figures(row):
        return starts_open and bool(label) and not has_figures(above)
    if has_figures(above):
        return bool(first) and len(filled) == 1 and (starts_open or label.endswith(_OPEN_END))
    return not first and bool(label)
