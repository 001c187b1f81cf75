"""Lines that a page break cuts in two."""

from __future__ import annotations

from normalize.grid import Row
from normalize.heads import has_figures
from normalize.numbers import looks_like_year

# What a whole label does not end in.
_OPEN_END = ("-", ",", "(", "/")


def goes_on(above: Row, row: Row) -> bool:
    """Say whether ``row``, the first on its page, goes on with the line of ``above``, the last on the page before.

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
