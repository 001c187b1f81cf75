"""Where on a page tables may be: lattices, stacks of rules, and runs of lines that fall into columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.columns import find_separators
from extract.geometry import median, overlap
from extract.lines import Chunk, Line, chunk_of, visual_lines
from extract.model import Box, Fill, Page, Ruling, Word
from extract.rules import Lattice, Level, Position, lattices, levels, positions
from extract.structure import Area, shading_edges
from extract.tokens import is_leader, is_list_marker, is_typed_rule, is_value
from extract.zones import zones

CAPTION = re.compile(
    r"(?i:tabel|table|tab\.|figur|figure|fig\.|exhibit|chart|diagram|bilag|appendix|annex|box|boks|skema|oversigt)\s*(?:\d|[A-ZIVX]{1,4}(?:[\s.:\-\d]|$))"
)


_FEW_SEAMS = 4


def page_areas(page: Page) -> list[Area]:
    """The areas of the page that may be tables, top to bottom."""
    page, leaders = split_typed_marks(page)
    words = [w for w in page.words if w.angle == 0]
    out: list[Area] = []
    used: set[int] = set()
    for lattice in _outermost(lattices(page.rulings)):
        if not _is_grid(lattice):
            continue
        box = lattice.box
        inside = [k for k, w in enumerate(words) if k not in used and box.x0 - 2 <= (w.x0 + w.x1) / 2 <= box.x1 + 2 and box.top - 2 <= (w.top + w.bottom) / 2 <= box.bottom + 2]
        if len(inside) < 2 or crossed([words[k] for k in inside], lattice.down, lattice.across) > 0.1:
            continue
        area = _lattice_area(lattice, [words[k] for k in inside], page)
        out.append(area)
        used.update(inside)
    rest = [w for k, w in enumerate(words) if k not in used]
    taken = [a.box for a in out]
    across = [r for r in page.rulings if r.horizontal and not any(_within(r, b) for b in taken)]
    down = [r for r in page.rulings if not r.horizontal and r.bottom - r.top > 6]
    barriers = [(r.x0, r.top, r.bottom) for r in down]
    for zone in zones(visual_lines(rest, barriers), page):
        out += _runs(zone, across, page, taken)
    out = [area for area in out if not (leaders and _contents(area, leaders))]
    return sorted(out, key=lambda a: (a.box.top, a.box.x0))


def crossed(words: Sequence[Word], down: Sequence[Ruling], across: Sequence[Ruling]) -> float:
    """The share of words that a line is drawn through: high in charts and maps, nil in tables."""
    hit = 0
    for w in words:
        middle = (w.top + w.bottom) / 2
        hit += any(w.x0 + 1.5 < r.x0 < w.x1 - 1.5 and r.top < middle < r.bottom for r in down) or any(
            abs(r.top - (w.baseline - 0.3 * w.size)) < 0.2 * w.size and r.x0 < w.x0 + 1 and r.x1 > w.x1 - 1 for r in across
        )
    return hit / max(len(words), 1)


def split_typed_marks(page: Page) -> tuple[Page, list[Word]]:
    """The page with its rows of typed dashes as lines, which is what they stand for, and without the dots that
    lead from a label to a figure; and those dots."""
    typed = [w for w in page.words if is_typed_rule(w.text)]
    leaders = [w for w in page.words if is_leader(w.text)]
    if not typed and not leaders:
        return page, leaders
    rules = (Ruling(w.x0, (w.top + w.bottom) / 2, w.x1, (w.top + w.bottom) / 2) for w in typed)
    gone = set(map(id, (*typed, *leaders)))
    return replace(page, words=tuple(w for w in page.words if id(w) not in gone), rulings=(*page.rulings, *rules)), leaders


def _within(r: Ruling, b: Box) -> bool:
    return b.x0 - 3 <= r.x0 and r.x1 <= b.x1 + 3 and b.top - 3 <= r.top and r.bottom <= b.bottom + 3


def _outermost(found: Sequence[Lattice]) -> list[Lattice]:
    out: list[Lattice] = []
    for lattice in sorted(found, key=lambda g: g.box.width * g.box.height):
        out.append(lattice)
    return out


def _is_grid(lattice: Lattice) -> bool:
    """More than a frame: a line inside that parts it into columns, and one that parts it into rows."""
    box = lattice.box
    inner_down = [p for p in positions(lattice.down) if box.x0 + 5 < p.x < box.x1 - 5 and p.length > 0.3 * box.height]
    inner_across = [lv for lv in levels(lattice.across) if box.top + 4 < lv.y < box.bottom - 4]
    return len(inner_down) >= 1 and (len(inner_across) >= 1 or len(inner_down) >= 2)


def _lattice_area(lattice: Lattice, words: Sequence[Word], page: Page) -> Area:
    box = lattice.box
    barriers = [(r.x0, r.top, r.bottom) for r in lattice.down]
    down = positions(lattice.down)
    lines = _inner_lines(visual_lines(words, barriers), box, down)
    box = Box(box.x0, max(box.top, lines[0].top - 3), box.x1, min(box.bottom, lines[-1].bottom + 3))
    return Area(box, tuple(lines), tuple(levels(lattice.across)), tuple(down), _fills_in(page, box), "lattice")


def _inner_lines(lines: list[Line], box: Box, down: Sequence[Position]) -> list[Line]:
    """Without the title above and the notes below that stand in the same frame, beyond the lines between columns."""
    inner = [s for p in down if box.x0 + 5 < p.x < box.x1 - 5 for s in p.segments]
    top, bottom = min(s[0] for s in inner), max(s[1] for s in inner)
    above = [line for line in lines if line.bottom < top + 2]
    below = [line for line in lines if line.top > bottom - 2]
    start = len(above) if any(CAPTION.match(line.text) for line in above) or len(above) > 2 else 0
    end = len(lines) - (len(below) if any(len(line.words) >= 8 for line in below) else 0)
    return lines[start:end] or lines


def _fills_in(page: Page, box: Box) -> tuple[Fill, ...]:
    return tuple(f for f in page.fills if overlap((f.x0, f.x1), (box.x0, box.x1)) > 2 and overlap((f.top, f.bottom), (box.top, box.bottom)) > 2)


# ---- runs of lines


def _is_prose(line: Line, x0: float, x1: float) -> bool:
    """A line of running text: one chunk that fills most of the width and is words, not figures."""
    if len(line.chunks) != 1 or len(line.words) < 6:
        return False
    figures = sum(is_value(w.text) for w in line.words)
    return figures < 0.4 * len(line.words) and line.x1 - line.x0 > 0.55 * (x1 - x0)


def _runs(lines: list[Line], across: Sequence[Ruling], page: Page, taken: Sequence[Box]) -> list[Area]:
    if not lines:
        return []
    zx0, zx1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    rules = [lv for lv in levels([r for r in across if overlap((r.x0, r.x1), (zx0, zx1)) > 0.5 * min(r.x1 - r.x0, zx1 - zx0)], 3.0)]
    out = []
    for run in _group(lines, rules, zx0, zx1, taken):
        out += _areas_of(run, rules, page)
    return out


def _group(lines: list[Line], rules: Sequence[Level], zx0: float, zx1: float, taken: Sequence[Box]) -> list[list[Line]]:
    """Runs of consecutive lines that fall into columns, with the short lines between them."""
    runs: list[list[Line]] = []

    def close() -> None:
        if current:
            runs.append([*current, *(_tail(current, pending, rules) if pending else ())])

    current: list[Line] = []
    pending: list[Line] = []
    lead: list[Line] = []
    for line in lines:
        if current and line.baseline - (pending or current)[-1].baseline <= 1.6 * line.size:
            line = _along_columns(line, [row for row in current[-14:] if abs(row.size - line.size) < 0.3])
        previous = (pending or current or lead)[-1] if (pending or current or lead) else None
        ruled = previous is not None and any(previous.bottom - 3 <= lv.y <= line.top + 3 for lv in rules)
        gap = line.top - previous.bottom if previous else 0.0
        limit = (2.6 if ruled else 1.7) * line.size
        broken = previous is not None and (gap > limit or any(b.top > previous.bottom - 2 and b.bottom < line.top + 2 and overlap((b.x0, b.x1), (zx0, zx1)) > 0 for b in taken))
        multi = len(line.chunks) > 1 and not _list_item(line)
        stop = _is_prose(line, zx0, zx1) and not (ruled and _boxed(line, rules))
        caption = CAPTION.match(line.text) is not None
        if broken or caption or (stop and not multi):
            close()
            current, pending, lead = [], [], []
            if caption or (stop and not multi):
                continue
        if multi:
            if current:
                current += pending
            else:
                current = lead[-3:]
            current.append(line)
            pending, lead = [], []
        elif current:
            pending.append(line)
            if len(pending) > 8:
                close()
                lead = pending[-3:]
                current, pending = [], []
        else:
            lead.append(line)
    close()
    return runs


def _along_columns(line: Line, above: Sequence[Line]) -> Line:
    """The line with its chunks parted where a word begins just where a column of the lines right above does:
    wrapped text may leave hardly more than a space between two columns."""
    starts = [c.x0 for row in above for c in row.chunks if c.x0 > line.x0 + line.size and not is_value(c.words[0].text)]
    parts: list[Chunk] = []
    for chunk in line.chunks:
        edges = [0, *(k for k in range(1, len(chunk.words)) if _at_column(chunk.words[k - 1], chunk.words[k], starts, line.size)), len(chunk.words)]
        parts += [chunk_of(chunk.words[a:b]) for a, b in zip(edges, edges[1:], strict=False)]
    return line._replace(chunks=tuple(parts)) if len(parts) > len(line.chunks) else line


def _at_column(left: Word, right: Word, starts: Sequence[float], size: float) -> bool:
    gap = right.x0 - left.x1
    return gap > 0.1 * size and sum(abs(right.x0 - x) < 0.8 for x in starts) >= (1 if gap > 0.5 * size else 2)


def _boxed(line: Line, rules: Sequence[Level]) -> bool:
    """A rule runs right below the line, over its whole length: it is a row across the table."""
    return any(line.bottom - 3 <= lv.y <= line.bottom + line.size and lv.covers(line.x0, line.x1) > 0.9 for lv in rules)


def _tail(run: Sequence[Line], pending: Sequence[Line], rules: Sequence[Level]) -> list[Line]:
    """Of the short lines after the last one in columns, those that belong to its row: drawn in with it, or
    wrapped text of a column further right."""
    starts = [c.x0 for line in run for c in line.chunks[1:]]
    x0, x1 = min(line.x0 for line in run), max(line.x1 for line in run)
    closing = max((lv.y for lv in rules if lv.y > run[-1].bottom - 3 and lv.covers(x0, x1) > 0.7 and lv.y < pending[-1].bottom + pending[-1].size), default=0.0)
    kept = 0
    last = run[-1]
    for k, line in enumerate(pending):
        wrapped = line.baseline - last.baseline <= 1.5 * line.size and any(abs(line.x0 - x) <= 2.0 for x in starts)
        if line.bottom <= closing + 2 or (wrapped and kept == k):
            kept = k + 1
        last = line
    return list(pending[:kept])


def _list_item(line: Line) -> bool:
    return len(line.chunks) == 2 and len(line.chunks[0].words) == 1 and is_list_marker(line.chunks[0].words[0].text) and len(line.chunks[1].words) > 2


def _areas_of(run: list[Line], rules: Sequence[Level], page: Page) -> list[Area]:
    """The run as one area, or as several where tables with other columns stand above each other."""
    area = _area_of(run, rules, page)
    if area is None:
        return []
    cut = _seam(area)
    if not cut:
        return [area]
    return [part for half in (area.lines[:cut], area.lines[cut:]) for part in _areas_of(list(half), rules, page)]


def _seam(area: Area) -> int:
    """Index of the line at which a table with columns of its own begins below another one, 0 where none does."""
    lines = area.lines
    steps = [b.baseline - a.baseline for a, b in zip(lines, lines[1:], strict=False)]
    if len(steps) < 6:
        return 0
    usual = median(steps)
    cuts = [k for k, step in enumerate(steps, 1) if step >= 1.5 * usual and 3 <= k <= len(lines) - 3]
    if not cuts or len(cuts) > _FEW_SEAMS:  # rows set far apart are no seams
        return 0
    whole = len(find_separators(lines, 0, area.box, (), 1.0))
    worth, cut = max((min(len(find_separators(part, 0, area.box, (), 1.0)) for part in (lines[:k], lines[k:])), -k) for k in cuts)
    return -cut if whole < 0.75 * worth else 0


def _area_of(run: list[Line], rules: Sequence[Level], page: Page) -> Area | None:
    multi = [line for line in run if len(line.chunks) > 1]
    if len(multi) < 2:
        return None
    x0, x1 = min(line.x0 for line in multi), max(line.x1 for line in multi)
    top, bottom = run[0].top, run[-1].bottom
    near = [lv for lv in rules if top - 12 <= lv.y <= bottom + 12 and overlap((lv.x0, lv.x1), (x0, x1)) > 0.5 * min(x1 - x0, lv.x1 - lv.x0)]
    wide = [lv for lv in near if lv.covers(x0, x1) > 0.7]
    if wide:
        x0, x1 = min(x0, wide[0].x0), max(x1, wide[0].x1)
    run = _trim(run, wide)
    if len([line for line in run if len(line.chunks) > 1]) < 2:
        return None
    box = Box(x0, min(run[0].top, *(lv.y for lv in near)) if near else run[0].top, x1, run[-1].bottom)
    fills = _fills_in(page, box)
    shaded = len(shading_edges(fills, box))
    area = Area(box, tuple(run), tuple(near), (), fills, "stack" if len(wide) >= 2 or shaded >= 2 else "aligned")
    if crossed([w for line in run for w in line.words], (), [r for r in page.rulings if r.horizontal and top <= r.top <= bottom]) > 0.1:
        return None
    return area if _looks_like_table(area) else None


def _trim(run: list[Line], wide: Sequence[Level]) -> list[Line]:
    """Without the lone lines above the first one in columns, unless a rule above or their place over the columns
    right of the labels says that they head them."""
    start = 0
    while start < len(run) and len(run[start].chunks) == 1 and not any(lv.y < run[start].bottom - 2 for lv in wide):
        start += 1
    while 0 < start < len(run) and _heads(run[start - 1], run[start]):
        start -= 1
    return run[start:]


def _heads(line: Line, below: Line) -> bool:
    """The line stands close above, and is centred over what is right of the first chunk below it, not over all."""
    if len(below.chunks) < 3 or below.baseline - line.baseline > 1.6 * below.size or CAPTION.match(line.text):
        return False
    left, right = below.chunks[1].x0, below.x1
    middle = (line.x0 + line.x1) / 2
    return line.x0 >= left - line.size and abs(middle - (left + right) / 2) < 0.1 * (right - left)


def _contents(area: Area, leaders: Sequence[Word]) -> bool:
    """A list of contents: dots lead from titles to one column of page numbers that never fall."""
    led = [line for line in area.lines if any(abs(w.baseline - line.baseline) < 2 and line.x0 <= w.x0 <= line.x1 for w in leaders)]
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
        return False
    columns = median(len(line.chunks) for line in multi)
    return values >= 0.5 * len(cells) or (columns >= 3 and len(multi) >= 4)
