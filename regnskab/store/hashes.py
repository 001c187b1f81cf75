"""The hashes of published files, remembered from one run to the next: a file is read again only when it has changed.

What is remembered lies in the user's cache, not in the folder: that may come from anywhere, and would vouch for itself.
A file is the same as long as its place, size and times are, among them that of its last change in the system's own
account, which no program can set. Without a cache all is hashed every time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from pathlib import Path
from typing import Final

from regnskab.store.checksums import sha256_of
from regnskab.store.manifest_model import File
from regnskab.store.paths import read_state_file

# A file that changed less than this ago may change again without another time: it is hashed the next time, too.
_SETTLED: Final = 2_000_000_000  # nanoseconds


class Hashes:
    """What the files below ``out`` hash to."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._file = _cache_file(out)
        self._known = _read(self._file)
        self._new = False

    def intact(self, file: File) -> bool:
        """Whether the file is there, a file of its own and no link, and has the bytes that the manifest says."""
        path = self._out / file.path
        try:
            status = path.lstat()
            if status.st_size != file.size or path.is_symlink():
                return False
            mark = f"{status.st_dev}:{status.st_ino}:{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}"
            known = self._known.get(file.path)
            if known is None or known[0] != mark:
                known = (mark, sha256_of(path))
                if time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) > _SETTLED:
                    self._known[file.path] = known
                    self._new = True
        except OSError:  # replaced, removed or not readable: it counts as missing
            return False
        return known[1] == file.sha256

    def save(self) -> None:
        """Remember what was learnt, where that can be."""
        if self._file is None or not self._new:
            return
        part = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(self._known), encoding="utf-8")
            part.replace(self._file)


def _cache_file(out: Path) -> Path | None:
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("regnskab") / "hashes"
        return folder / f"{hashlib.sha256(os.fsencode(out.resolve())).hexdigest()}.json"
    except (OSError, RuntimeError):  # nobody's home
        return None


def _read(path: Path | None) -> dict[str, tuple[str, str]]:
    """What was remembered; nothing where that is not what was written."""
    if path is None:
        return {}
    try:
        known = json.loads(read_state_file(path))
        return {str(name): (str(mark), str(sha256)) for name, (mark, sha256) in known.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
