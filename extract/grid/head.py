"""The head of a table: which lines are above the figures, and how stacked and spanning heads fall into cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.geometry import overlap
from extract.grid.columns import Separator
from extract.grid.line_cells import LineCell, PlacedLine, is_value_chunk
from extract.page.rule_lines import RuleLine
from extract.page.text_lines import Chunk, Line

# A year, a span of years, or a column's number: what stands in heads
_HEAD_FIGURE = re.compile(r"[(]?(?:19|20)\d\d(?:[-/–](?:\d\d)?\d\d)?[)*¹²³]?$|\(\d{1,2}\)|\([%\w]\)$")


_FEW_MARKS = 3  # with more rules than these, rules part the rows and not just head and body


@dataclass(slots=True)
class Block:
    """Lines of one head cell while it is put together."""

    first: int
    last: int
    chunks: list[Chunk] = field(default_factory=list)
    level: int = 0
    lowest: int = 0

    @property
    def top(self) -> float:
        return self.chunks[0].top

    @property
    def bottom(self) -> float:
        return self.chunks[-1].bottom

    @property
    def x0(self) -> float:
        return min(c.x0 for c in self.chunks)

    @property
    def x1(self) -> float:
        return max(c.x1 for c in self.chunks)


def count_head_lines(lines: Sequence[Line], marks: Sequence[float]) -> int:
    """How many lines at the top head the columns, by what they hold and what is drawn below them."""
    body = next((k for k, line in enumerate(lines) if _is_body(line)), None)
    if body is None:  # a table of words: its head ends at the first mark below a line
        first = next((y for y in marks if y > lines[0].baseline), None)
        count = sum(line.baseline < first for line in lines) % len(lines) if first is not None else 1
        bold = next((k for k, line in enumerate(lines) if not all(c.words[0].bold for c in line.chunks)), 0)
        return min(count, bold) or count  # shading of every other row does not part the head from the first row
    ruled = _until_mark(lines, marks, body)
    if ruled:
        return _without_section(lines, marks, ruled)
    if body:  # figures in a head, as in "$10,000-14,999", are told from the body's by the rule below them
        drawn = _until_mark(lines, marks if len(marks) <= _FEW_MARKS else (), min(5, len(lines) // 3))
        if drawn:
            return drawn
    while body > 0 and len(lines[body - 1].chunks) == 1 and lines[body - 1].x0 <= lines[body].x0 + 3 * lines[body].size:
        body -= 1
    return body


def _without_section(lines: Sequence[Line], marks: Sequence[float], count: int) -> int:
    """Without the first group's title: a text at the left, drawn off from the heads of several columns above it."""
    left = min(line.x0 for line in lines)
    while count > 1:
        line, above = lines[count - 1], lines[count - 2]
        drawn = any(above.baseline < y < line.baseline for y in marks)
        if not drawn or len(line.chunks) > 1 or len(above.chunks) < 2 or line.x0 > left + line.size:
            break
        count -= 1
    return count


def _is_body(line: Line) -> bool:
    """Most of what stands right of the label is figures that are neither years nor the columns' numbers."""
    cells = line.chunks[1:] if not is_value_chunk(line.chunks[0]) or len(line.chunks) > 3 else line.chunks
    values = sum(is_value_chunk(c) and not _HEAD_FIGURE.match(c.words[0].text) for c in cells)
    return values > 0.6 * len(cells)


def _until_mark(lines: Sequence[Line], marks: Sequence[float], limit: int) -> int:
    """Lines above the last mark that lies above line ``limit``."""
    count = 0
    for y in marks:
        above = sum((line.top + line.bottom) / 2 < y for line in lines)
        if 0 < above <= limit and above < len(lines):
            count = above
    return count


def build_head(
    placed: Sequence[PlacedLine], levels: Sequence[RuleLine], separators: Sequence[Separator], x0: float, x1: float
) -> tuple[list[Block], int]:
    """The head's cells with their level (row from the top), and the number of levels."""
    open_blocks: list[Block] = []
    done: list[Block] = []
    for row in placed:
        for piece in row.pieces:
            home = next((b for b in open_blocks if _goes_on(b, piece, row, levels)), None)
            if home is None:
                block = Block(piece.first, piece.last, [piece.chunk])
                open_blocks.append(block)
                done.append(block)
            else:
                home.chunks.append(piece.chunk)
                home.first, home.last = min(home.first, piece.first), max(home.last, piece.last)
    edges = _edges(separators, x0, x1)
    for block in done:
        _widen(block, done, levels, edges)
    return done, _stack(done)


def _goes_on(block: Block, piece: LineCell, row: PlacedLine, levels: Sequence[RuleLine]) -> bool:
    above = block.chunks[-1]
    if above.top >= piece.chunk.top - 1:
        return False
    if overlap((block.first, block.last), (piece.first, piece.last)) < 0:
        return False
    size = row.line.size
    if piece.chunk.top - above.bottom > 0.75 * size:
        return False
    if overlap((above.x0, above.x1), (piece.chunk.x0, piece.chunk.x1)) < 0.3 * min(
        above.x1 - above.x0, piece.chunk.x1 - piece.chunk.x0
    ):
        return False
    middle = (above.bottom + above.top) / 2, (piece.chunk.top + piece.chunk.bottom) / 2
    lo, hi = min(above.x0, piece.chunk.x0), max(above.x1, piece.chunk.x1)
    if any(middle[0] < level.y < middle[1] and level.covers(lo, hi) > 0.5 for level in levels):
        return False
    if block.first == block.last and piece.first == piece.last:
        return block.first == piece.first
    siblings = [p for p in row.pieces if overlap((p.first, p.last), (block.first, block.last)) >= 0]
    return len(siblings) == 1


def _edges(separators: Sequence[Separator], x0: float, x1: float) -> list[tuple[float, float]]:
    los = [x0, *(s.hi for s in separators)]
    his = [*(s.lo for s in separators), x1]
    return list(zip(los, his, strict=True))


def _widen(
    block: Block, blocks: Sequence[Block], levels: Sequence[RuleLine], edges: Sequence[tuple[float, float]]
) -> None:
    """A rule drawn below a head says which columns it spans; so do the heads that it is centred over."""
    size = block.chunks[-1].words[0].size
    for level in levels:
        if not block.bottom - 0.4 * size <= level.y <= block.bottom + 1.2 * size:
            continue
        segment = next(
            (s for s in level.segments if overlap(s, (block.x0, block.x1)) > 0.6 * (block.x1 - block.x0)), None
        )
        if segment is None:
            continue
        covered = [k for k, e in enumerate(edges) if overlap(segment, e) > 0.5 * max(e[1] - e[0], 1.0)]
        below = (
            [
                b
                for b in blocks
                if b is not block
                and b.top > block.top + 1
                and overlap((b.first, b.last), (covered[0], covered[-1])) >= 0
            ]
            if covered
            else []
        )
        beside = [
            b
            for b in blocks
            if b is not block
            and abs(b.bottom - block.bottom) < size
            and covered
            and overlap((b.first, b.last), (covered[0], covered[-1])) >= 0
        ]
        if covered and below and not beside and len(covered) < len(edges):
            block.first, block.last = min(block.first, covered[0]), max(block.last, covered[-1])
        return


def _stack(blocks: Sequence[Block]) -> int:
    """Give each block its levels: heads of columns stand on the lowest one and reach up to what spans them."""
    ordered = sorted(blocks, key=lambda b: -b.bottom)
    for block in ordered:
        below = [b for b in ordered if b is not block and b.top >= block.bottom - 3 and _share(b, block)]
        block.level = 1 + max((b.level for b in below), default=-1)
    depth = 1 + max((b.level for b in blocks), default=-1)
    for block in blocks:
        block.lowest = depth - 1 - block.level
    for block in blocks:
        above = [b for b in blocks if b is not block and b.bottom <= block.top + 3 and _share(b, block)]
        block.level = max((b.lowest + 1 for b in above), default=0)
    return depth


def _share(a: Block, b: Block) -> bool:
    return overlap((a.first, a.last), (b.first, b.last)) >= 0
