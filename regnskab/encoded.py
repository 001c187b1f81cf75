"""A converted report as the bytes of its files and its line of the manifest: all that is needed to publish it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regnskab.manifest import Entry, File, Origin
from regnskab.parquet import encode
from regnskab.summary import Summary
from schemas.datasets import DATASETS

if TYPE_CHECKING:
    from regnskab.conversion import Conversion

# These hold what a report looks like; all others hold what it says.
_STRUCTURE = ("sources", "tables", "cells", "checks")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A report's files by path below the output folder, and what the manifest says of them."""

    entry: Entry
    files: Mapping[str, bytes]
    summary: Summary


def encoded(conversion: Conversion) -> Encoded:
    """Return the report's files: the same conversion gives the same bytes."""
    files = {
        f"{name}/{conversion.report_id}.parquet": encode(table, DATASETS[name].key).to_pybytes()
        for name, table in conversion.datasets.items()
    }
    rows = (table.num_rows for table in conversion.datasets.values())
    source, summary = conversion.source, conversion.summary
    entry = Entry(
        report_id=conversion.report_id,
        source=Origin(source.name, source.sha256, source.size, summary.pages),
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
