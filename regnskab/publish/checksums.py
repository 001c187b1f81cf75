"""``SHA256SUMS``: a line per file, as ``sha256sum --check`` reads them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from regnskab.errors import OutputError
from regnskab.manifest import SUMS

_LINE = re.compile(r"(?P<sum>[0-9a-f]{64}) [ *](?P<path>.+)")


def sums_of(files: Mapping[str, str]) -> bytes:
    """Return the file for these SHA-256 sums by path."""
    return "".join(f"{files[path]}  {path}\n" for path in sorted(files)).encode()


def read_sums(out: Path) -> dict[str, str]:
    """Return the sums by path. Raises OutputError where the file is missing, or is no such list."""
    path = out / SUMS
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise OutputError(f"cannot be read ({error.strerror})", source=path, remedy="publish it again") from error
    except UnicodeDecodeError as error:
        raise OutputError("is no list of checksums", source=path, remedy="publish it again") from error
    sums = {}
    for number, line in enumerate(lines, 1):
        found = _LINE.fullmatch(line)
        if found is None or not is_inside(found["path"]):
            raise OutputError(f"line {number} is no checksum of a file in it", source=path, remedy="publish it again")
        sums[found["path"]] = found["sum"]
    return sums


def is_inside(path: str) -> bool:
    """Tell whether a path, as a stranger's file states it, stays below its folder."""
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and not PurePosixPath(path).is_absolute() and "\\" not in path


def sha256_of(path: Path) -> str:
    """Return a file's SHA-256. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
