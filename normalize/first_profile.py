"""What an unknown report shows of its publisher's words: the material of a first profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.model import PageLayout, TextLine
from normalize.danish.markers import is_marker
from normalize.danish.spelling import spelling_of
from normalize.danish.units import published_unit
from normalize.pages.captions_below import with_captions_above
from normalize.pages.placed_tables import place
from normalize.report import first_text
from normalize.table.column_roles import figure_columns
from normalize.table.logical_table import PrintedTable, grid_of
from normalize.table.stitch import stitch
from normalize.wording.lexicon import bare
from normalize.wording.table_words import Words
from schemas.profile.load import Profile
from schemas.profile.municipalities import Municipality, named_in


@dataclass(frozen=True, slots=True)
class Observed:
    """What was recognised with the words of the profile ``base``, and what was not.

    ``mapped`` are heads of columns of figures with the measure that they name, ``unmapped`` those that name none with
    the number of tables that print them; ``sections`` are headings with tables under them that open no committee's.
    """

    base: str
    title: str | None
    municipalities: tuple[Municipality, ...]
    fiscal_year: int | None
    mapped: tuple[tuple[str, str], ...]
    unmapped: tuple[tuple[str, int], ...]
    committees: tuple[str, ...]
    sections: tuple[str, ...]
    totals: tuple[str, ...]
    units: tuple[str, ...]
    markers: tuple[str, ...]


def observe(layouts: Sequence[PageLayout], title: str | None, bases: Iterable[Profile]) -> Observed:
    """What a report shows, read with the one of the ``bases`` whose words fit most of its heads."""
    return max((_observe(layouts, title, base) for base in bases), key=lambda seen: len(seen.mapped))


def _observe(layouts: Sequence[PageLayout], title: str | None, base: Profile) -> Observed:
    words = Words(base)
    placed = place(with_captions_above(layouts, words), words)
    grids = [grid_of(joined, words) for joined in stitch(placed, words, spelling_of(layouts))]
    heads = Counter(text for grid in grids for text in dict.fromkeys(_heads(grid)))
    named = {text: words.measure(text) for text in heads}
    text = "\n".join(item.text for page in layouts for item in page.items if isinstance(item, TextLine))
    front = f"{title or ''}\n{first_text(layouts)}"
    labels = [line[0].row.text(0) for grid in grids for line in grid.lines]
    figures = [cell for grid in grids for cell in _figure_cells(grid)]
    return Observed(
        base=base.name,
        title=title,
        municipalities=tuple(named_in(front) or named_in(text)),
        fiscal_year=base.fiscal_year(first_text(layouts), title),
        mapped=tuple((head, measure) for head in heads if (measure := named[head]) is not None),
        unmapped=tuple((head, count) for head, count in heads.items() if named[head] is None and bare(head)),
        committees=_distinct(one.committee for one in placed),
        sections=_distinct(one.section for one in placed if one.committee is None),
        totals=_distinct(label for label in labels if words.announces_total(label)),
        units=_distinct(published_unit(text) for grid in grids for text in _stating(grid)),
        markers=_distinct(cell for cell in figures if is_marker(cell)),
    )


def _heads(grid: PrintedTable) -> list[str]:
    return [
        grid.head.texts[column] for column in sorted(figure_columns(grid)) if any(grid.head.texts[column : column + 1])
    ]


def _stating(grid: PrintedTable) -> list[str]:
    placed = grid.joined.pieces[0].placed
    return [*grid.head.texts, placed.caption or "", placed.lead or ""]


def _figure_cells(grid: PrintedTable) -> list[str]:
    columns = figure_columns(grid)
    return [text for line in grid.lines for column in sorted(columns) if (text := line[0].row.text(column))]


def _distinct(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
