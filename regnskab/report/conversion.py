"""A converted report in memory, and as the bytes of its files and its line of the manifest: all that is needed to
publish it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from extract.speed import without_collector
from regnskab.errors import OutputError
from regnskab.report.source import Source
from regnskab.report.summary import Summary, summarize
from regnskab.store.change import Change
from regnskab.store.manifest import Entry, File, SourceFile
from regnskab.store.parquet import encode
from regnskab.store.store import about, open_store
from schemas.datasets import DATASETS
from schemas.datasets.sources import SOURCES

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Conversion(Mapping[str, pa.Table]):
    """The datasets of one report as Arrow tables: ``conversion["checks"]`` or ``conversion.checks``.

    ``unplaced`` names each number of a known table that no dataset holds, with the reason; ``unread`` are the pages
    that are scans without text.
    """

    report_id: str
    source: Source
    datasets: Mapping[str, pa.Table]
    unplaced: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()

    def __getitem__(self, name: str) -> pa.Table:
        return self.datasets[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.datasets)

    def __len__(self) -> int:
        return len(self.datasets)

    def __getattr__(self, name: str) -> pa.Table:
        # Names with an underscore are asked for by copy and pickle before there are any datasets.
        if not name.startswith("_") and name in self.datasets:
            return self.datasets[name]
        raise AttributeError(f"a conversion has no dataset or attribute {name!r}; it has {', '.join(self.datasets)}")

    def __dir__(self) -> list[str]:
        return sorted({*object.__dir__(self), *self.datasets})

    def __repr__(self) -> str:
        rows = ", ".join(f"{name}: {table.num_rows}" for name, table in self.datasets.items())
        return f"<Conversion {self.report_id} ({rows})>"

    @property
    def summary(self) -> Summary:
        """What was found, and what the report's own arithmetic says of it."""
        return summarize(self.datasets, self.unplaced, self.unread)

    def to_pandas(self) -> dict[str, pd.DataFrame]:
        """Every dataset as a pandas data frame, by name; amounts are ``decimal.Decimal``."""
        return {name: table.to_pandas() for name, table in self.datasets.items()}

    def write(self, out: str | Path) -> tuple[Path, ...]:
        """Write the report's files into the folder ``out``: all of them or none. Returns their paths.

        Raises OutputError where the folder cannot be written to.
        """
        return write_report(self, Path(out))


# These hold what a report looks like; all others hold what it says.
_STRUCTURE = ("sources", "tables", "cells", "checks")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A report's files by path below the output folder, and what the manifest says of them."""

    entry: Entry
    files: Mapping[str, bytes]
    summary: Summary


@without_collector
def encoded(conversion: Conversion) -> Encoded:
    """The report's files: the same conversion gives the same bytes."""
    files = {
        f"{name}/{conversion.report_id}.parquet": encode(table, DATASETS[name].key).to_pybytes()
        for name, table in conversion.datasets.items()
    }
    rows = (table.num_rows for table in conversion.datasets.values())
    source, summary = conversion.source, conversion.summary
    entry = Entry(
        report_id=conversion.report_id,
        source=SourceFile(source.name, source.sha256, source.size, summary.pages),
        profile=summary.profile,
        checks_passed=summary.checks_passed,
        checks_failed=len(summary.failures),
        unplaced=len(summary.unplaced),
        files=tuple(
            File(path, n, len(content), hashlib.sha256(content).hexdigest())
            for (path, content), n in zip(files.items(), rows, strict=True)
        ),
        tables=summary.n_tables,
        facts=sum(count.n for count in summary.rows if count.name not in _STRUCTURE),
    )
    return Encoded(entry, files, summary)


def of_edition(report: Encoded, before: Entry | None) -> Encoded:
    """The report as the edition that it is, where ``before`` is published: another PDF of the same report and year is
    a new one, and its ``sources`` says so. The first needs no change.
    """
    if before is None:
        return report
    same = before.source.sha256 == report.entry.source.sha256
    number = before.edition + (not same)
    if number == 1:
        return report
    superseded = before.editions[-1].source.sha256 if same else before.source.sha256
    path = f"{SOURCES.name}/{report.entry.report_id}.parquet"
    table = pq.read_table(pa.BufferReader(report.files[path]), schema=SOURCES.schema)
    for name, value in (("edition", number), ("supersedes", superseded)):
        place = SOURCES.names.index(name)
        kind = SOURCES.column(name).type
        table = table.set_column(place, table.schema.field(place), pa.array([value], kind))
    data = encode(table, SOURCES.key).to_pybytes()
    own = File(path, table.num_rows, len(data), hashlib.sha256(data).hexdigest())
    files = tuple(own if file.path == path else file for file in report.entry.files)
    return replace(report, entry=replace(report.entry, files=files), files={**report.files, path: data})


def write_report(conversion: Conversion, out: str | Path) -> tuple[Path, ...]:
    """Write all of a report's files, or none; those that it had before are replaced. Returns the datasets' paths.

    Raises OutputError; ``out`` then holds what it held before.
    """
    store = open_store(out)
    try:
        store.prepare()
        published = {entry.report_id: entry for entry in store.read().entries}
        report = of_edition(encoded(conversion), published.get(conversion.report_id))
        source = replace(report.entry.source, location=store.location(conversion.source.place))
        store.publish(Change(entries=(replace(report.entry, source=source),)), report.files)
    except OutputError as error:
        raise about(error, conversion.source.place, store.url) from error.__cause__
    return tuple(Path(out) / path for path in report.files)
