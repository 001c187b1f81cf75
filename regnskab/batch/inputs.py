"""The PDFs that a person means by a path, a folder, a pattern or a URL."""

from __future__ import annotations

import glob
import hashlib
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from regnskab.errors import InputError
from regnskab.store.places import base_name, is_url, local_path, public

if TYPE_CHECKING:
    from regnskab.store.remote import Info

_PATTERN = frozenset("*?[")
_SUFFIX = ".pdf"


@dataclass(frozen=True, slots=True)
class Input:
    """A PDF to read: ``place`` is its path or URL as a person may see it, ``size`` is in bytes.

    ``address`` is the URL with what opens it (user, password, signature), where that is more: it is for reading alone.

    ``version`` changes with the bytes (a local file's size and time, an object's ETag); None where there is no such
    file, or its store says nothing of it. ``regular`` is a plain local file, which can be read again and again.
    """

    place: str
    version: str | None = None
    size: int | None = None
    regular: bool = False
    address: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        return base_name(self.place)

    @property
    def reading_place(self) -> str:
        """The path or URL from anywhere on this machine."""
        if self.address is not None:
            return self.address
        return self.place if is_url(self.place) else str(local_path(self.place).absolute())

    def sha256(self) -> str | None:
        """The SHA-256 of a plain local file, None of anything else, and where it cannot be read."""
        if not self.regular:
            return None
        try:
            with local_path(self.place).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None


def find_inputs(places: Iterable[str | Path]) -> tuple[Input, ...]:
    """The PDFs of all ``places``, each once, in the order given; those of a folder or pattern by name.

    A folder is searched with all that is below it. What is not there is an input, too: it will fail on its own.
    Raises InputError where a folder or pattern has no PDF, or a store cannot be listed.
    """
    found: dict[str, Input] = {}
    for place in places:
        for one in _remote(str(place)) if is_url(place) else _local(place):
            found.setdefault(one.reading_place, one)
    return tuple(found.values())


def look(place: str | Path) -> Input:
    """The input at this path or URL, as it is now; its version is None where it is not there."""
    if is_url(place):
        return _remote_file(str(place))
    path = local_path(place)
    try:
        status = path.stat()
    except (OSError, ValueError):
        return Input(str(path))
    version = f"{status.st_size}:{status.st_mtime_ns}"
    return Input(str(path), version, status.st_size, stat.S_ISREG(status.st_mode))


def _local(place: str | Path) -> Iterator[Input]:
    path = local_path(place)
    if _is_folder(path):
        yield from _all(place, sorted(one for one in path.rglob("*") if one.suffix.lower() == _SUFFIX))
    elif _PATTERN & set(str(path)) and not path.exists():
        names = glob.glob(str(path), recursive=True)  # noqa: PTH207 (it may be absolute)
        yield from _all(place, [Path(name) for name in sorted(names)])
    else:
        yield look(path)


def _is_folder(path: Path) -> bool:
    try:
        # A folder that is called as a PDF was meant to be one: reading it says so.
        return path.is_dir() and path.suffix.lower() != _SUFFIX
    except (OSError, ValueError):
        return False


def _all(place: str | Path, paths: list[Path]) -> Iterator[Input]:
    files = [path for path in paths if not path.is_dir()]
    if not files:
        raise InputError("holds no PDF", source=place, remedy="check the path")
    return (look(path) for path in files)


def _remote(url: str) -> Iterator[Input]:
    from regnskab.store.remote import info, input_errors, open_filesystem
    from regnskab.store.retry import retrying

    if url.startswith(("http://", "https://")):
        yield _remote_file(url)  # the web has no folders, and a question mark is no pattern
        return
    fs, path = open_filesystem(url)
    scheme = url.partition("://")[0]
    with input_errors(url):
        if _PATTERN & set(path):
            found = retrying(lambda: fs.glob(path, detail=True))
        elif path.lower().endswith(_SUFFIX):
            yield _remote_file(url)
            return
        else:
            found = retrying(lambda: fs.find(path, detail=True))
            found = {name: values for name, values in found.items() if name.lower().endswith(_SUFFIX)}
    files = {name: values for name, values in found.items() if values.get("type") == "file"}
    if not files:
        raise InputError("holds no PDF", source=url, remedy="check the URL")
    for name, values in sorted(files.items()):
        said = info(values)
        yield _seen(f"{scheme}://{name.lstrip('/')}", said)


def _remote_file(url: str) -> Input:
    from regnskab.store.remote import info_of

    try:
        said = info_of(url)
    except InputError:
        return _seen(url)  # reading it will say what is wrong
    return _seen(url, said)


def _seen(url: str, said: Info | None = None) -> Input:
    place = public(url)
    address = None if place == url else url
    if said is None:
        return Input(place, address=address)
    return Input(place, said.version, said.size, address=address)
