"""One logical table, read: what it is, its cells, its figures and its checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.model import OCR_LAYER
from normalize.checks.identities import checks_of
from normalize.danish.markers import legend
from normalize.danish.spelling import Spelling
from normalize.danish.text import comparable
from normalize.danish.units import KRONER, published_unit
from normalize.figures.key_figures import key_figures_of
from normalize.figures.line_hierarchy import lines_of
from normalize.figures.measures import TableFacts, figures_of, stated_unit
from normalize.figures.service_frames import with_service_frames
from normalize.figures.status import status_items
from normalize.figures.sum_places import with_line_sums
from normalize.model import Figure, Fragment, KeyFigure, LogicalTable, TableCell, TableReading
from normalize.pages.regular_grid import IRREGULAR_GRID
from normalize.table.by_hand import CORRECTED, NOT_A_WORD, ByHand
from normalize.table.cells import cells_of, unplaced_of
from normalize.table.column_roles import MONEY_KINDS, Roles, roles_of
from normalize.table.logical_table import PrintedTable
from normalize.verdicts import Check
from normalize.wording.table_words import Words

LOW_CONFIDENCE = 0.5


def read_table(
    grid: PrintedTable,
    words: Words,
    spelling: Spelling,
    table_id: str,
    fiscal_year: int | None,
    said: ByHand = NOT_A_WORD,
) -> TableReading:
    """What a table says; without a profile's words, or a regular grid, that is its cells alone."""
    irregular = any(IRREGULAR_GRID in piece.table.flags for piece in grid.joined.pieces)
    # Which column such a table's cells stand in is not known for all of them.
    kind = said.kind_of(grid.joined.spots)
    roles = Roles("other") if irregular else roles_of(grid, words, fiscal_year, kind.name if kind else None)
    cells = cells_of(grid, roles)
    notes = _notes(grid)
    unit = stated_unit(grid, words)
    flags = _flags(grid, words)
    table = _table(grid, roles, cells, notes, table_id, published_unit(unit.text), words)
    table = replace(table, flags=tuple(dict.fromkeys((*flags, *table.flags))))
    if roles.kind == "other":
        return TableReading(table)
    facts = TableFacts(
        table_id=table_id,
        committee=table.committee,
        unit=unit.unit or KRONER,
        unit_reason=unit.reason,
        legend=legend(notes),
        flags=flags,
    )
    return _with_meaning(table, grid, roles, facts, words, spelling)


def _with_meaning(
    table: LogicalTable, grid: PrintedTable, roles: Roles, facts: TableFacts, words: Words, spelling: Spelling
) -> TableReading:
    if roles.kind == "status":
        items = status_items(grid, roles, facts, spelling)
        return TableReading(table, status=tuple(items))
    if roles.kind == "key_figures":
        found = key_figures_of(grid, facts)
        return TableReading(table, key_figures=tuple(found), unplaced=_unplaced(table, roles, found))
    read = figures_of(grid, roles, lines_of(grid, roles, words, spelling), facts, words)
    figures = with_service_frames(with_line_sums(read, words), words)
    checks = checks_of(roles.kind, facts.table_id, figures, words.profile.identities)
    if any("unit_inferred" in figure.flags for figure in figures):
        table = replace(table, flags=(*table.flags, "unit_inferred"))
    return TableReading(
        table,
        figures=tuple(_with_failures(figures, checks)),
        checks=tuple(checks),
        unplaced=_unplaced(table, roles, figures),
    )


def _unplaced(
    table: LogicalTable, roles: Roles, figures: Sequence[Figure | KeyFigure]
) -> tuple[tuple[str, int, int, str], ...]:
    placed = frozenset((figure.cell_row, figure.column) for figure in figures)
    return tuple((table.table_id, *cell) for cell in unplaced_of(table.cells, placed, roles.reasons))


def _with_failures(figures: Sequence[Figure], checks: Sequence[Check]) -> list[Figure]:
    """The figures, flagged where a failed check's result, or the cell that its reading suspects, is theirs."""
    failed = [check for check in checks if check.status == "fail"]
    blamed = {check.cells[0] for check in failed} | {check.suspect for check in failed if check.suspect}
    places = {(cell.row, cell.column) for cell in blamed}
    return [
        figure._replace(flags=(*figure.flags, "check_failed")) if (figure.cell_row, figure.column) in places else figure
        for figure in figures
    ]


def _table(
    grid: PrintedTable,
    roles: Roles,
    cells: Sequence[TableCell],
    notes: tuple[str, ...],
    table_id: str,
    unit: str | None,
    words: Words,
) -> LogicalTable:
    placed = grid.joined.pieces[0].placed
    duplicates = sum(marked.mark == "duplicate" for marked in grid.rows)
    raw = dict.fromkeys(flag for piece in grid.joined.pieces for flag in piece.table.flags)
    return LogicalTable(
        table_id=table_id,
        number=words.caption_number(placed.caption) if placed.caption else None,
        caption=placed.caption,
        section=placed.section,
        committee=placed.committee,
        kind=roles.kind,
        statement=roles.statement,
        unit=unit if roles.kind in MONEY_KINDS or roles.kind in ("key_figures", "other") else None,
        fragments=tuple(_fragments(grid)),
        cells=tuple(cells),
        n_rows=len(grid.lines),
        n_columns=grid.n_columns,
        n_duplicate_rows=duplicates,
        notes=notes,
        confidence=min(piece.table.confidence for piece in grid.joined.pieces),
        flags=(*(("duplicate_fragment_dropped",) if duplicates else ()), *raw),
    )


def _fragments(grid: PrintedTable) -> list[Fragment]:
    out = []
    for i, piece in enumerate(grid.joined.pieces):
        own = [marked for marked in grid.rows if marked.row.fragment == i]
        heads = sum(marked.mark == "head" for marked in own)
        duplicates = sum(marked.mark == "duplicate" for marked in own)
        out.append(Fragment(piece.table.page, piece.table.box, len(own) - heads, heads, duplicates))
    return out


def _notes(grid: PrintedTable) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for piece in grid.joined.pieces for note in piece.placed.notes))


def _flags(grid: PrintedTable, words: Words) -> tuple[str, ...]:
    """What is to be said of a table and of each of its figures."""
    placed = grid.joined.pieces[0].placed
    flags = []
    if grid.head.inferred:
        flags.append("header_inferred")
    if _names_other(placed.caption or "", placed.committee or "", words):
        flags.append("caption_names_other_committee")
    if min(piece.table.confidence for piece in grid.joined.pieces) < LOW_CONFIDENCE:
        flags.append("low_confidence")
    if any(OCR_LAYER in piece.table.flags for piece in grid.joined.pieces):
        flags.append(OCR_LAYER)
    if any(CORRECTED in piece.table.flags for piece in grid.joined.pieces):
        flags.append(CORRECTED)
    return tuple(flags)


def _names_other(caption: str, committee: str, words: Words) -> bool:
    """Whether a caption names a committee, in whatever case form, and not the section's (or a part of its name)."""
    named = words.mentioned_committee(caption)
    own = words.mentioned_committee(committee) or committee
    if named is None or not own or comparable(own) in comparable(caption):
        return False
    return not comparable(own).endswith(comparable(named))
