"""Lines of wrapped text that leave hardly more than a space between two columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.lines import Chunk, Line, chunk_of
from extract.model import Word
from extract.tokens import is_value


def text_starts(line: Line) -> list[float]:
    """Where the line's texts begin that are no figures, left to right."""
    return [chunk.x0 for chunk in line.chunks if not is_value(chunk.words[0].text)]


def along_columns(line: Line, above: Sequence[Sequence[float]]) -> Line:
    """The line with its chunks parted where a word begins just where a column of the lines right above does (their
    ``text_starts``): wrapped text may leave hardly more than a space between two columns."""
    inner = line.x0 + line.size
    starts = [x for row in above if row and row[-1] > inner for x in row if x > inner]
    if not starts:
        return line
    parts: list[Chunk] = []
    for chunk in line.chunks:
        cuts = [k for k, (a, b) in enumerate(pairwise(chunk.words), 1) if _at_column(a, b, starts, line.size)]
        parts += [chunk_of(chunk.words[a:b]) for a, b in pairwise([0, *cuts, len(chunk.words)])] if cuts else [chunk]
    return line._replace(chunks=tuple(parts)) if len(parts) > len(line.chunks) else line


def _at_column(left: Word, right: Word, starts: Sequence[float], size: float) -> bool:
    gap = right.x0 - left.x1
    if gap <= 0.1 * size:
        return False
    return sum([abs(right.x0 - x) < 0.8 for x in starts]) >= (1 if gap > 0.5 * size else 2)
