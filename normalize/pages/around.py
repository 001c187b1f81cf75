"""What stands around a table on its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extract.model import PageLayout, RawTable, TextLine
from normalize.pages.running_lines import Running, is_running

# Two columns of text: lines beside a table that are as wide as this part of the page, this many of them, at least so
# many points apart from it, and no further above or below it than this.
WIDE, LINES, GUTTER, NEAR = 0.2, 3, 6.0, 60.0

Column = Literal["only", "left", "right"]


@dataclass(frozen=True, slots=True)
class Around:
    """The lines around the table that is item ``index`` of its page; running lines are left out."""

    layout: PageLayout
    index: int
    running: Running

    def before(self) -> list[TextLine | RawTable]:
        return self._counting(self.layout.items[: self.index])

    def after(self) -> list[TextLine | RawTable]:
        return self._counting(self.layout.items[self.index + 1 :])

    def column(self, table: RawTable) -> Column:
        """Which of two columns of text a table stands in: several lines of text stand wholly beside it."""
        wide = [
            item.box
            for item in self.layout.items
            if isinstance(item, TextLine) and item.box.width >= WIDE * self.layout.width
        ]
        beside = [box for box in wide if box.top < table.box.bottom + NEAR and box.bottom > table.box.top - NEAR]
        right = sum(box.x0 >= table.box.x1 + GUTTER for box in beside)
        left = sum(box.x1 <= table.box.x0 - GUTTER for box in beside)
        if max(left, right) < LINES:
            return "only"
        return "right" if left > right else "left"

    def _counting(self, items: Sequence[TextLine | RawTable]) -> list[TextLine | RawTable]:
        """The items above or below the table: no running lines, and nothing of the other text column."""
        table = self.layout.items[self.index] if self.index < len(self.layout.items) else None
        column = self.column(table) if isinstance(table, RawTable) else "only"
        own = [item for item in items if not self._runs(item)]
        if table is None or column == "only":
            return own
        if column == "left":
            return [item for item in own if item.box.x0 < table.box.x1]
        return [item for item in own if item.box.x1 > table.box.x0]

    def own(self, table: RawTable) -> RawTable:
        """A table without the running lines that stand close enough to look like its title or note."""
        caption = tuple(line for line in table.caption if not self._runs(line))
        notes = tuple(line for line in table.notes if not self._runs(line))
        same = len(caption) == len(table.caption) and len(notes) == len(table.notes)
        return table if same else replace(table, caption=caption, notes=notes)

    def _runs(self, item: TextLine | RawTable) -> bool:
        return isinstance(item, TextLine) and is_running(self.layout, item, self.running)
