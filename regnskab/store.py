"""Where a report's datasets go: the layout of an output folder.

``OUT/<dataset>/<report_id>.parquet``, one file per report and dataset, beside ``manifest.jsonl`` and ``SHA256SUMS``.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from regnskab.errors import OutputError
from regnskab.manifest import (
    MANIFEST,
    SUMS,
    Entry,
    File,
    Origin,
    manifest_text,
    read_manifest,
    sums_text,
    with_entry,
)
from regnskab.parquet import encode
from regnskab.staging import Bytes, exclusive, publish
from schemas.datasets import DATASETS

if TYPE_CHECKING:
    from regnskab.conversion import Conversion

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def prepare(out: Path) -> None:
    """Make the folder, and find out at once whether it can be written to. Raises OutputError."""
    with _telling(out):
        out.mkdir(parents=True, exist_ok=True)
        if not os.access(out, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "Permission denied", str(out))
    read_manifest(out)


def write_report(conversion: Conversion, out: Path) -> tuple[Path, ...]:
    """Write all of a report's files, or none; those that it had before are replaced. Returns the datasets' paths.

    Raises OutputError; ``out`` then holds what it held before.
    """
    encoded = {
        f"{name}/{conversion.report_id}.parquet": encode(table, DATASETS[name].key)
        for name, table in conversion.datasets.items()
    }
    entry = _entry(conversion, encoded)
    prepare(out)
    with _telling(out, conversion.source.path), exclusive(out):
        entries = with_entry(read_manifest(out), entry)
        manifest = manifest_text(entries).encode()
        sums = sums_text(entries, hashlib.sha256(manifest).hexdigest()).encode()
        files: dict[str, Bytes] = {**encoded, MANIFEST: manifest, SUMS: sums}
        publish(out, files)
    return tuple(out / path for path in encoded)


def _entry(conversion: Conversion, encoded: dict[str, pa.Buffer]) -> Entry:
    source, summary = conversion.source, conversion.summary
    rows = (table.num_rows for table in conversion.datasets.values())
    files = tuple(
        File(path, n, content.size, hashlib.sha256(content).hexdigest())
        for (path, content), n in zip(encoded.items(), rows, strict=True)
    )
    return Entry(
        report_id=conversion.report_id,
        source=Origin(source.name, source.sha256, source.size, summary.pages),
        profile=summary.profile,
        checks_passed=summary.checks_passed,
        checks_failed=len(summary.failures),
        unplaced=len(summary.unplaced),
        files=files,
    )


@contextmanager
def _telling(out: Path, source: Path | None = None) -> Iterator[None]:
    """Turn what the system says into what is wrong and what to do."""
    try:
        yield
    except OSError as error:
        where = "" if source is None else f" to {out}"
        at = "" if error.filename in (None, str(out)) else f" at {error.filename}"
        if error.errno in _FULL:
            problem, remedy = f"cannot be written{where}: the disk is full", "free some space, or choose another folder"
        elif error.errno in _FORBIDDEN:
            problem, remedy = f"may not be written{where}{at}", "change its permissions, or choose another folder"
        else:
            problem = f"cannot be written{where} ({error.strerror or error}{at})"
            remedy = "choose another folder"
        raise OutputError(problem, source=source or out, remedy=f"{remedy} with -o") from error
