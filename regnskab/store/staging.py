"""Files that appear in a folder together or not at all, whatever happens in between.

They are first written into ``OUT/.staging`` and synced to the disk, then a list of them, ``COMMIT``, is; from then on
they are bound to arrive. Each is then renamed into its place, and what the list says is to go is deleted. Whoever
writes next finds what a killed run left behind: with a ``COMMIT`` it finishes the work, without one it throws the
leftovers away. Readers never look into ``.staging``. One writer at a time: the folder itself is locked meanwhile.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from regnskab.store.paths import is_ours, is_reports, read_state_file, require_no_link

STAGING = ".staging"
COMMIT = "COMMIT"


class Bytes(Protocol):
    """Anything that a file can write as it is: bytes, or an Arrow buffer."""

    def __buffer__(self, flags: int, /) -> memoryview: ...


@contextmanager
def exclusive(out: Path) -> Iterator[None]:
    """Hold ``out`` for one writer (others wait), with the leftovers of a killed one cleared. Raises OSError."""
    with _locked(out):
        _recover(out)
        yield


def publish(out: Path, files: Mapping[str, Bytes], deleted: Sequence[str] = ()) -> None:
    """Put ``files`` (by path below ``out``) in their places and delete others, all or none. Raises OSError.

    Call it inside ``exclusive``.
    """
    staging = out / STAGING
    strangers = [path for path in files if not is_ours(path)]
    if strangers:
        raise ValueError(f"{strangers[0]} has no place in an output folder: store/paths.py says what has")
    try:
        for path in (*files, *deleted):
            require_no_link(out, path)
        for path in files:
            _ready(out / path)
        staging.mkdir()
        _sync_folder(out)  # or a power loss could forget the list, but not the first of the renames
        for number, content in enumerate(files.values()):
            write_synced(staging / str(number), content)
        # A rename makes the list whole at once: COMMIT is never half a list.
        write_synced(staging / "list", json.dumps({"put": list(files), "delete": list(deleted)}).encode())
        (staging / "list").replace(staging / COMMIT)
        _sync_folder(staging)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    _finish(out)


def write_synced(path: Path, content: Bytes) -> None:
    """Write a new file and wait until the disk has it."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _ready(target: Path) -> None:
    """Find out before anything is bound to arrive whether it could."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        raise IsADirectoryError(21, "there is a folder in the file's place", str(target))
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise PermissionError(13, "Permission denied", str(target.parent))


def _recover(out: Path) -> None:
    if (out / STAGING / COMMIT).exists():
        _finish(out)
    elif (out / STAGING).exists():
        shutil.rmtree(out / STAGING)


def _orders(out: Path) -> tuple[list[str], list[str]]:
    """What ``COMMIT`` says is to be put and deleted. Raises OSError where it says what no run of ours would: anyone may
    have put it there."""
    path = out / STAGING / COMMIT
    try:
        orders = json.loads(read_state_file(path))
        put, deleted = list(orders["put"]), list(orders["delete"])
        sound = all(map(is_ours, put)) and all(map(is_reports, deleted)) and not (out / STAGING).is_symlink()
        sound = sound and not any((out / STAGING / str(number)).is_symlink() for number in range(len(put)))
    except (ValueError, TypeError, KeyError, RecursionError):
        sound = False
    if not sound:
        raise OSError(errno.EINVAL, f"is none of regnskab's; delete {STAGING} if you know of no run", str(path))
    for name in (*put, *deleted):
        require_no_link(out, name)
    return put, deleted


def _finish(out: Path) -> None:
    staging = out / STAGING
    paths, deleted = _orders(out)
    for path in deleted:
        (out / path).unlink(missing_ok=True)
    for number, path in enumerate(paths):
        # Missing: an earlier, killed run has already put it in its place.
        if (staging / str(number)).exists():
            (staging / str(number)).replace(out / path)
    for folder in {(out / path).parent for path in (*paths, *deleted)}:
        if folder.is_dir():
            _sync_folder(folder)
    shutil.rmtree(staging)


if sys.platform == "win32":  # no folder can be opened there, neither to lock nor to sync it

    @contextmanager
    def _locked(out: Path) -> Iterator[None]:
        yield

    def _sync_folder(folder: Path) -> None:
        return

else:
    import fcntl

    @contextmanager
    def _locked(out: Path) -> Iterator[None]:
        descriptor = os.open(out, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _sync_folder(folder: Path) -> None:
        """Wait until the disk has the folder's names, too."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
