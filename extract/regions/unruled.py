"""Tables without a frame: runs of lines in columns, with or without rules and shading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.geometry import median, merge, overlap
from extract.grid.columns import find_separators
from extract.grid.head_lines import is_body, is_head_figure
from extract.model import Box, Page, Ruling, Word
from extract.page.area import Area, crossed, fills_in, shading_edges
from extract.page.rule_lines import RuleLine, positions
from extract.page.text_lines import Line
from extract.page.word_shapes import is_sentence, is_value
from extract.regions.lone_heads import trimmed

MOSTLY_FIGURES = 0.5  # share of the lines that have figures in a table in whose rows no head can be mistaken
FEWEST_ROWS = 2  # lines with figures above and below a second head, at least
OTHER_COLUMNS = 2  # figures more or less in a row: a column of references alone is no sign of another table
LARGER = 1.15  # times the size of the rows: a line set so large is a heading
APART = 1.2  # times the usual step: as far stands a second title or head below the rows, at least
ROW_STEP = 0.9  # times the usual step between rows: a line so far below is no wrapped label of the row above
_MARKED = re.compile(r"\d{1,2}\)|[*†‡]|[A-ZÆØÅ+\-−]{1,2} = ")  # what a note begins with
NEAR = 12.0  # points from a run's first and last line up to a rule of its own
FEW_SEAMS = 4  # with more wide steps than these, rows are just set far apart


def areas_of(run: list[Line], rules: Sequence[RuleLine], page: Page, above: Line | None = None) -> list[Area]:
    """The run as one area, or as several where tables with other columns stand above each other. ``above`` is the line
    that stands before the run."""
    area = _area_of(run, rules, page, above)
    if area is None:
        return []
    cut = _second_head(area) or _seam(area)
    if not cut:
        return [area]
    upper, lower = list(area.lines[:cut]), list(area.lines[cut:])
    return [*areas_of(upper, rules, page, above), *areas_of(lower, rules, page, upper[-1])]


def _second_head(area: Area) -> int:
    """Index of the line at which another table's title or head begins below the rows of the first one; 0 where none
    does. A head printed again is none, but under a title of its own: a table may repeat its head."""
    lines = area.lines
    body = [is_body(line) for line in lines]
    if sum(body) < FEWEST_ROWS:
        return 0
    first = body.index(True)
    steps = [b.baseline - a.baseline for a, b in pairwise(lines)]
    usual = median(steps)
    known = {w.text for line in lines[:first] for w in line.words}
    set_rows = [line for line, figures in zip(lines, body, strict=True) if figures]
    size = median(line.size for line in set_rows)
    bold = 2 * sum(line.words[0].bold for line in set_rows) > len(set_rows)
    for k in range(first + FEWEST_ROWS, len(lines) - FEWEST_ROWS):
        if steps[k - 1] < APART * usual or body[k] or sum(body[:k]) < max(FEWEST_ROWS, MOSTLY_FIGURES * k):
            continue
        lone = len(lines[k].chunks) == 1
        other = lone and lines[k].size > LARGER * size
        if other and abs(_figures(lines[:k]) - _figures(lines[k:])) >= OTHER_COLUMNS:
            return k
        end = next((n for n in range(k, len(lines)) if body[n]), len(lines))
        head = [line for line in lines[k:end] if _heads_columns(line, lines)]
        again = {w.text for line in head for w in line.words}
        rows = sum(body[end:]) if end < len(lines) else sum(len(line.chunks) > 1 for line in lines[k + 1 :]) - 1
        titled = other or (lone and not bold and all(w.bold for w in lines[k].words))
        if head and (titled or not again <= known) and rows >= FEWEST_ROWS:
            return k
    return 0


def _figures(lines: Sequence[Line]) -> float:
    """How many figures a row of the lines has, as most do."""
    return median(sum([c.is_value for c in line.chunks]) for line in lines if is_body(line))


def _heads_columns(line: Line, lines: Sequence[Line]) -> bool:
    """The line has nothing but text, and some of it right of where the labels are."""
    left = min(other.x0 for other in lines)
    right = [c for c in line.chunks if c.x0 > left + 6 * line.size]
    return bool(right) and not any(c.is_value and not is_head_figure(c) for c in line.chunks)


def _seam(area: Area) -> int:
    """Index of the line at which a table with columns of its own begins below another one, 0 where none does."""
    lines = area.lines
    steps = [b.baseline - a.baseline for a, b in pairwise(lines)]
    if len(steps) < 6:
        return 0
    usual = median(steps)
    cuts = [k for k, step in enumerate(steps, 1) if step >= 1.5 * usual and 3 <= k <= len(lines) - 3]
    if not cuts or len(cuts) > FEW_SEAMS:  # rows set far apart are no seams
        return 0
    whole = len(find_separators(lines, 0, area.box, (), 1.0))
    if whole >= 0.75 * max(min(_most_chunks(lines[:k]), _most_chunks(lines[k:])) for k in cuts):
        return 0  # no line of either part shows more columns than both parts share
    worth, cut = max(
        (min(len(find_separators(part, 0, area.box, (), 1.0)) for part in (lines[:k], lines[k:])), -k) for k in cuts
    )
    return -cut if whole < 0.75 * worth else 0


def _most_chunks(lines: Sequence[Line]) -> int:
    return max([len(line.chunks) for line in lines])


def _area_of(run: list[Line], rules: Sequence[RuleLine], page: Page, above: Line | None) -> Area | None:
    multi = [line for line in run if len(line.chunks) > 1]
    if len(multi) < 2:
        return None
    x0, x1 = min(line.x0 for line in multi), max(line.x1 for line in multi)
    top, bottom = run[0].top, run[-1].bottom
    near = [
        lv
        for lv in rules
        if top - NEAR <= lv.y <= bottom + NEAR and overlap((lv.x0, lv.x1), (x0, x1)) > 0.5 * min(x1 - x0, lv.x1 - lv.x0)
    ]
    wide = [lv for lv in near if lv.covers(x0, x1) > 0.7]
    if wide:
        x0, x1 = min(x0, wide[0].x0), max(x1, wide[0].x1)
    run = _without_notes(trimmed(run, [lv for lv in wide if not _closes(lv, above, run[0])]), wide)
    if len([line for line in run if len(line.chunks) > 1]) < 2:
        return None
    near = [lv for lv in near if lv.y >= run[0].top - NEAR]
    box = Box(x0, min(run[0].top, *(lv.y for lv in near)) if near else run[0].top, x1, run[-1].bottom)
    fills = fills_in(page, box)
    shaded = len(shading_edges(fills, box))
    down = [r for r in page.rulings if not r.horizontal and box.x0 < r.x0 < box.x1 and _along(r, box)]
    kind = "stack" if len(wide) >= 2 or shaded >= 2 else "aligned"
    area = Area(box, tuple(run), tuple(near), tuple(positions(down)), fills, kind)
    if (
        crossed(
            [w for line in run for w in line.words],
            (),
            [r for r in page.rulings if r.horizontal and top <= r.top <= bottom],
        )
        > 0.1
    ):
        return None
    return area if _looks_like_table(area) else None


def _closes(rule: RuleLine, above: Line | None, first: Line) -> bool:
    """The rule stands between two lines, the upper one in columns, and closer to it: it closes the table above."""
    if above is None or len(above.chunks) < 2:
        return False
    return above.baseline < rule.y < first.bottom and rule.y - above.bottom < first.top - rule.y


def _along(r: Ruling, box: Box) -> bool:
    """The vertical runs beside the box's lines."""
    return overlap((r.top, r.bottom), (box.top, box.bottom)) > 0.5 * min(r.bottom - r.top, box.height)


def _without_notes(run: list[Line], wide: Sequence[RuleLine]) -> list[Line]:
    """Without what stands right below the last row: lone lines that begin with a note's mark, a sentence, and lone
    lines set a row's step apart, which would be names of groups without rows. A rule below them makes rows of them."""
    end = len(run)
    while end > 1 and (len(run[end - 1].chunks) == 1 or not _has_figure_in_column(run[end - 1], run[: end - 1])):
        end -= 1
    rows = [line for line in run if is_body(line)]
    step = median(b.baseline - a.baseline for a, b in pairwise(rows)) if len(rows) > FEWEST_ROWS else float("inf")
    for k in range(end, len(run)):
        line = run[k]
        if _MARKED.match(line.text) or (k == len(run) - 1 and is_body(run[k - 1]) and is_sentence(line.text)):
            return run[:k]
        apart = line.baseline - run[k - 1].baseline >= ROW_STEP * step
        if apart and not line.text[:1].islower() and not any(lv.y > line.baseline for lv in wide):
            return run[:k]
    return run


def _has_figure_in_column(line: Line, above: Sequence[Line]) -> bool:
    """A text of the line stands in a column of figures of the rows above it, or those have none; what has its figures
    among their labels is no row: Tel. 43 53 29 78."""
    figures = merge((c.x0, c.x1) for row in above if is_body(row) for c in row.chunks if c.is_value)
    return not figures or any(overlap((c.x0, c.x1), place) > 0 for c in line.chunks[1:] for place in figures)


def is_contents(area: Area, leaders: Sequence[Word]) -> bool:
    """A list of contents: dots lead from titles to one column of page numbers that never fall."""
    led = [
        line
        for line in area.lines
        if any(abs(w.baseline - line.baseline) < 2 and line.x0 <= w.x0 <= line.x1 for w in leaders)
    ]
    if 2 * len(led) < len(area.lines) or median(len(line.chunks) for line in led) > 2:
        return False
    numbers = [int(line.words[-1].text) for line in led if line.words[-1].text.isdigit()]
    return 2 * len(numbers) >= len(led) and numbers == sorted(numbers)


def _looks_like_table(area: Area) -> bool:
    multi = [line for line in area.lines if len(line.chunks) > 1]
    cells = [c for line in multi for c in line.chunks[1:]]
    values = sum(is_value(c.words[0].text) and len(c.words) <= 3 for c in cells)
    if area.kind == "stack":
        return len(multi) >= 2
    if len(multi) < 3:
        return _stands_under_years(multi)
    columns = median(len(line.chunks) for line in multi)
    return values >= 0.5 * len(cells) or (columns >= 3 and len(multi) >= 4) or _stands_under_head(area)


def _stands_under_years(lines: Sequence[Line]) -> bool:
    """Years or dates, and one row with a label and a figure under each of them: the least that a table is."""
    head, row = lines
    figures = [c for c in row.chunks if c.is_value]
    years = [c for c in head.chunks if is_head_figure(c)]
    under = len(years) == len(figures) and all(
        overlap((a.x0, a.x1), (b.x0, b.x1)) > 0 for a, b in zip(years, figures, strict=True)
    )
    return len(years) >= 2 and under and is_body(row) and not row.chunks[0].is_value


def _stands_under_head(area: Area) -> bool:
    """The first line is set apart (bold over plain text, or a rule below it), and all text begins where it does."""
    head, *rest = area.lines
    bold = all(c.words[0].bold for c in head.chunks) and not any(line.words[0].bold for line in rest)
    ruled = any(
        head.baseline <= v.y <= rest[0].baseline - 0.5 * rest[0].size and v.covers(area.box.x0, area.box.x1) > 0.7
        for v in area.levels
    )
    if len(head.chunks) < 2 or not (bold or ruled):
        return False
    places = [c.x0 for c in head.chunks]
    starts = [c.x0 for line in rest for c in line.chunks]
    return sum(any(abs(x - place) <= 2 for place in places) for x in starts) >= 0.95 * len(starts)
