"""Temporary folders that go with their process, or with the next one where that is killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_PREFIX: Final = "regnskab-"
_LOCK: Final = ".in-use"
# A folder without a lock is being made this moment, or was made by a version that had none.
_UNLOCKED_FOR: Final = 24 * 3600  # seconds


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give an empty folder, which is gone afterwards; those of processes that were killed go first. Raises OSError."""
    _sweep(Path(tempfile.gettempdir()))
    # The lock lies beside what is done there, and is held by the system: it ends with the process, however that does.
    with (
        tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name,
        _held(Path(name) / _LOCK),
    ):
        below = Path(name) / "files"
        below.mkdir()
        yield below


def _sweep(temporary: Path) -> None:
    with contextlib.suppress(OSError):
        for path in temporary.glob(f"{_PREFIX}*"):
            with contextlib.suppress(OSError):
                status = path.lstat()
                if stat.S_ISDIR(status.st_mode) and _is_mine(status) and _is_left(path, status.st_mtime):
                    shutil.rmtree(path)
        if sys.platform != "win32":
            _sweep_sockets(temporary)


def _sweep_sockets(temporary: Path) -> None:
    """Remove what the servers left that processes were forked from (``multiprocessing``): sockets that nobody hears."""
    for path in temporary.glob("pymp-*"):
        with contextlib.suppress(OSError):
            status = path.lstat()
            inside = list(path.iterdir())
            if stat.S_ISDIR(status.st_mode) and _is_mine(status) and inside and all(map(_is_deserted, inside)):
                shutil.rmtree(path)


def _is_deserted(path: Path) -> bool:
    if not stat.S_ISSOCK(path.lstat().st_mode):
        return False
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(path))
        except ConnectionRefusedError:
            return True
    return False


def _is_mine(status: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or status.st_uid == os.getuid()


if sys.platform == "win32":  # a file in use cannot be removed there, which is lock enough

    @contextmanager
    def _held(lock: Path) -> Iterator[None]:
        with lock.open("x"):
            yield

    def _is_left(path: Path, modified: float) -> bool:
        return time.time() - modified > _UNLOCKED_FOR

else:
    import fcntl

    @contextmanager
    def _held(lock: Path) -> Iterator[None]:
        with lock.open("x") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _is_left(path: Path, modified: float) -> bool:
        try:
            with (path / _LOCK).open() as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError:
            return time.time() - modified > _UNLOCKED_FOR
        except BlockingIOError:
            return False
        return True
