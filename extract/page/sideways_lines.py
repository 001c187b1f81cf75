"""Lines that are set at another angle than the page's text: margin notes, axes, stamps, a column's head on its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.model import Box, TextLine, Word

SAME_LINE = 0.3  # of the font size: words whose middles are this near across the reading direction are on one line
GAP = 2.0  # of the font size: white space along the reading direction that ends a line


def sideways_lines(page: int, words: Iterable[Word]) -> list[TextLine]:
    """The lines of words that do not run from left to right, by angle, in the order in which they are read."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.angle, _across(w))):
        if not lines or not _is_on_one_line(lines[-1], word):
            lines.append([])
        lines[-1].append(word)
    return [_line(page, part) for line in lines for part in _parts(line)]


def _is_on_one_line(line: Sequence[Word], word: Word) -> bool:
    return line[0].angle == word.angle and _across(word) - _across(line[-1]) <= SAME_LINE * word.size


def _across(word: Word) -> float:
    """How far down, for its reader, a word stands: 270 reads upwards, its first line is the leftmost."""
    if word.angle == 90:
        return -(word.x0 + word.x1) / 2
    return (word.x0 + word.x1) / 2 if word.angle == 270 else -(word.top + word.bottom) / 2


def _along(word: Word) -> tuple[float, float]:
    """Where a word begins and ends in its reading direction."""
    if word.angle == 90:
        return word.top, word.bottom
    return (-word.bottom, -word.top) if word.angle == 270 else (-word.x1, -word.x0)


def _parts(line: Sequence[Word]) -> list[list[Word]]:
    """The words of one line in reading order, parted at wide gaps."""
    out: list[list[Word]] = []
    for word in sorted(line, key=_along):
        if not out or _along(word)[0] - _along(out[-1][-1])[1] > GAP * word.size:
            out.append([])
        out[-1].append(word)
    return out


def _line(page: int, words: Sequence[Word]) -> TextLine:
    box = Box(
        min(w.x0 for w in words), min(w.top for w in words), max(w.x1 for w in words), max(w.bottom for w in words)
    )
    bold = sum(len(w.text) for w in words if w.bold)
    size = max(w.size for w in words)
    text = " ".join(w.text for w in words)
    return TextLine(page, box, text, tuple(words), size, 2 * bold > sum(len(w.text) for w in words), "sideways")
