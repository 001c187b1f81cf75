"""The PDF that a row was read from: found by its SHA-256, so that it is the very one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from regnskab.errors import InputError
from regnskab.store.manifest import read_manifest
from regnskab.store.places import path_of


def find_pdf(out: Path, sha256: str, given: Path | None = None) -> Path | None:
    """The PDF with this SHA-256: the one ``given`` (or in that folder), else where the manifest says it was, in
    the folder ``out``, beside it, or in the current one. None where it is in none of these.

    Raises InputError where the PDF that was given is another one.
    """
    if given is not None and given.is_file():
        if _sha256(given) != sha256:
            raise InputError("is not the PDF that the row was read from", source=given, remedy="give the one that is")
        return given
    entry = next((entry for entry in read_manifest(out) if entry.source.sha256 == sha256), None)
    if entry is None:
        return None
    for path in _candidates(out, entry.source.name, entry.source.location, given):
        if path.is_file() and path.stat().st_size == entry.source.size and _sha256(path) == sha256:
            return path
    return None


def _candidates(out: Path, name: str, location: str, given: Path | None) -> Iterator[Path]:
    if given is not None:
        yield given / name
        yield from sorted(given.glob("*.pdf"))
    if location and "://" not in location:
        yield out / path_of(location)
    for folder in (out, out.parent, Path()):
        yield folder / name


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
