"""Where reports' datasets go: ``OUT/<dataset>/<report_id>.parquet``, beside ``manifest.jsonl`` and ``SHA256SUMS``.

A folder on a local disk is a ``LocalStore``; everything that has a URL is an ``ObjectStore`` (``object_store.py``).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from regnskab.errors import OutputError
from regnskab.store.change import Change, apply
from regnskab.store.checksums import store_sums
from regnskab.store.hashes import Hashes
from regnskab.store.manifest import MANIFEST, SUMS, File, Manifest, manifest_text, read_state
from regnskab.store.paths import is_reports, read_state_file
from regnskab.store.places import is_url, local_path, path_of, path_text, public
from regnskab.store.staging import STAGING, Bytes, exclusive, publish

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


class Store(Protocol):
    """An output folder, wherever it is. Every method raises OutputError."""

    @property
    def url(self) -> str:
        """How a person names it."""

    def prepare(self) -> None:
        """Make it where it is missing, and find out at once whether it can be written to."""

    def read(self) -> Manifest:
        """What it holds; nothing where it is not there."""

    def checking(self) -> AbstractContextManager[Callable[[File], bool]]:
        """Give the question whether a published file is there as the manifest says, as far as can be told cheaply."""

    def publish(self, change: Change, files: Mapping[str, bytes]) -> None:
        """Make the change, with the files of its entries by path, as one: readers and crashes see all or nothing.

        (How far that holds on an object store is said there.)
        """

    def location(self, source: str | Path) -> str:
        """How the manifest names an input: relative to the output where both are local, else in full; without what
        opens a URL (``public``)."""

    def source_of(self, location: str) -> str:
        """The input's path or URL from how the manifest names it."""


def open_store(out: str | Path) -> Store:
    """The store at this path or URL; nothing is read yet. Raises OutputError where its protocol is unknown."""
    if is_url(out):
        from regnskab.store.object_store import ObjectStore

        return ObjectStore(str(out))
    return LocalStore(local_path(out))


class LocalStore:
    """A folder: a change is complete or not there at all, even after a power loss; one writer at a time."""

    def __init__(self, out: Path) -> None:
        self.out = out
        # What was read or written last: as long as the file says the same, it need not be taken apart again.
        self._known: tuple[bytes, Manifest] = (b"", Manifest())

    @property
    def url(self) -> str:
        return str(self.out)

    def prepare(self) -> None:
        """Make the folder, find out at once whether it can be written to, and finish what a killed run has begun."""
        prepare(self.out)
        if (self.out / STAGING).exists():
            with _system_errors(self.out), exclusive(self.out):
                pass

    def read(self) -> Manifest:
        """What the folder holds."""
        return read_state(self.out)

    @contextmanager
    def checking(self) -> Iterator[Callable[[File], bool]]:
        """A file's bytes are hashed once, and again when the system says that it changed."""
        hashes = Hashes(self.out)
        yield hashes.intact
        hashes.save()

    def publish(self, change: Change, files: Mapping[str, bytes]) -> None:
        """Make the change under the folder's lock. The folder then holds all of it, or what it held before."""
        prepare(self.out)
        with _system_errors(self.out, f" to {self.out}"), exclusive(self.out):
            before = self._before()
            changed = apply(before, change, lambda path: (self.out / path).is_file())
            if changed.manifest == before and not files:
                return
            manifest = manifest_text(changed.manifest).encode()
            sums = store_sums(self.out, changed.manifest, manifest)
            kept = {path: (self.out / published).read_bytes() for path, published in changed.kept.items()}
            every: dict[str, Bytes] = {**files, **kept, MANIFEST: manifest, SUMS: sums}
            publish(self.out, every, [path for path in changed.deleted if is_reports(path)])
            self._known = (manifest, changed.manifest)

    def _before(self) -> Manifest:
        data, manifest = self._known
        try:
            same = read_state_file(self.out / MANIFEST) == data
        except OSError:  # it is not there, or reading it says what is wrong
            same = False
        return manifest if same else self.read()

    def location(self, source: str | Path) -> str:
        """The path from the folder, so that both can move together."""
        if is_url(source):
            return public(source)
        # Links are followed on the way there, not at its end: a link is replaced more easily than its target is moved.
        path = Path(source)
        try:
            return path_text(os.path.relpath(path.parent.resolve() / path.name, self.out.resolve()))
        except ValueError:  # another drive
            return path_text(path.absolute())

    def source_of(self, location: str) -> str:
        """The path as seen from here."""
        return location if is_url(location) else os.path.normpath(self.out.resolve() / path_of(location))


def prepare(out: Path) -> None:
    """Make the folder, and find out at once whether it can be written to. Raises OutputError."""
    with _system_errors(out):
        out.mkdir(parents=True, exist_ok=True)
        if not os.access(out, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "Permission denied", str(out))
    read_state(out)


def about(error: OutputError, source: str | Path, out: str) -> OutputError:
    """Say of a report that it cannot go to ``out``; an error that is not about a report stays as it is."""
    if error.source == out and f" to {out}" in error.problem:
        return OutputError(error.problem, source=source, remedy=error.remedy)
    return error


@contextmanager
def _system_errors(out: Path, where: str = "") -> Iterator[None]:
    """Turn what the system says into what is wrong (``where``: in the words of a report) and what to do."""
    try:
        yield
    except OSError as error:
        at = "" if error.filename in (None, str(out)) else f" at {error.filename}"
        if error.errno in _FULL:
            problem, remedy = f"cannot be written{where}: the disk is full", "free some space, or choose another folder"
        elif error.errno in _FORBIDDEN:
            problem, remedy = f"may not be written{where}{at}", "change its permissions, or choose another folder"
        else:
            problem = f"cannot be written{where} ({error.strerror or error}{at})"
            remedy = "choose another folder"
        raise OutputError(problem, source=out, remedy=f"{remedy} with -o") from error
