"""Rows of wrapped text that only wider white space parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from extract.lines import Chunk
from extract.pieces import Piece
from extract.placed import Placed, is_value_chunk


def rows_by_white(placed: Sequence[Placed], band: Sequence[int], rights: Mapping[int, float]) -> list[list[int]]:
    """Rows of wrapped text that wider white space parts, or [] where it does not: the steps between lines are of
    two kinds, and what stands between two wide ones is text that runs on in every column."""
    wide = _wide_step([step(placed, a, b) for a, b in pairwise(band)], placed[band[0]].line.size)
    if not wide:
        return []
    out: list[list[int]] = []
    at: dict[int, float] = {}
    for k, i in enumerate(band):
        line = placed[i].line
        below = [line.baseline - at.get(p.first, line.baseline) for p in placed[i].pieces]
        if not k or step(placed, band[k - 1], i) >= wide or (len(below) > 1 and min(below) >= 0.97 * wide):
            out.append([])
        out[-1].append(i)
        at.update((p.first, line.baseline) for p in placed[i].pieces)
    runs = [_runs_on(placed, group, rights) for group in out if len(group) > 1]
    seen = [goes for run in runs for goes in run]
    return out if len(seen) >= 3 and sum(seen) >= 0.8 * len(seen) and all(map(any, runs)) else []


def step(placed: Sequence[Placed], a: int, b: int) -> float:
    """The distance between the baselines of two lines."""
    return placed[b].line.baseline - placed[a].line.baseline


def right_edges(placed: Sequence[Placed]) -> dict[int, float]:
    """How far to the right the text of each column goes."""
    out: dict[int, float] = {}
    for row in placed:
        for p in row.pieces:
            if p.first == p.last:
                out[p.first] = max(out.get(p.first, p.chunk.x1), p.chunk.x1)
    return out


def fits(above: Chunk, below: Chunk, right: float) -> bool:
    """The first word below would have fitted behind the text above: so it was no wrapped line."""
    word = below.words[0]
    return above.x1 + 0.3 * word.size + (word.x1 - word.x0) < right - 0.2 * word.size


def _wide_step(steps: Sequence[float], size: float) -> float:
    """The smallest of the wide steps, where steps are of two kinds; 0 where they are not."""
    jump, wide = max(((b - a, b) for a, b in pairwise(sorted(steps)) if a > 0), default=(0.0, 0.0))
    return wide if jump >= 0.15 * size and sum(s >= wide for s in steps) >= 2 else 0.0


def _runs_on(placed: Sequence[Placed], group: Sequence[int], rights: Mapping[int, float]) -> list[bool]:
    """For each text below another one in a column of the group, whether it is that one's continuation: no figure,
    and no word that would have fitted above."""
    out: list[bool] = []
    above: dict[int, Piece] = {}
    for i in group:
        for p in placed[i].pieces:
            if p.first in above:
                text = p.first == p.last and not is_value_chunk(p.chunk)
                out.append(text and not fits(above[p.first].chunk, p.chunk, rights[p.first]))
            above[p.first] = p
    return out
