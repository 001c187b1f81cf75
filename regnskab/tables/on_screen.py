"""Tables for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extract.model import RawTable
from regnskab.tables.as_text import heading, opinion_lines
from regnskab.tables.grid import amount_columns, text_rows
from regnskab.tables.reading import Found


def print_tables(tables: Iterable[Found]) -> None:
    """Print each table under a line that says where it is, as wide as the terminal."""
    console = Console()
    for found in tables:
        console.print(f"[bold]{escape(heading(found))}[/bold]", highlight=False, soft_wrap=True)
        console.print(_grid(found.table))
        for line in opinion_lines(found):
            console.print(f"[dim]{escape(line)}[/dim]", highlight=False, soft_wrap=True)


def _grid(table: RawTable) -> Table:
    right = amount_columns(table)
    grid = Table(box=SIMPLE_HEAD, pad_edge=False, show_header=False)
    for column in range(table.n_columns):
        # Figures stay whole as long as there is any room for them.
        grid.add_column(justify="right" if column in right else "left", no_wrap=column in right, overflow="fold")
    bold = {cell.row for cell in table.cells if cell.bold and cell.words}
    for row, texts in enumerate(text_rows(table)):
        style = "bold" if row < table.header_rows or row in bold else None
        grid.add_row(*(escape(text) for text in texts), style=style, end_section=row + 1 == table.header_rows)
    return grid
