"""What a table's own cells show of a row or column read amiss: rows unlike the others, numbers in two halves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from extract.model import Cell, RawTable
from extract.page.word_shapes import is_value

MOST: Final = 3  # rows of one kind that are counted: more are the table's way
USUAL: Final = 0.6  # share of the rows, or of a column's cells, from which on something is usual
RARE: Final = 0.3  # share up to which it is not
THIN: Final = 0.8  # em: white space between two halves of one number is less
SIZES: Final = 0.6  # points by which text is set in another size
SHORT, WIDE = 3, 7  # rows up to which, and columns from which on, a table is read with less to compare or more to part

_YEAR = re.compile(r"(?:19|20)\d\d")
_GROUP = re.compile(r"\d{3}$")
_GROUP_BEHIND = re.compile(r"\d{3}[,.)%\d-]*$")
_LEADING = re.compile(r"[-(]?\d{1,3}$")


class RowSigns(NamedTuple):
    """What speaks against a grid (``bold`` and blank cells never do); their weights are in ``weights.toml``."""

    no_head: bool  # nothing heads the columns: the head may be elsewhere, and with it rows
    unheaded: int  # columns that no head stands over, though others have one
    head_figures: bool  # the head holds figures that are no years: rows may be in it
    bare_first: bool  # the first row below the head has no label: it may belong to the head
    alone_last: bool  # the last row is one text: it may be a note, or what stands below the table
    plain_alone: int  # rows of one text that is not bold, at most 3: a wrapped label, a note, running text
    unlabelled: int  # rows without a text in the first column, at most 3, where nearly all have one
    lower: int  # labels that begin in lower case, at most 3, where few do: the second line of one
    fewer: float  # the share of rows that have fewer figures than most have
    split: int  # neighbouring cells, at most 3, that may be the halves of one number ("1 | 234")
    head_inside: int  # rows, at most 3, with words where the others have figures: a head, or a unit, among them
    second_labels: bool  # a column of words between columns of figures: two tables side by side may be one
    years_inside: int  # rows, at most 3, of years alone below the head: the head of another table
    either_label: bool  # two neighbouring columns of words are never filled both: an indent may be read as a column
    no_body: int  # columns that only the head fills, at most 3: it may be cut where the body is not
    several: int  # cells, at most 3, that hold several numbers
    label_figures: float  # the share of labels that end with a figure: a column may be in them
    figures_first: bool  # the first column holds figures: the labels may be elsewhere
    wrapped: bool  # a label takes several lines
    sizes: bool  # the rows are set in several sizes: something else may be among them
    two_columns: bool  # it has no more: a column may be missing
    short: bool  # it has few rows: the others may be elsewhere
    wide: bool  # it has many columns


def row_signs(table: RawTable) -> RowSigns:
    """What the cells of the table show."""
    rows = [[cell for cell in row if cell.words] for row in table.rows()]
    head = [cell for row in rows[: table.header_rows] for cell in row]
    body = [row for row in rows[table.header_rows :] if row]
    headed = {column for cell in head for column in range(cell.column, cell.column + cell.column_span)}
    alone = [row for row in body if len(row) == 1]
    labels = [row[0] for row in body if row[0].column == 0]
    sizes = [cell.words[0].size for row in body for cell in row]
    usual = len(labels) > USUAL * len(body)
    figures, words = _kinds(body)
    lower = sum([cell.text[0].islower() for cell in labels])
    return RowSigns(
        no_head=table.header_rows == 0,
        unheaded=sum([k not in headed for k in range(1, table.n_columns)]) if head else 0,
        head_figures=any(c.column > 0 and _is_value(c) and not _YEAR.match(c.words[0].text) for c in head),
        bare_first=bool(body and head) and body[0][0].column > 0,
        alone_last=bool(body) and len(body[-1]) == 1 and len(alone) < len(body),
        plain_alone=min(MOST, sum([not row[0].bold for row in alone])),
        unlabelled=min(MOST, len(body) - len(labels)) if usual else 0,
        lower=min(MOST, lower) if lower < RARE * len(body) else 0,
        fewer=_fewer(body),
        split=min(MOST, sum([_is_split(a, b) for row in body for a, b in pairwise(row)])),
        head_inside=min(MOST, sum([_is_head(row, figures) for row in body])),
        second_labels=any(a in figures and b in words and c in figures for a, b, c in _threes(table.n_columns)),
        years_inside=min(MOST, sum([_is_of_years(row) for row in body])) if head else 0,
        either_label=_is_either_label(body, words),
        no_body=min(MOST, len(headed - {0} - _filled(body))),
        several=min(MOST, sum([_is_several(cell) for row in body for cell in row if cell.column])),
        label_figures=sum(map(_ends_with_figure, labels)) / max(1, len(labels)),
        figures_first=sum([_is_value(c) and not any(map(str.isalpha, c.text)) for c in labels]) > USUAL * len(labels),
        wrapped=any(len(cell.lines) > 1 for cell in labels),
        sizes=max(sizes, default=0.0) - min(sizes, default=0.0) > SIZES,
        two_columns=table.n_columns == 2,
        short=len(body) <= SHORT,
        wide=table.n_columns >= WIDE,
    )


def _is_value(cell: Cell) -> bool:
    return is_value(cell.words[0].text)


def _threes(n: int) -> Iterator[tuple[int, int, int]]:
    return ((k, k + 1, k + 2) for k in range(n - 2))


def _kinds(body: Sequence[Sequence[Cell]]) -> tuple[set[int], set[int]]:
    """The columns right of the first one that hold figures, and those that hold words."""
    filled, figures = Counter[int](), Counter[int]()
    for row in body:
        for cell in row:
            if cell.column:
                filled[cell.column] += 1
                figures[cell.column] += _is_value(cell)
    many = {column for column, n in filled.items() if figures[column] > USUAL * n}
    return many, {column for column, n in filled.items() if figures[column] < RARE * n}


def _is_head(row: Sequence[Cell], figures: set[int]) -> bool:
    """All that the row has in columns of figures are words, or years or figures with words behind them."""
    inside = [cell for cell in row if cell.column in figures]
    return bool(inside) and all(_is_worded(cell) for cell in inside)


def _is_worded(cell: Cell) -> bool:
    return not _is_value(cell) or any(
        len(w.text) > 1 and w.text[0].isalpha() and not is_value(w.text) for w in cell.words
    )


def _is_of_years(row: Sequence[Cell]) -> bool:
    """All that the row has right of its label are years, two or more of them."""
    inside = [cell for cell in row if cell.column]
    return len(inside) > 1 and all(_YEAR.fullmatch(cell.text) for cell in inside)


def _is_either_label(body: Sequence[Sequence[Cell]], words: set[int]) -> bool:
    """Rows have a text in the first column or in the second, which holds words, several of each, and never in both."""
    if 1 not in words:
        return False
    firsts = Counter([row[0].column for row in body if not (len(row) > 1 and row[1].column == 1)])
    return min(firsts[0], firsts[1]) > 1 and firsts[0] + firsts[1] == len(body)


def _filled(body: Sequence[Sequence[Cell]]) -> set[int]:
    return {column for row in body for cell in row for column in range(cell.column, cell.column + cell.column_span)}


def _fewer(body: Sequence[Sequence[Cell]]) -> float:
    """The share of rows that have figures, but fewer than most rows with figures have."""
    figures = [sum([cell.column > 0 and _is_value(cell) for cell in row]) for row in body]
    most = Counter(n for n in figures if n).most_common(1)
    return sum([0 < n < most[0][0] for n in figures]) / len(body) if most else 0.0


def _is_split(left: Cell, right: Cell) -> bool:
    """Two neighbours in a row may be the halves of one number."""
    before, behind = left.words[-1], right.words[0]
    return (
        right.column == left.column + left.column_span
        and behind.x0 - before.x1 < THIN * behind.size
        and _GROUP.match(behind.text) is not None
        and _LEADING.match(before.text) is not None
    )


def _is_several(cell: Cell) -> bool:
    """All words of the cell are numbers, and not the groups of one."""
    words = cell.words
    return (
        len(words) > 1
        and all(is_value(word.text) for word in words)
        and not all(_GROUP_BEHIND.match(word.text) for word in words[1:])
    )


def _ends_with_figure(label: Cell) -> bool:
    words = label.words
    return len(words) > 1 and is_value(words[-1].text) and not is_value(words[0].text)
