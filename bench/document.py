"""What a part of the measurements gives, and its place in the document that shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Floor:
    """What must hold: a figure, and the least (or, with ``most``, the largest) that it may be."""

    what: str
    value: float
    bound: float
    most: bool = False

    @property
    def holds(self) -> bool:
        return self.value <= self.bound if self.most else self.value >= self.bound

    def __str__(self) -> str:
        side = "at most" if self.most else "at least"
        return f"{'holds ' if self.holds else 'MISSED'}  {self.what}: {self.value:.3g} ({side} {self.bound:g})"


@dataclass(frozen=True, slots=True)
class Section:
    """Markdown for the place of this name, and the floors that it measured."""

    name: str
    text: str
    floors: tuple[Floor, ...] = ()


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first column is text, the others are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def update(path: Path, sections: Sequence[Section]) -> None:
    """Put each section between its two markers, ``<!-- name -->`` and ``<!-- /name -->``.

    Raises ValueError where a document lacks one; then nothing is written.
    """
    text = path.read_text("utf-8")
    for section in sections:
        begin, end = f"<!-- {section.name} -->\n", f"<!-- /{section.name} -->"
        before, found, rest = text.partition(begin)
        _, closed, after = rest.partition(end)
        if not found or not closed:
            raise ValueError(f"{path} has no place for {section.name}: {begin.strip()} ... {end}")
        text = f"{before}{begin}\n{section.text.strip()}\n\n{end}{after}"
    path.write_text(text, "utf-8")
