"""From what stands on a report's pages to what it says: the entry to ``normalize``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from extract.model import PageLayout, TextLine
from extract.speed import without_collector
from normalize.checks.every_figure import every_figure
from normalize.checks.text_against_tables import prose_checks
from normalize.danish.spelling import spelling_of
from normalize.danish.text import slug
from normalize.model import Figure, Publisher, Report, TableKind, TableReading
from normalize.pages.as_displayed import as_displayed
from normalize.pages.captions_below import with_captions_above
from normalize.pages.placed_tables import place
from normalize.read_table import read_table
from normalize.table.all_heads import with_lines
from normalize.table.by_hand import NOT_A_WORD
from normalize.table.confidence import with_confidence
from normalize.table.corrected import as_published, corrected
from normalize.table.logical_table import PrintedTable, grid_of
from normalize.table.proven import with_proof
from normalize.table.restructured import require_kinds, restructured
from normalize.table.stitch import stitch
from normalize.verdicts import Check, Correction, Restructuring
from normalize.wording.table_words import Words
from schemas.profile.load import Profile

# A report says whose it is, and of which year, on its first pages.
FIRST_PAGES = 3


def first_text(layouts: Sequence[PageLayout]) -> str:
    """The text outside tables of a report's first pages, by which its publisher is recognised."""
    return "\n".join(item.text for page in layouts[:FIRST_PAGES] for item in page.items if isinstance(item, TextLine))


@without_collector
def normalize_report(
    layouts: Iterable[PageLayout],
    profile: Profile,
    *,
    report_id: str,
    publisher: Publisher,
    corrections: Sequence[Correction] = (),
    structure: Sequence[Restructuring] = (),
) -> Report:
    """What the tables of one report mean, in the words of ``profile``; ``publisher`` is whose it is, and of which year.

    With a profile that knows no words every table is of kind ``other``. Raises CorrectionError where a table is built,
    or a cell reads, otherwise than one of the ``structure`` or the ``corrections`` expects.
    """
    words = Words(profile)
    pages = with_captions_above(list(layouts), words)
    spelling = spelling_of(pages)
    said = NOT_A_WORD
    if structure:
        as_read = stitch(place(pages, words), words, spelling)
        pages, said = restructured(pages, structure, as_read)
    grids = [with_lines(grid_of(joined, words)) for joined in stitch(place(pages, words), words, spelling, said)]
    table_ids = list(_table_ids(report_id, grids, words))
    require_kinds(grids, table_ids, said, words, publisher.fiscal_year)
    grids = corrected(grids, table_ids, corrections)
    readings = [
        read_table(grid, words, spelling, table_id, publisher.fiscal_year, said)
        for grid, table_id in zip(grids, table_ids, strict=True)
    ]
    every = every_figure(pages, grids, readings, words, spelling, publisher.fiscal_year)
    own = [check for reading in readings for check in reading.checks]
    sums = [*own, *every.checks]
    joined = [grid.joined for grid in grids]
    tables = with_proof(with_confidence([reading.table for reading in readings], joined, sums), sums)
    prose = _prose_checks(pages, readings, words, publisher.fiscal_year)
    report = Report(
        report_id=report_id,
        publisher=publisher,
        tables=tables,
        operating=_figures(readings, "operating"),
        financing=_figures(readings, "financing"),
        capital=_figures(readings, "capital"),
        key_figures=tuple(figure for reading in readings for figure in reading.key_figures),
        status=tuple(item for reading in readings for item in reading.status),
        checks=(*own, *every.checks, *prose),
        unplaced=tuple(cell for reading in readings for cell in reading.unplaced),
        figures=every.figures,
        statements=every.statements,
    )
    return as_displayed(as_published(report, corrections) if corrections else report, pages)


def _prose_checks(
    pages: Sequence[PageLayout], readings: Sequence[TableReading], words: Words, fiscal_year: int | None
) -> list[Check]:
    figures = [figure for reading in readings for figure in reading.figures]
    return prose_checks(pages, words, fiscal_year, [r.table for r in readings], figures)


def _figures(readings: Sequence[TableReading], kind: TableKind) -> tuple[Figure, ...]:
    return tuple(figure for reading in readings if reading.table.kind == kind for figure in reading.figures)


def _table_ids(report_id: str, grids: Sequence[PrintedTable], words: Words) -> Iterator[str]:
    """An id per table: its number in its section, else its place on its page; a second one gets "-2"."""
    on_page: Counter[int] = Counter()
    used: Counter[str] = Counter()
    for grid in grids:
        placed = grid.joined.pieces[0].placed
        number = words.caption_number(placed.caption) if placed.caption else None
        on_page[placed.table.page] += number is None
        own = f"tabel-{number}" if number is not None else f"p{placed.table.page}-{on_page[placed.table.page]}"
        table_id = f"{report_id}/{slug(placed.section or '') or 'front'}/{own}"
        used[table_id] += 1
        yield table_id if used[table_id] == 1 else f"{table_id}-{used[table_id]}"
