"""How far a table reaches beyond the lines that stand close together: rows, totals and heads set off by white space.

    Note                  2024      2023      the head, far above
                                              white space
    Taxes                512,0     498,1      lines close together: a run
    Grants                88,3      90,4
                                              white space
    Result for the year  600,3     588,5      a total set off, its figures under the others

White space alone does not end a table: what stands in its columns belongs to it, whatever is between but text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from extract.geometry import Interval, clusters, median, overlap
from extract.grid.head_lines import is_body, is_head_figure
from extract.page.text_lines import Chunk, Line
from extract.page.word_shapes import is_caption

FAR: Final = 6.0  # em of white space that a line whose figures all stand in the table's columns may be away
HEAD_FAR: Final = 5.0  # em that a head may be above the first row
EDGE: Final = 2.0  # points by which figures of one column differ in where they end
WORDS: Final = 10  # words of a label, at most
HEAD_LINES: Final = 6  # lines of a head, at most
LONE: Final = 2  # lines in columns up to which a run without columns of figures is no table by itself
HEAD_REACH: Final = 6.0  # em that heads reach beyond their figures
HEADED: Final = 0.6  # share of the columns of figures that a line of heads stands over
BESIDE: Final = 0.25  # em by which lines overlap that stand beside each other, at least
AGREE: Final = 0.7  # share of the columns of two runs that must be the same for them to be one table


class FigureColumns(NamedTuple):
    """Where a run's columns of figures begin and end, and where its labels begin (points)."""

    ends: tuple[float, ...]
    starts: tuple[float, ...]
    left: float


def reached(lines: Sequence[Line], runs: Sequence[list[Line]]) -> list[list[Line]]:
    """The runs (top to bottom, of the lines), each with the lines around it that stand in its columns; runs that go on
    with the one above are one with it. A line or two that stand alone are what others may reach, and else a run."""
    places = {id(line.words): k for k, line in enumerate(lines)}
    known = {places[id(line.words)]: line for run in runs for line in run}  # a run may cut its lines in other chunks
    lines = [known.get(k, line) for k, line in enumerate(lines)]
    strong = [run for run in runs if not _is_lone(run)]
    out: list[list[Line]] = []
    for n, run in enumerate(strong):
        above = places[id(out[-1][-1].words)] if out else -1
        below = places[id(strong[n + 1][0].words)] if n + 1 < len(strong) else len(lines)
        columns = _columns(run)
        first, last = places[id(run[0].words)], places[id(run[-1].words)]
        if not columns.ends:
            out.append(run)
            continue
        between = lines[above + 1 : first]
        if out and _goes_on(out[-1], between, run, columns):
            out[-1] = [*out[-1], *between, *run]
        else:
            out.append([*_upwards(between, run, columns), *run])
        out[-1] = [*out[-1], *_downwards(lines[last + 1 : below], out[-1], columns)]
    gone = {id(line.words) for run in out for line in run}
    out += [run for run in runs if _is_lone(run) and not any(id(line.words) in gone for line in run)]
    return sorted(out, key=lambda run: run[0].top)


def _is_lone(run: Sequence[Line]) -> bool:
    return sum(len(line.chunks) > 1 for line in run) <= LONE and not _columns(run).ends


def _columns(run: Sequence[Line]) -> FigureColumns:
    body = [line for line in run if is_body(line)]
    labels = [c.x0 for line in body for c in line.chunks if not c.is_value]
    behind = median(labels, default=float("-inf"))  # references may stand before the labels
    figures = [c for line in body for c in line.chunks if c.is_value and c.x0 > behind]
    groups = clusters((c.x1 for c in figures), EDGE)
    kept = [g for g in groups if len(g) >= max(2, 0.3 * len(body))]
    ends = tuple(sum(g) / len(g) for g in kept)
    starts = tuple(min((c.x0 for c in figures if abs(c.x1 - e) <= EDGE), default=e) for e in ends)
    return FigureColumns(ends, starts, min(line.x0 for line in run))


def _downwards(lines: Sequence[Line], run: Sequence[Line], columns: FigureColumns) -> list[Line]:
    """The lines right below the run that are rows of its table, with the labels between them."""
    kept = 0
    last = run[-1]
    for k, line in enumerate(lines):
        if line.top - last.bottom > FAR * line.size or not (_is_row(line, columns) or _is_label(line, columns)):
            break
        if _is_row(line, columns):
            kept = k + 1
        last = line
    return list(lines[:kept])


def _upwards(lines: Sequence[Line], run: Sequence[Line], columns: FigureColumns) -> list[Line]:
    """The lines right above the run that are its rows or its head, with the labels between them."""
    if not (is_body(run[0]) or _is_label(run[0], columns) or _is_head(run[0], columns)):
        return []
    kept = len(lines)
    last = run[0]
    heads = int(not is_body(last) and _is_head(last, columns))
    for k in range(len(lines) - 1, -1, -1):
        line = lines[k]
        far = last.top - line.bottom > (HEAD_FAR if heads < 2 else 1.5) * max(line.size, last.size)
        head = _is_head(line, columns)
        if heads and not head and _stands_beside(line, last) and _is_label(line, columns):
            last = line
            continue
        if (
            far
            or heads > HEAD_LINES
            or not (head or (not heads and (_is_row(line, columns) or _is_label(line, columns))))
        ):
            break
        heads += head
        if head or _is_row(line, columns):
            kept = k
        last = line
    return list(lines[kept:])


def _stands_beside(line: Line, below: Line) -> bool:
    """The line reaches down beside the one below it, as a title of larger type does beside heads of two lines."""
    return line.bottom - below.top > BESIDE * below.size


def _goes_on(upper: Sequence[Line], between: Sequence[Line], lower: Sequence[Line], columns: FigureColumns) -> bool:
    """The lower run has the columns of the upper one, no head of its own, and nothing but labels and rows between."""
    above = _columns(upper)
    if not above.ends:
        return False
    last = upper[-1]
    for line in (*between, lower[0]):
        if line.top - last.bottom > FAR * line.size:
            return False
        last = line
    if not all(_is_row(line, above) or _is_label(line, above) for line in between):
        return False
    first = next((k for k, line in enumerate(lower) if is_body(line)), len(lower))
    if any(not _is_label(line, above) for line in lower[:first]) or abs(upper[-1].size - lower[-1].size) > 1:
        return False
    shared = sum(any(abs(e - f) <= EDGE for f in above.ends) for e in columns.ends)
    return shared >= max(2, AGREE * max(len(columns.ends), len(above.ends)))


def heads_by_word(line: Line, columns: Sequence[Interval]) -> bool:
    """The line is heads that touch each other, as one text right of the labels: none of its words stands over two of
    the columns of figures (where they begin and end, left to right), and most of the columns have a word over them."""
    if len(line.chunks) != 1 or len(columns) < 2 or line.x1 < columns[0][0]:
        return False
    if line.x0 < columns[0][0] - HEAD_REACH * line.size or line.x1 > columns[-1][1] + HEAD_REACH * line.size:
        return False
    over = [[k for k, place in enumerate(columns) if overlap((w.x0, w.x1), place) > 0] for w in line.words]
    headed = {k for ks in over for k in ks}
    return all(len(ks) <= 1 for ks in over) and len(headed) >= max(2, HEADED * len(columns))


def _is_row(line: Line, columns: FigureColumns) -> bool:
    """Every figure of the line ends where a column does, and its text stands where labels do."""
    figures = [c for c in line.chunks if c.is_value and c.x0 > columns.left + line.size]
    if not figures or not all(_in_column(c, columns) for c in figures):
        return False
    texts = [c for c in line.chunks if c not in figures]
    return len(texts) <= 2 and all(_among_labels(c, columns, line.size) for c in texts)


def _in_column(chunk: Chunk, columns: FigureColumns) -> bool:
    return any(abs(chunk.x1 - e) <= EDGE for e in columns.ends)


def _among_labels(chunk: Chunk, columns: FigureColumns, size: float) -> bool:
    return chunk.x0 >= columns.left - 4 * size and chunk.x1 <= columns.starts[0] + size and len(chunk.words) <= WORDS


def _is_label(line: Line, columns: FigureColumns) -> bool:
    """A text alone where labels stand, that is no title of another table."""
    return len(line.chunks) == 1 and _among_labels(line.chunks[0], columns, line.size) and not is_caption(line.text)


def _is_head(line: Line, columns: FigureColumns) -> bool:
    """The line has no figures but years and the like, and most of its texts stand over columns of figures."""
    if is_caption(line.text) or any(c.is_value and not is_head_figure(c) for c in line.chunks):
        return False
    if heads_by_word(line, tuple(zip(columns.starts, columns.ends, strict=True))):
        return True
    over = [
        c
        for c in line.chunks
        if any(c.x1 > s - 2 and c.x0 < e + 2 for s, e in zip(columns.starts, columns.ends, strict=True))
    ]
    others = [c for c in line.chunks if c not in over]
    wide = columns.ends[-1] - columns.starts[0]
    narrow = all(c.x1 - c.x0 < max(0.8 * wide / len(columns.ends), 8 * line.size) for c in over)
    return bool(over) and narrow and len(others) <= 2 and all(_among_labels(c, columns, line.size) for c in others)
