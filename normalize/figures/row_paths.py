"""Where each line of a table stands among its other lines: the labels above it that it belongs under, and its own.

A line belongs under the nearest line above it that ranks higher: one set further left; of those at one indent, a
line without figures, then one that opens with a code, then a service frame, then one in bold. A line that sums
others up ("I alt") has none under it. Whether bold lines head those below them, or sum up those above, their
figures tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from normalize.danish.numbers import looks_like_year
from normalize.danish.spelling import Spelling
from normalize.table.logical_table import MarkedRow, PrintedTable
from normalize.table.rows import Row, indent_of, indents
from normalize.wording.table_words import Words
from schemas.contract.vocabulary import LineLevel

# A line without figures whose label is longer is a remark in the table, and heads nothing.
LONGEST_HEAD = 90

_HEAD, _PLAIN_HEAD, _CODED, _FRAME, _BOLD, _TOTAL, _PLAIN = range(7)
_BY_LEVEL: Mapping[LineLevel, int] = {"total": _TOTAL, "appropriation": _CODED, "service_frame": _FRAME, "item": _PLAIN}


class _Rank(NamedTuple):
    indent: int
    kind: int


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A line of a table: its own ``label`` below the labels of its ``groups`` (columns of labels before it).

    ``rows`` are its rows in the grid, ``values`` its figures as printed by column, ``x0`` where its label begins.
    """

    rows: tuple[int, ...]
    groups: tuple[str, ...]
    label: str
    x0: float
    bold: bool
    values: Mapping[int, Decimal]
    filled: bool
    total: bool


class Block(NamedTuple):
    """Columns of labels and the columns of figures to their right; tables set side by side have several."""

    labels: tuple[int, ...]
    figures: tuple[int, ...]


def labelled_lines(grid: PrintedTable, block: Block, words: Words, spelling: Spelling) -> tuple[LabelledLine, ...]:
    """The lines of a block, duplicates left out."""
    labels = block.labels
    groups = _group_columns(grid, labels)
    places = {id(marked): i for i, marked in enumerate(grid.rows)}
    out: list[LabelledLine] = []
    carried: dict[int, str] = {}
    for line in grid.lines:
        rows = [marked.row for marked in line]
        for column in groups:
            if text := rows[0].text(column):
                carried = {c: kept for c, kept in carried.items() if c < column} | {column: text}
        own = [spelling.mended(_text(rows, c, spelling)) for c in labels if c not in groups]
        above = [spelling.mended(carried[c]) for c in groups if c in carried]
        label = " ".join(text for text in own if text)
        if not label and above:
            *above, label = above
        if not label and not any(row.text(column) for row in rows for column in block.figures):
            continue
        left = grid.joined.pieces[rows[0].fragment].table.box.x0
        out.append(_line(line, places, tuple(above), label, left, block, words))
    return tuple(out)


def row_paths(lines: Sequence[LabelledLine], words: Words) -> dict[int, tuple[str, ...]]:
    """Return, by row of the grid, the labels that lead to its line, its own last."""
    starts = indents([line.x0 for line in lines if line.label])
    heading_bold = _bold_lines_head(lines)
    out: dict[int, tuple[str, ...]] = {}
    above: list[tuple[_Rank, str]] = []
    for place, line in enumerate(lines):
        indent = indent_of(line.x0, starts)
        told = words.level(line.label, bold=line.bold, indent=indent)
        rank = _Rank(indent, _BY_LEVEL[told] if told else _kind(line, words, heading_bold=heading_bold))
        grand = place == len(lines) - 1 and _is_grand_total(lines)
        above = [] if grand else [entry for entry in above if entry[0] < rank]
        path = (*line.groups, *(label for _, label in above), line.label)
        out.update(dict.fromkeys(line.rows, tuple(part for part in path if part)))
        if rank.kind != _TOTAL and line.label:
            above.append((rank, line.label))
    return out


def _is_grand_total(lines: Sequence[LabelledLine]) -> bool:
    """Whether the last line sums up the whole table: no section has a total of its own, or each has one already."""
    *others, last = lines
    return last.total and (not any(line.total for line in others[1:]) or others[-1].total)


def _line(
    marked: Sequence[MarkedRow],
    places: Mapping[int, int],
    groups: tuple[str, ...],
    label: str,
    left: float,
    block: Block,
    words: Words,
) -> LabelledLine:
    rows = [part.row for part in marked]
    first = next((slot for slot in rows[0].filled if slot.column in block.labels), None)
    values = {}
    filled = False
    for row in rows:
        for column in block.figures:
            cell = row.printed(column)
            filled = filled or bool(cell.text)
            if (value := cell.value) is not None:
                values[column] = value
    return LabelledLine(
        rows=tuple(places[id(part)] for part in marked),
        groups=groups,
        label=label,
        x0=first.cell.box.x0 - left if first else 0.0,
        bold=first.cell.bold if first else False,
        values=values,
        filled=filled,
        total=words.announces_total(label),
    )


def _text(rows: Sequence[Row], column: int, spelling: Spelling) -> str:
    return spelling.published([text for row in rows if (text := row.text(column))])


def _group_columns(grid: PrintedTable, labels: Sequence[int]) -> tuple[int, ...]:
    """The leading columns of labels that stand once for several lines: cells over many rows, or blanks below."""
    out: list[int] = []
    rows = [line[0].row for line in grid.lines]
    for column in labels[:-1]:
        spans = any(slot.column == column and slot.cell.row_span > 1 for row in rows for slot in row.slots)
        own = [row.text(column) for row in rows]
        later = [any(row.text(c) for c in labels if c > column) for row in rows]
        left_out = any(more and not text for text, more in zip(own, later, strict=True))
        stands_once = left_out and bool(own[0]) and not all(map(looks_like_year, filter(None, own)))
        if not spans and not stands_once:
            break
        out.append(column)
    return tuple(out)


def _kind(line: LabelledLine, words: Words, *, heading_bold: bool) -> int:
    if line.total:
        return _TOTAL
    if words.appropriation(line.label) is not None:
        return _CODED
    if words.frame(line.label) is not None:
        return _FRAME
    if not line.filled:
        return (_HEAD if line.bold else _PLAIN_HEAD) if len(line.label) <= LONGEST_HEAD else _PLAIN
    return _BOLD if line.bold and heading_bold else _PLAIN


def _bold_lines_head(lines: Sequence[LabelledLine]) -> bool:
    """Whether lines in bold head those below: they sum these up, or no arithmetic tells and the first is bold."""
    bold = [i for i, line in enumerate(lines) if line.bold and line.values and not line.total]
    if not bold or all(line.bold for line in lines if line.values):
        return False
    below = sum(_sums_up(lines[i], _plain_run(lines[i + 1 :])) for i in bold)
    over = sum(_sums_up(lines[i], _plain_run(lines[:i][::-1])) for i in bold)
    if below or over:
        return below > over
    first = next(line for line in lines if line.values and not line.total)
    return first.bold


def _plain_run(lines: Sequence[LabelledLine]) -> list[LabelledLine]:
    end = next((i for i, line in enumerate(lines) if line.bold or line.total), len(lines))
    return [line for line in lines[:end] if line.values]


def _sums_up(line: LabelledLine, parts: Sequence[LabelledLine]) -> bool:
    """Whether in most columns, of which one tells, ``line`` is the sum of two or more ``parts``."""
    if len(parts) < 2:
        return False
    told = [column for column, value in line.values.items() if value]
    right = sum(line.values[c] == sum((p.values.get(c, Decimal(0)) for p in parts), Decimal(0)) for c in told)
    return 2 * right > len(told)
