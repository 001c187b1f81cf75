"""A change to what is published, as a value: which lines come, which go, and what then is in the manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from normalize.danish.text import slug
from regnskab.store.manifest import EarlierEdition, Entry, Manifest, Unpublished, manifest_of
from regnskab.store.paths import earlier_path

# Of a name no more than this goes into a report's: file systems take 255 bytes, some 143, with what is put around it.
LONGEST_STEM: Final = 80


@dataclass(frozen=True, slots=True)
class Change:
    """Lines to put into the manifest, each in the place of its old one, and reports and locations to drop."""

    entries: tuple[Entry, ...] = ()
    unpublished: tuple[Unpublished, ...] = ()
    drop_reports: frozenset[str] = frozenset()
    drop_locations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Changed:
    """The manifest after a change, the published files (by path) that are no report's any more, and where those are
    kept that an edition before has: by the path that it is copied to, that which it was published at.
    """

    manifest: Manifest
    deleted: tuple[str, ...]
    kept: Mapping[str, str]


def apply(manifest: Manifest, change: Change, there: Callable[[str], bool]) -> Changed:
    """What ``change`` makes of ``manifest``; ``there`` says whether a published file still is.

    A report that was converted from the same place before, and only has another name now (another profile, or it was
    named after a file that has changed), gives way to the new one. A report of another publisher or year stays, though
    its PDF has been overwritten: nothing published is lost without being asked for.
    """
    before = {entry.report_id: entry for entry in manifest.entries}
    new = {entry.report_id: with_editions(entry, before.get(entry.report_id), there) for entry in change.entries}
    gone = change.drop_reports | set(new)
    staying = [
        entry
        for entry in manifest.entries
        if entry.report_id not in gone and not any(_supersedes(entry, other) for other in change.entries)
    ]
    written = {line.location for line in change.unpublished}
    settled = {entry.source.location for entry in change.entries} | written | change.drop_locations
    unpublished = [line for line in manifest.unpublished if line.location not in settled]
    after = manifest_of([*staying, *new.values(), *unpublished, *change.unpublished])
    fresh = [entry.editions[-1] for name, entry in new.items() if entry.edition > before.get(name, entry).edition]
    kept = {file.path: _published_path(file.path) for edition in fresh for file in edition.files}
    return Changed(after, tuple(sorted(set(_paths(manifest)) - set(_paths(after)))), kept)


def with_editions(entry: Entry, before: Entry | None, there: Callable[[str], bool]) -> Entry:
    """The entry with the editions before it: those that it had, and that which another PDF now takes the place of, with
    the files of it that are there.
    """
    if before is None:
        return entry
    if before.source.sha256 == entry.source.sha256:
        return replace(entry, editions=before.editions)
    number = before.edition
    files = tuple(replace(file, path=earlier_path(file.path, number)) for file in before.files if there(file.path))
    earlier = EarlierEdition(
        number, before.source, files, before.tool_version, before.contract_version, before.finished
    )
    return replace(entry, editions=(*before.editions, earlier))


def _published_path(path: str) -> str:
    _, owner, _, file = path.split("/")
    return f"{file.removesuffix('.parquet')}/{owner}.parquet"


def _supersedes(old: Entry, new: Entry) -> bool:
    if not old.source.location or old.source.location != new.source.location:
        return False
    named = named_after_file(old.source.name, old.source.sha256)
    return old.source.sha256 == new.source.sha256 or old.report_id == named


def named_after_file(name: str, sha256: str) -> str:
    """The name of a report whose publisher or year is not known: that of its file, and the beginning of its hash."""
    stem = slug(PurePosixPath(name).stem)[:LONGEST_STEM].strip("-")
    return f"{stem or 'report'}-{sha256[:8]}"


def _paths(manifest: Manifest) -> Iterator[str]:
    return (file.path for entry in manifest.entries for file in entry.all_files)
