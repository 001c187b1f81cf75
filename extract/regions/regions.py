"""Where on a page tables may be: in frames of crossing lines, and in stretches of lines that fall into columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from extract.geometry import Interval, overlap
from extract.model import Box, Page, Ruling, Word
from extract.page.area import Area, crossed
from extract.page.rule_lines import RuleLine, lattices, levels
from extract.page.text_columns import zones
from extract.page.text_lines import Line, visual_lines
from extract.page.word_shapes import MARKS, is_leader, is_typed_rule, is_value
from extract.regions.numbered_titles import Section, sections
from extract.regions.reach import reached
from extract.regions.ruled import apart, is_grid, joined, lattice_area, with_head
from extract.regions.runs_in_columns import stretches
from extract.regions.side_by_side import side_by_side
from extract.regions.unruled import areas_of, is_contents

MOST_SHADE = 200.0  # points: shading taller than this is behind a page's part, not behind a row
SPACED_DOTS = 4  # lone dots on one line from which on they lead to a figure
NEAR = 10.0  # em: lines of one table stand so close
UNLABELLED = 0.7  # share of a frame's lines that begin with a figure, and of these with a label left of the frame
ROW = 1.0  # em by which the baselines of a label and of its figures differ, at most
CROSSED = 0.1  # with more of its words drawn through than this, a frame is a chart's


def page_areas(page: Page, known: Sequence[Box] = ()) -> tuple[list[Area], list[list[Line]]]:
    """The areas of the page that may be tables, top to bottom; and the lines outside the framed ones, by zone.

    ``known`` are the boxes of tables that are found already: they part what stands above and below them.
    """
    page, leaders = split_typed_marks(page)
    words = [w for w in page.words if w.angle == 0]
    framed, rest = _framed(page, words)
    taken = [*known, *(area.box for area in framed)]
    across = [r for r in page.rulings if r.horizontal and not any(_within(r, b) for b in taken)]
    barriers = [(r.x0, r.top, r.bottom) for r in page.rulings if not r.horizontal and r.bottom - r.top > 6]
    lines = [part for zone in zones(visual_lines(rest, barriers), page) for part in side_by_side(zone, page)]
    unframed = [area for zone in lines for area in _unframed(zone, across, page, taken)]
    out = [a for a in (*framed, *unframed) if not (leaders and is_contents(a, leaders))]
    return reading_order(out), lines


def reading_order(areas: Sequence[Area]) -> list[Area]:
    """Top to bottom, and left to right where areas stand beside each other."""
    out: list[Area] = []
    for area in sorted(areas, key=lambda a: (a.box.top, a.box.x0)):
        at = len(out)
        while at and out[at - 1].box.x0 > area.box.x0 and _beside(out[at - 1].box, area.box):
            at -= 1
        out.insert(at, area)
    return out


def _beside(a: Box, b: Box) -> bool:
    return overlap((a.top, a.bottom), (b.top, b.bottom)) > 0.5 * min(a.height, b.height)


def split_typed_marks(page: Page) -> tuple[Page, list[Word]]:
    """The page with its rows of typed dashes as lines, which is what they stand for, and without the dots that
    lead from a label to a figure; and those dots."""
    marks = [w for w in page.words if w.text[0] in MARKS]
    typed = [w for w in marks if is_typed_rule(w.text)]
    leaders = [w for w in marks if is_leader(w.text)]
    leaders += _spaced_dots([w for w in marks if w.text == "."])
    if not typed and not leaders:
        return page, leaders
    rules = (Ruling(w.x0, (w.top + w.bottom) / 2, w.x1, (w.top + w.bottom) / 2) for w in typed)
    gone = set(map(id, (*typed, *leaders)))
    kept = tuple(w for w in page.words if id(w) not in gone)
    return replace(page, words=kept, rulings=(*page.rulings, *rules)), leaders


def _spaced_dots(dots: Sequence[Word]) -> list[Word]:
    """The lone dots that lead to a figure: several on a line, or fewer where those of a line close by run."""
    lines: dict[int, list[Word]] = {}
    for dot in dots:
        lines.setdefault(round(dot.baseline), []).append(dot)
    rows = [row for row in lines.values() if len(row) >= SPACED_DOTS]
    out = [dot for row in rows for dot in row]
    if not rows or len(out) == len(dots):
        return out
    runs = [(row[0].baseline, min(w.x0 for w in row), max(w.x0 for w in row)) for row in rows]
    fewer = [dot for row in lines.values() if len(row) < SPACED_DOTS for dot in row]
    return out + [w for w in fewer if any(_leads_on(w, *run) for run in runs)]


def _leads_on(dot: Word, baseline: float, first: float, last: float) -> bool:
    """The dot stands where those of a line close by run."""
    return abs(dot.baseline - baseline) <= NEAR * dot.size and first - 1 <= dot.x0 <= last + 1


def _framed(page: Page, words: Sequence[Word]) -> tuple[list[Area], list[Word]]:
    """The areas in frames, smaller frames first, and the words outside them."""
    out: list[Area] = []
    rest = list(words)
    found = [part for lattice in joined(lattices(page.rulings), words) for part in apart(lattice)]
    for lattice in sorted(found, key=lambda g: g.box.width * g.box.height):
        if not is_grid(lattice):
            continue
        lattice = with_head(lattice, page.rulings, rest)
        inside = _inside(lattice.box, rest)
        if len(inside) < 2 or crossed(inside, lattice.down, lattice.across) > CROSSED:
            continue
        if _lacks_labels(inside, rest, lattice.box):
            continue
        out.append(lattice_area(lattice, inside, page))
        gone = set(map(id, inside))
        rest = [w for w in rest if id(w) not in gone]
    return out, rest


def _lacks_labels(inside: Sequence[Word], words: Sequence[Word], box: Box) -> bool:
    """The lines in the frame begin with figures, whose labels stand left of it: lines drawn among a table's figures
    are no frame of their own."""
    left = sorted([w.baseline for w in words if w.x1 <= box.x0 + 2 and box.top <= w.baseline <= box.bottom + 2])
    if not left:
        return False
    lines = visual_lines(inside)
    bare = [line for line in lines if is_value(line.words[0].text)]
    labelled = sum(_has_beside(line, left) for line in bare)
    return len(bare) >= UNLABELLED * len(lines) and labelled >= UNLABELLED * len(bare)


def _has_beside(line: Line, baselines: Sequence[float]) -> bool:
    """One of the ``baselines`` is the line's, or that of a text set higher or lower in the same row."""
    reach = ROW * line.size
    k = bisect_left(baselines, line.baseline - reach)
    return k < len(baselines) and baselines[k] <= line.baseline + reach


def _unframed(lines: list[Line], across: Sequence[Ruling], page: Page, taken: Sequence[Box]) -> list[Area]:
    if not lines:
        return []
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    here = [r for r in across if overlap((r.x0, r.x1), (x0, x1)) > 0.5 * min(r.x1 - r.x0, x1 - x0)]
    rules = levels(here, 3.0)
    shades = [
        RuleLine(y, ((f.x0, f.x1),)) for f in page.fills if f.bottom - f.top < MOST_SHADE for y in (f.top, f.bottom)
    ]
    drawn = [*rules, *shades]
    return [area for part in sections(lines) for area in _under_title(part, (x0, x1), drawn, rules, page, taken)]


def _under_title(
    part: Section,
    sides: Interval,
    drawn: Sequence[RuleLine],
    rules: Sequence[RuleLine],
    page: Page,
    taken: Sequence[Box],
) -> list[Area]:
    """The areas of the lines under one numbered title, which is the first one's."""
    runs = reached(part.lines, stretches(part.lines, sides, drawn, taken))
    if part.head and runs:
        runs[0] = part.with_head(runs[0])
    before = dict(zip(map(id, part.lines[1:]), part.lines, strict=False))
    out = [area for run in runs for area in areas_of(run, rules, page, before.get(id(run[0])))]
    if out and part.titles(runs[0]):
        out[0] = out[0]._replace(title=part.title)
    return out


def _inside(box: Box, words: Sequence[Word]) -> list[Word]:
    """The words whose middle lies in the box."""
    x0, top, x1, bottom = box.x0 - 2, box.top - 2, box.x1 + 2, box.bottom + 2
    return [w for w in words if x0 <= (w.x0 + w.x1) / 2 <= x1 and top <= (w.top + w.bottom) / 2 <= bottom]


def _within(r: Ruling, b: Box) -> bool:
    return b.x0 - 3 <= r.x0 and r.x1 <= b.x1 + 3 and b.top - 3 <= r.top and r.bottom <= b.bottom + 3
