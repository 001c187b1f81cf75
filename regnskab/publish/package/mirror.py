"""Packages from and to object stores: what is there is copied to this disk to be published or verified.

Nothing in such a store changes at once; a package's ``SHA256SUMS`` goes there last, after everything that it lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from regnskab.errors import OutputError, RegnskabError
from regnskab.publish.package.placing import leftovers
from regnskab.store.checksums import is_inside, read_sums
from regnskab.store.manifest import SUMS
from regnskab.store.object_store import STATE
from regnskab.store.places import is_url, local_path, public
from regnskab.store.remote import input_errors, open_filesystem, output_errors
from regnskab.store.retry import retrying
from regnskab.store.scratch import scratch_folder

_THREADS = 8


@contextmanager
def on_disk(place: str | Path, wanted: Callable[[str], bool] = lambda _: True) -> Iterator[Path]:
    """Give a folder on this disk: the place itself, or for a URL a copy of what is ``wanted`` of it, by path.

    Errors name the URL in the place of its copy. Raises InputError.
    """
    if not is_url(place):
        yield local_path(place)
        return
    url, shown = str(place).rstrip("/"), public(str(place).rstrip("/"))
    with scratch_folder() as copy:
        try:
            _fetch(url, copy, wanted)
            yield copy
        except RegnskabError as error:
            source = None if error.source is None else error.source.replace(str(copy), shown)
            remedy = error.remedy.replace(str(copy), shown)
            raise type(error)(error.problem, source=source, page=error.page, remedy=remedy) from error.__cause__


def send(made: Mapping[str, bytes], sums: Mapping[str, str], url: str) -> None:
    """Put the files of a package, by path, to ``url``, and delete what an earlier one left. Raises OutputError.

    What is there with the same sum is not sent: sending again what broke off sends the rest.
    """
    fs, root = open_filesystem(url, writing=True)

    def put(path: str) -> None:
        retrying(lambda: fs.pipe_file(f"{root}/{path}", made[path]))

    def delete(path: str) -> None:
        retrying(lambda: fs.rm_file(f"{root}/{path}"))

    with output_errors(url):
        there = _names(fs, root)
        before = _sums_at(url, there)
        _each(put, [path for path, digest in sums.items() if path not in there or before.get(path) != digest])
        put(SUMS)
        _each(delete, leftovers(there, before, made))


def _fetch(url: str, folder: Path, wanted: Callable[[str], bool]) -> None:
    fs, root = open_filesystem(url)

    def copy(path: str) -> None:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(retrying(lambda: bytes(fs.cat_file(f"{root}/{path}"))))

    with input_errors(url):
        _each(copy, [path for path in _names(fs, root) if is_inside(path) and wanted(path)])


def _names(fs: Any, root: str) -> list[str]:
    found = (path.removeprefix(root).lstrip("/") for path in retrying(lambda: fs.find(root)))
    return sorted(path for path in found if not path.startswith(f"{STATE}/"))


def _sums_at(url: str, there: Iterable[str]) -> Mapping[str, str]:
    if SUMS not in there:
        return {}
    try:
        with on_disk(url, lambda path: path == SUMS) as folder:
            return read_sums(folder)
    except OutputError:  # no list of ours: then everything is sent
        return {}


def _each(action: Callable[[str], None], paths: Iterable[str]) -> None:
    with ThreadPoolExecutor(_THREADS) as threads:
        list(threads.map(action, paths))
