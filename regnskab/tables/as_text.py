"""Tables as aligned text, the lines of a cell as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from extract.model import Cell, RawTable, Witness
from regnskab.phrases import counted, visible
from regnskab.tables.grid import amount_columns
from regnskab.tables.reading import Found

_GAP = "  "
# What a table was read from, where that is not only what is drawn.
_WITNESSES: Final[dict[Witness, str]] = {
    "geometry": "",
    "tags": ", read from its tags",
    "both": ", its tags agree",
}
# Of what other tools read differently, as much as one can take in.
DIFFERENCES_SHOWN = 5


def text_pieces(tables: Iterable[Found]) -> Iterator[str]:
    """Each table under a line that says where it is, a blank line between two."""
    separator = ""
    for found in tables:
        lines = [heading(found), "", *table_lines(found.table)]
        said = opinion_lines(found)
        yield separator + "\n".join(map(visible, [*lines, *([""] if said else []), *said])) + "\n"
        separator = "\n"


def heading(found: Found) -> str:
    """Where a table is, what it is called and how sure it is."""
    table = found.table
    caption = f": {found.caption}" if found.caption else ""
    size = f"{counted(table.n_rows, 'row')}, {counted(table.n_columns, 'column')}"
    seen = _WITNESSES[table.witness]
    return f"page {table.page}, table {found.number}{caption} ({size}, confidence {table.confidence:.2f}{seen})"


def opinion_lines(found: Found) -> list[str]:
    """What other tools make of a table, if they were asked."""
    if found.opinion is None:
        return []
    texts = {(cell.row, cell.column): cell.text for cell in found.table.cells}
    lines = [f"second opinion failed: {reason}" for reason in found.opinion.failed]
    for reader in found.opinion.opinions:
        if not reader.found:
            lines.append(f"{reader.reader} finds no table here")
            continue
        lines.append(f"{reader.reader} agrees on {100 * reader.agreement:.0f} % of {len(reader.cells)} cells")
        differing = [cell for cell in reader.cells if cell.verdict == "differs"]
        for cell in differing[:DIFFERENCES_SHOWN]:
            ours = texts[cell.row, cell.column]
            theirs = f'it reads "{cell.text}"' if cell.text else "it reads nothing"
            if cell.text == ours:
                theirs = "it reads it in another column"
            lines.append(f'  row {cell.row}, column {cell.column}: "{ours}", {theirs}')
        if len(differing) > DIFFERENCES_SHOWN:
            lines.append(f"  and {len(differing) - DIFFERENCES_SHOWN} more")
        lines.extend(f'  only there: "{text}"' for text in reader.unread[:DIFFERENCES_SHOWN])
    return lines


def table_lines(table: RawTable) -> list[str]:
    """The table in columns: figures to the right, a rule under the head, wrapped rows apart by a blank line."""
    right = amount_columns(table)
    widths = _widths(table)
    tall = any(len(cell.lines) > 1 for cell in table.cells if not cell.header)
    lines: list[str] = []
    for row, cells in enumerate(table.rows()):
        if tall and row > table.header_rows:
            lines.append("")
        lines += _row_lines(cells, widths, right)
        if row + 1 == table.header_rows:
            lines.append(_GAP.join("-" * width for width in widths))
    return lines


def _row_lines(cells: Sequence[Cell], widths: Sequence[int], right: frozenset[int]) -> list[str]:
    out = []
    for k in range(max((len(cell.lines) for cell in cells), default=0) or 1):
        parts, column = [], 0
        for cell in cells:
            # A row may start slots late, or miss some: those of cells that reach down from above.
            parts += [" " * widths[c] for c in range(column, cell.column)]
            width = _span_width(cell, widths)
            text = cell.lines[k] if k < len(cell.lines) else ""
            to_right = cell.column in right and cell.column_span == 1
            parts.append(text.rjust(width) if to_right else text.ljust(width))
            column = cell.column + cell.column_span
        out.append(_GAP.join(parts).rstrip())
    return out


def _widths(table: RawTable) -> list[int]:
    """Columns as wide as their own cells; what spans several widens the last of them if it must."""
    widths = [1] * table.n_columns
    for cell in sorted(table.cells, key=lambda cell: cell.column_span):
        needed = max((len(line) for line in cell.lines), default=0)
        missing = needed - _span_width(cell, widths)
        if missing > 0:
            widths[cell.column + cell.column_span - 1] += missing
    return widths


def _span_width(cell: Cell, widths: Sequence[int]) -> int:
    own = widths[cell.column : cell.column + cell.column_span]
    return sum(own) + len(_GAP) * (len(own) - 1)
