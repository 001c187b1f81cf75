"""What stands over each column of a table: its stacked heads, top down."""

from __future__ import annotations

from normalize.grid import Row, Slot
from normalize.key_figures import is_year_row
from normalize.lines import Grid
from normalize.words import Words


def head_rows(grid: Grid, words: Words | None) -> list[Row]:
    """Return the rows of the first head that the table prints, without titles that run over the whole table."""
    out: list[Row] = []
    for marked in grid.rows:
        if marked.mark == "head" and not _is_title(marked.row, grid.n_columns, words):
            out.append(marked.row)
        elif out and marked.mark != "head":
            break
    return out


def column_path(heads: list[Row], column: int) -> tuple[str, ...]:
    """Return the heads over a column, top down; a head that spans columns stands over each of them."""
    slots: list[Slot] = []
    for row in heads:
        slot = row.cover[column]
        if slot is not None and slot.text and not any(slot is seen for seen in slots):
            slots.append(slot)
    return tuple(slot.text for slot in slots)


def year_heads(grid: Grid) -> dict[int, dict[int, str]]:
    """Return, by row of the grid, the years that a row of nothing but years prints over the columns below it."""
    out: dict[int, dict[int, str]] = {}
    current: dict[int, str] = {}
    for place, marked in enumerate(grid.rows):
        if marked.mark == "line" and len(marked.row.filled) > 1 and is_year_row(marked.row):
            current = {slot.column: slot.text for slot in marked.row.filled}
        elif current:
            out[place] = current
    return out


def _is_title(row: Row, n_columns: int, words: Words | None) -> bool:
    filled = row.filled
    if len(filled) != 1 or n_columns == 1:
        return False
    numbered = words is not None and words.caption_number(filled[0].text) is not None
    return numbered or filled[0].column_span == n_columns
