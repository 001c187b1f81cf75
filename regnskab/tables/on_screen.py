"""Tables for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich import markup
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from extract.model import RawTable
from regnskab.phrases import visible
from regnskab.tables.as_text import heading, opinion_lines
from regnskab.tables.grid import amount_columns, is_amount, text_rows
from regnskab.tables.reading import Found

# A longer word than this may be broken.
_WIDEST_WORD = 20


def print_tables(tables: Iterable[Found]) -> None:
    """Print each table under a line that says where it is, as wide as the terminal."""
    console = Console()
    for found in tables:
        console.print(f"[bold]{escape(heading(found))}[/bold]", highlight=False, soft_wrap=True)
        console.print(_grid(found.table))
        for line in opinion_lines(found):
            console.print(f"[dim]{escape(line)}[/dim]", highlight=False, soft_wrap=True)


def escape(text: str) -> str:
    """``text`` as rich prints it, line by line: no markup of its own, and nothing that a terminal would obey."""
    return markup.escape("\n".join(map(visible, text.split("\n"))))


def _grid(table: RawTable) -> Table:
    right = amount_columns(table)
    grid = Table(box=SIMPLE_HEAD, pad_edge=False, show_header=False)
    for column, least in enumerate(_least_widths(table)):
        grid.add_column(justify="right" if column in right else "left", min_width=least, overflow="fold")
    bold = {cell.row for cell in table.cells if cell.bold and cell.words}
    for row, texts in enumerate(text_rows(table)):
        style = "bold" if row < table.header_rows or row in bold else None
        grid.add_row(*(escape(text) for text in texts), style=style, end_section=row + 1 == table.header_rows)
    return grid


def _least_widths(table: RawTable) -> list[int]:
    """The width that keeps each column's figures and words whole, within reason."""
    widths = [1] * table.n_columns
    for cell in table.cells:
        if cell.column_span == 1 and cell.words:
            whole = len(cell.text) if is_amount(cell) else max(map(len, cell.text.split()))
            widths[cell.column] = max(widths[cell.column], min(whole, _WIDEST_WORD))
    return widths
