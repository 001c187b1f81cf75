"""``manifest.jsonl`` and ``SHA256SUMS``: what was converted, from what, by what, with which result."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from regnskab.errors import OutputError
from regnskab.version import VERSION
from schemas.contract import CONTRACT_VERSION

MANIFEST = "manifest.jsonl"
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class File:
    """A published file: its path below the output folder, rows, size in bytes and SHA-256."""

    path: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The PDF that a report was read from."""

    name: str
    sha256: str
    size: int
    pages: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One converted report: a line of the manifest. It holds no time, so that the same input gives the same line."""

    report_id: str
    source: Origin
    profile: str | None
    checks_passed: int
    checks_failed: int
    unplaced: int
    files: tuple[File, ...]
    tool_version: str = VERSION
    contract_version: str = CONTRACT_VERSION


def read_manifest(out: Path) -> tuple[Entry, ...]:
    """Return the reports in ``out``, none where it has no manifest. Raises OutputError where that is damaged."""
    path = out / MANIFEST
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return tuple(_entry(json.loads(line)) for line in lines if line.strip())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise OutputError(
            f"cannot be read ({error.strerror})", source=path, remedy="check the file's permissions"
        ) from error
    except (ValueError, TypeError, KeyError) as error:
        raise OutputError(
            "is no manifest of regnskab's", source=path, remedy="restore it, or convert into another folder"
        ) from error


def _entry(values: Mapping[str, Any]) -> Entry:
    files = tuple(File(**file) for file in values["files"])
    return Entry(**{**values, "source": Origin(**values["source"]), "files": files})


def with_entry(entries: Iterable[Entry], new: Entry) -> tuple[Entry, ...]:
    """Return the entries with ``new`` in the place of its report's old one, by report."""
    kept = [entry for entry in entries if entry.report_id != new.report_id]
    return tuple(sorted([*kept, new], key=lambda entry: entry.report_id))


def manifest_text(entries: Iterable[Entry]) -> str:
    """Return a line of JSON per report."""
    return "".join(json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries)


def sums_text(entries: Iterable[Entry], manifest_sha256: str) -> str:
    """Return what ``sha256sum --check`` reads: every published file, by path."""
    sums = {file.path: file.sha256 for entry in entries for file in entry.files} | {MANIFEST: manifest_sha256}
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums))
