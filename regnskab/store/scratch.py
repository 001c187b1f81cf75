"""Temporary folders that go with their process, or with the next one where that is killed."""

from __future__ import annotations

import contextlib
import os
import shutil
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
_COMPANION: Final = ".companion"
_SOCKETS: Final = "pymp-"  # as multiprocessing calls them
# A folder without a lock is being made this moment, or was made by a version that had none.
_UNLOCKED_FOR: Final = 24 * 3600  # seconds


@contextmanager
def scratch_folder(companion: Path | None = None) -> Iterator[Path]:
    """Give an empty folder, which is gone afterwards; those of processes that were killed go first.

    ``companion`` is another temporary folder that this process will remove at its end, as ``multiprocessing`` does with
    that of its sockets: where it is killed, that goes with the folder. Raises OSError.
    """
    _sweep(Path(tempfile.gettempdir()))
    # The lock lies beside what is done there, and is held by the system: it ends with the process, however that does.
    with (
        tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name,
        _held(Path(name) / _LOCK),
    ):
        if companion is not None:
            (Path(name) / _COMPANION).write_text(companion.name, encoding="utf-8")
        below = Path(name) / "files"
        below.mkdir()
        yield below


def _sweep(temporary: Path) -> None:
    for path in temporary.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if _is_folder_of_mine(path) and _is_left(path, path.lstat().st_mtime):
                _remove_companion(path)
                shutil.rmtree(path)


def _remove_companion(left: Path) -> None:
    """Remove the folder beside that ``left`` names. A socket there is not asked whether it is heard: its server, which
    would take that for an order, may be another run's.
    """
    with contextlib.suppress(OSError, ValueError):  # ValueError: it names no folder beside
        companion = left.with_name((left / _COMPANION).read_text(encoding="utf-8"))
        if companion.name.startswith(_SOCKETS) and _is_folder_of_mine(companion):
            shutil.rmtree(companion)


def _is_folder_of_mine(path: Path) -> bool:
    status = path.lstat()
    return stat.S_ISDIR(status.st_mode) and _is_mine(status)


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
