"""Editions of reports: what another PDF of the same report and year changed in its figures.

A figure is the same one where its section, caption, labels and heads are, the n-th of such in the report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Literal, get_args

import pyarrow as pa
import pyarrow.parquet as pq

from regnskab.errors import OutputError, QueryError
from regnskab.phrases import counted, kroner
from regnskab.store.manifest import EarlierEdition, Entry, File, read_manifest
from schemas.datasets.figures import FIGURES

What = Literal["changed", "gone", "new"]
_COLUMNS: Final = (
    *("section", "caption", "row_path", "column_path", "published", "amount_dkk"),
    *("page", "cell_row", "cell_column"),
)
_Key = tuple[Any, ...]
_Figures = Mapping[_Key, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that two editions print otherwise: what each prints, its amount in kroner, and on which page."""

    what: What
    caption: str | None
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    older: str | None
    newer: str | None
    older_amount: Decimal | None
    newer_amount: Decimal | None
    page: int

    def __str__(self) -> str:
        line = " › ".join((*self.row_path, *self.column_path))
        moved = ""
        if self.older_amount is not None and self.newer_amount is not None:
            difference = self.newer_amount - self.older_amount
            moved = f" ({'+' if difference > 0 else ''}{kroner(difference)})"
        told = {"changed": f"{self.older} → {self.newer}{moved}", "gone": str(self.older), "new": str(self.newer)}
        return f"page {self.page}, {line}: {told[self.what]}"


@dataclass(frozen=True, slots=True)
class EditionChange:
    """What an edition changed: the PDFs of both, when each was read (None: not recorded), and the figures."""

    report_id: str
    number: int
    older_pdf: str
    newer_pdf: str
    older_sha256: str
    newer_sha256: str
    older_seen: str | None
    newer_seen: str | None
    changes: tuple[FigureChange, ...]


def edition_changes(out: Path, report_id: str | None = None) -> list[EditionChange]:
    """What each new edition in the folder changed, of one report or of all, in order.

    Raises OutputError, QueryError for a report that is not there.
    """
    entries = {entry.report_id: entry for entry in read_manifest(out)}
    if report_id is not None and report_id not in entries:
        raise QueryError(f"there is no report {report_id!r} in {out}", remedy=f"there are {', '.join(entries)}")
    chosen = entries.values() if report_id is None else [entries[report_id]]
    return [change for entry in chosen for change in _changes(out, entry)]


def _changes(out: Path, entry: Entry) -> Iterator[EditionChange]:
    every: list[EarlierEdition | Entry] = [*entry.editions, entry]
    for number, (older, newer) in enumerate(pairwise(every), 2):
        yield EditionChange(
            entry.report_id,
            number,
            older.source.name,
            newer.source.name,
            older.source.sha256,
            newer.source.sha256,
            older.finished,
            newer.finished,
            tuple(_compared(_figures(out, older), _figures(out, newer))),
        )


def _figures(out: Path, edition: EarlierEdition | Entry) -> _Figures:
    """An edition's figures by what tells them apart."""
    file = next((file for file in edition.files if _is_figures(file)), None)
    if file is None:
        raise OutputError(
            f"holds no figures of {edition.source.name}",
            source=out,
            remedy="its file was missing when the next edition came, and cannot be compared",
        )
    try:
        rows = pq.read_table(out / file.path, columns=list(_COLUMNS)).to_pylist()
    except (OSError, pa.ArrowException) as error:
        problem = f"cannot be read ({str(error).splitlines()[0]})"
        raise OutputError(problem, source=out / file.path, remedy="convert the report again") from error
    seen: Counter[_Key] = Counter()
    found = {}
    for row in sorted(rows, key=lambda row: (row["page"], row["cell_row"], row["cell_column"])):
        key = (row["section"], row["caption"], tuple(row["row_path"]), tuple(row["column_path"]))
        found[(*key, seen[key])] = row
        seen[key] += 1
    return found


def _is_figures(file: File) -> bool:
    """Whether it is ``figures/<report>.parquet``, or ``editions/<report>/<number>/figures.parquet``."""
    parts = file.path.removesuffix(".parquet").split("/")
    return FIGURES.name in (parts[0], parts[-1])


def _compared(older: _Figures, newer: _Figures) -> Iterator[FigureChange]:
    for key in (*older, *(key for key in newer if key not in older)):
        before, after = older.get(key), newer.get(key)
        if before is not None and after is not None and _said(before) == _said(after):
            continue
        _, caption, row_path, column_path, _ = key
        yield FigureChange(
            "new" if before is None else "gone" if after is None else "changed",
            caption,
            row_path,
            column_path,
            None if before is None else before["published"],
            None if after is None else after["published"],
            None if before is None else before["amount_dkk"],
            None if after is None else after["amount_dkk"],
            (after or before or {})["page"],
        )


def _said(row: Mapping[str, Any]) -> tuple[object, object]:
    return row["published"], row["amount_dkk"]


def edition_lines(changes: Sequence[EditionChange], shown: int) -> Iterator[str]:
    """Yield what a person reads of editions, at most ``shown`` figures of each kind."""
    if not changes:
        yield "every report is in its first edition"
    for one in changes:
        yield f"{one.report_id}, edition {one.number}: {_pdf(one.newer_pdf, one.newer_sha256, one.newer_seen)}"
        kept = f"editions/{one.report_id}/{one.number - 1}"
        yield f"  before: {_pdf(one.older_pdf, one.older_sha256, one.older_seen)}, kept in {kept}"
        for what in get_args(What):
            found = [change for change in one.changes if change.what == what]
            if found:
                yield f"  {what}: {counted(len(found), 'figure')}"
                yield from (f"    {change}" for change in found[:shown])
                if len(found) > shown:
                    yield f"    and {len(found) - shown} more"
        if not one.changes:
            yield "  no figure is printed otherwise"


def _pdf(name: str, sha256: str, seen: str | None) -> str:
    return f"{name} (SHA-256 {sha256[:8]}…{'' if seen is None else f', read {seen}'})"
