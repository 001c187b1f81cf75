"""From what stands on a report's pages to what it says: the entry to ``normalize``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from extract.model import PageLayout, TextLine
from normalize.checks.announced_totals import announced_totals
from normalize.checks.text_against_tables import prose_checks
from normalize.danish.spelling import Spelling, spelling_of
from normalize.danish.text import slug
from normalize.danish.units import find_unit
from normalize.figures.any_figures import figures_of_table
from normalize.figures.any_table import Laid
from normalize.figures.column_evidence import of_document
from normalize.model import CellFigure, Check, Figure, Publisher, Reading, Report, TableKind
from normalize.pages.as_displayed import as_displayed, turned_upright, turns_of
from normalize.pages.placed_tables import place
from normalize.read_table import read_table
from normalize.table.confidence import with_confidence
from normalize.table.logical_table import Grid, grid_of
from normalize.table.stitch import stitch
from normalize.wording.table_words import Words
from schemas.profile.load import Profile

# A report says whose it is, and of which year, on its first pages.
FIRST_PAGES = 3


def first_text(layouts: Sequence[PageLayout]) -> str:
    """Return the text outside tables of a report's first pages, by which its publisher is recognised."""
    return "\n".join(item.text for page in layouts[:FIRST_PAGES] for item in page.items if isinstance(item, TextLine))


def normalize_report(
    layouts: Iterable[PageLayout],
    profile: Profile | None,
    *,
    report_id: str | None,
    title: str | None,
    unknown: bool = False,
) -> Report:
    """Return what the tables of one report mean, in the publisher's words.

    ``title`` is the PDF's own. Where ``report_id`` is None it is ``<municipality>-<fiscal year>`` as far as the
    profile and the report tell. ``unknown``: the profile's words are shared ones, the publisher is not known.
    Without a profile every table is of kind ``other``.
    """
    displayed = list(layouts)
    turns = turns_of(displayed)
    pages = turned_upright(displayed, turns) if turns else displayed
    publisher = _publisher(pages, profile, title, unknown=unknown)
    words = Words(profile) if profile is not None else None
    own_id = report_id or _report_id(publisher, title)
    spelling = spelling_of(pages)
    grids = [grid_of(joined, words) for joined in stitch(place(pages, words), words, spelling)]
    readings = [
        read_table(grid, words, spelling, table_id, publisher.fiscal_year)
        for grid, table_id in zip(grids, _table_ids(own_id, grids, words), strict=True)
    ]
    figures, announced = _every_figure(pages, grids, readings, words, spelling)
    own = [check for reading in readings for check in reading.checks]
    tables = with_confidence(
        [reading.table for reading in readings], [grid.joined.pieces for grid in grids], [*own, *announced], words
    )
    prose = _prose_checks(pages, readings, words, publisher.fiscal_year)
    report = Report(
        report_id=own_id,
        publisher=publisher,
        tables=tables,
        operating=_figures(readings, "operating"),
        financing=_figures(readings, "financing"),
        capital=_figures(readings, "capital"),
        key_figures=tuple(figure for reading in readings for figure in reading.key_figures),
        status=tuple(item for reading in readings for item in reading.status),
        checks=(*own, *announced, *prose),
        unplaced=tuple(cell for reading in readings for cell in reading.unplaced),
        figures=figures,
    )
    return as_displayed(report, turns)


def _every_figure(
    pages: Sequence[PageLayout],
    grids: Sequence[Grid],
    readings: Sequence[Reading],
    words: Words | None,
    spelling: Spelling,
) -> tuple[tuple[CellFigure, ...], tuple[Check, ...]]:
    """Return every number of every table, and the tests of totals that tables announce and no dataset tests.

    What no table says of its unit, the document may.
    """
    units = [unit for reading in readings if (unit := find_unit(reading.table.unit or "")) is not None]
    document = of_document(pages, words, units)
    figures: list[CellFigure] = []
    checks: list[Check] = []
    for grid, reading in zip(grids, readings, strict=True):
        laid = Laid(grid, reading, words, spelling, document)
        own = figures_of_table(laid)
        figures += own
        checks += announced_totals(laid, own)
    return tuple(figures), tuple(checks)


def _prose_checks(
    pages: Sequence[PageLayout], readings: Sequence[Reading], words: Words | None, fiscal_year: int | None
) -> list[Check]:
    figures = [figure for reading in readings for figure in reading.figures]
    return prose_checks(pages, words, fiscal_year, [r.table for r in readings], figures) if words else []


def _figures(readings: Sequence[Reading], kind: TableKind) -> tuple[Figure, ...]:
    return tuple(figure for reading in readings if reading.table.kind == kind for figure in reading.figures)


def _publisher(pages: Sequence[PageLayout], profile: Profile | None, title: str | None, *, unknown: bool) -> Publisher:
    if profile is None:
        return Publisher(None, None, None, None)
    year = profile.fiscal_year(first_text(pages), title)
    return Publisher(None if unknown else profile.name, profile.municipality, profile.municipality_code, year)


def _report_id(publisher: Publisher, title: str | None) -> str:
    parts = [publisher.municipality or title or "report", publisher.fiscal_year]
    return slug(" ".join(str(part) for part in parts if part)) or "report"


def _table_ids(report_id: str, grids: Sequence[Grid], words: Words | None) -> Iterator[str]:
    """Yield an id per table: its number in its section, else its place on its page; a second one gets "-2"."""
    on_page: Counter[int] = Counter()
    used: Counter[str] = Counter()
    for grid in grids:
        placed = grid.joined.pieces[0].placed
        number = words.caption_number(placed.caption) if words and placed.caption else None
        on_page[placed.table.page] += number is None
        own = f"tabel-{number}" if number is not None else f"p{placed.table.page}-{on_page[placed.table.page]}"
        table_id = f"{report_id}/{slug(placed.section or '') or 'front'}/{own}"
        used[table_id] += 1
        yield table_id if used[table_id] == 1 else f"{table_id}-{used[table_id]}"
