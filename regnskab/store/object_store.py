"""An output folder in an object store (``s3://bucket/folder``), where files cannot be renamed or locked together.

What such stores guarantee, and all that is asked of them: a PUT of one object is seen whole or not at all, and what was
written is seen by the next to read or list. So:

- Each report's line of the manifest is an object of its own in ``.state/``, written after its datasets: a report is
  published when its line is. Writers of different reports never touch the same object, so any number may run at once.
- Before a report's objects are replaced, ``.state/<report>~pending`` says so; it goes when its line is there. What a
  killed run leaves pending is not current: the next run does it again.
- ``manifest.jsonl`` and ``SHA256SUMS`` are made from the lines, last of all, and again if lines changed meanwhile.

A reader sees every object whole. While a report is *replaced*, for some moments some of its datasets are new and others
old; the checksums in ``manifest.jsonl`` tell (``docs/batches.md`` shows how to read what belongs together).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from regnskab.store.change import Change, apply
from regnskab.store.manifest import (
    MANIFEST,
    SUMS,
    Entry,
    File,
    Manifest,
    Unpublished,
    line_text,
    manifest_of,
    manifest_text,
    parse_manifest,
    sums_text,
)
from regnskab.store.paths import earlier_owner, is_reports, owner_of
from regnskab.store.places import is_url, path_of, path_text, public
from regnskab.store.remote import open_filesystem, output_errors
from regnskab.store.retry import retrying

T = TypeVar("T")
R = TypeVar("R")
STATE = ".state"
_PENDING = "pending"
_THREADS = 8
_SERIAL_DIGITS = 18
_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class _Name:
    """The name of a line's object: whose line it is, the how-manieth, and the hash of its text."""

    key: str
    serial: int
    digest: str

    @property
    def path(self) -> str:
        return f"{STATE}/{self.key}~{self.serial:06d}~{self.digest}.json"


@dataclass(frozen=True, slots=True)
class _State:
    """What ``.state`` lists: the newest line of each key, those that it replaced, and the keys that are pending."""

    newest: Mapping[str, _Name]
    outdated: tuple[_Name, ...]
    pending: frozenset[str]


class ObjectStore:
    """See above. ``url`` is a folder in a store that fsspec knows."""

    def __init__(self, url: str) -> None:
        self._url = public(url.rstrip("/"))
        self._fs, self._root = open_filesystem(url.rstrip("/"), writing=True)

    @property
    def url(self) -> str:
        return self._url

    def prepare(self) -> None:
        """Find out whether the place can be written to."""
        with output_errors(self._url):
            self._put(f"{STATE}/.writable", b"")

    def read(self) -> Manifest:
        """What the lines say. Lines that ``manifest.jsonl`` has already are not fetched one by one."""
        with output_errors(self._url):
            state = self._list()
            manifest = self._read(state)
        # What a killed run left half replaced is not current, whatever it was made with.
        entries = [
            replace(entry, recipe=None) if entry.report_id in state.pending else entry for entry in manifest.entries
        ]
        return manifest_of([*entries, *manifest.unpublished])

    @contextmanager
    def checking(self) -> Iterator[Callable[[File], bool]]:
        """An object is asked for its size, by one listing of all."""
        with output_errors(self._url):
            found = retrying(lambda: self._fs.find(self._root, detail=True))
        sizes = {self._below(path): values["size"] for path, values in found.items()}
        yield lambda file: sizes.get(file.path) == file.size

    def publish(self, change: Change, files: Mapping[str, bytes]) -> None:
        """Publish report by report, then the manifest. What was published before an error stays published."""
        with output_errors(self._url):
            state = self._list()
            changed = apply(self._read(state), change, self._is_there)
            deleted = [path for path in changed.deleted if is_reports(path)]
            doomed = sorted({owner for path in deleted if (owner := owner_of(path) or earlier_owner(path))})
            self._each(lambda pair: self._keep(*pair), changed.kept.items())
            written = {entry.report_id for entry in change.entries}
            for entry in changed.manifest.entries:
                if entry.report_id in written:
                    self._replace(state, entry, files)
            for key in doomed:
                self._put(_pending(key), b"")
            self._each(self._delete, deleted)
            self._settle(state, changed.manifest, doomed)
            self._write_manifest()

    def location(self, source: str | Path) -> str:
        """A URL as it is, a path in full."""
        return public(source) if is_url(source) else path_text(Path(source).absolute())

    def source_of(self, location: str) -> str:
        """The location: it is in full."""
        return location if is_url(location) else path_of(location)

    def _keep(self, path: str, published: str) -> None:
        """Copy a file of an edition that another takes the place of."""
        data = self._get(published)
        if data is not None:
            self._put(path, data)

    def _is_there(self, path: str) -> bool:
        return bool(retrying(lambda: self._fs.exists(f"{self._root}/{path}")))

    def _replace(self, state: _State, entry: Entry, files: Mapping[str, bytes]) -> None:
        mine = [file.path for file in entry.files if file.path in files]
        if mine:
            self._put(_pending(entry.report_id), b"")
            self._each(lambda path: self._put(path, files[path]), mine)
        self._put_line(state, entry)
        if mine or entry.report_id in state.pending:
            self._delete(_pending(entry.report_id))

    def _settle(self, state: _State, after: Manifest, doomed: Iterable[str]) -> None:
        """Write the lines of inputs without files, and delete those that are no more."""
        lines = {_key(line): line for line in after.unpublished}
        for line in lines.values():
            self._put_line(state, line)
        keys = {entry.report_id for entry in after.entries} | set(lines)
        gone = [name.path for key, name in state.newest.items() if key not in keys]
        self._each(self._delete, [*gone, *(name.path for name in state.outdated), *map(_pending, doomed)])

    def _put_line(self, state: _State, line: Entry | Unpublished) -> None:
        text = line_text(line).encode()
        key, digest, old = _key(line), _digest(text), state.newest.get(_key(line))
        if old is not None and old.digest == digest:
            return
        self._put(_Name(key, 1 if old is None else old.serial + 1, digest).path, text)
        if old is not None:
            self._delete(old.path)

    def _write_manifest(self) -> None:
        """Bring ``manifest.jsonl`` up to date, again while others write; the last to write sees everyone's lines."""
        state = self._list()
        for _ in range(_ROUNDS):
            manifest = self._read(state)
            text = manifest_text(manifest).encode()
            if text != self._get(MANIFEST):
                self._put(MANIFEST, text)
                self._put(SUMS, sums_text(manifest.entries, hashlib.sha256(text).hexdigest()).encode())
            before, state = state, self._list()
            if state.newest == before.newest:
                return

    def _read(self, state: _State) -> Manifest:
        text = self._get(MANIFEST) or b""
        parse_manifest(text, f"{self._url}/{MANIFEST}")  # anything else in its place must not be overwritten
        known = {_digest(line): line for line in text.splitlines(keepends=True)}
        missing = [name for name in state.newest.values() if name.digest not in known]
        fetched = dict(zip(missing, self._each(lambda name: self._get(name.path), missing), strict=True))
        # None: replaced since it was listed; its writer makes the manifest anew.
        texts = [known.get(name.digest) or fetched.get(name) for name in state.newest.values()]
        return parse_manifest(b"".join(text for text in texts if text), f"{self._url}/{STATE}")

    def _list(self) -> _State:
        found = retrying(lambda: self._fs.find(f"{self._root}/{STATE}"))
        names: dict[str, list[_Name]] = {}
        pending = set()
        for path in found:
            parts = path.rpartition("/")[2].removesuffix(".json").split("~")
            if parts[1:] == [_PENDING]:
                pending.add(parts[0])
            elif len(parts) == 3 and parts[1].isdecimal() and len(parts[1]) <= _SERIAL_DIGITS:
                names.setdefault(parts[0], []).append(_Name(parts[0], int(parts[1]), parts[2]))
        ordered = {key: sorted(some, key=lambda name: (name.serial, name.digest)) for key, some in names.items()}
        outdated = tuple(name for some in ordered.values() for name in some[:-1])
        return _State({key: some[-1] for key, some in sorted(ordered.items())}, outdated, frozenset(pending))

    def _each(self, action: Callable[[T], R], items: Iterable[T]) -> list[R]:
        with ThreadPoolExecutor(_THREADS) as threads:
            return list(threads.map(action, items))

    def _get(self, path: str) -> bytes | None:
        try:
            return retrying(lambda: bytes(self._fs.cat_file(f"{self._root}/{path}")))
        except FileNotFoundError:
            return None

    def _put(self, path: str, data: bytes) -> None:
        retrying(lambda: self._fs.pipe_file(f"{self._root}/{path}", data))

    def _delete(self, path: str) -> None:
        try:
            retrying(lambda: self._fs.rm_file(f"{self._root}/{path}"))
        except FileNotFoundError:
            return

    def _below(self, path: str) -> str:
        return path.removeprefix(self._root).lstrip("/")


def _pending(key: str) -> str:
    return f"{STATE}/{key}~{_PENDING}"


def _key(line: Entry | Unpublished) -> str:
    # A report id holds no underscore: the two cannot meet.
    return line.report_id if isinstance(line, Entry) else f"_{_digest(line.location.encode())}"


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:16]
