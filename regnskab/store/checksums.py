"""``SHA256SUMS``: a line per file, as ``sha256sum --check`` reads them.

That of an output folder on a local disk has what its reports published, and what was made of them. A package that was
published into the folder is not among it: it is of the reports as they were. Publishing it writes ``SHA256SUMS`` anew,
with the package in it; whatever then changes the reports takes the package out again, and "regnskab verify" says that
it is to be published again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from regnskab.errors import OutputError
from regnskab.store.manifest import SUMS, Manifest, sums_text
from regnskab.store.paths import read_state_file
from schemas.datasets import SPANNING

_LINE = re.compile(r"(?P<sum>[0-9a-f]{64}) [ *](?P<path>.+)")


def sums_of(files: Mapping[str, str]) -> bytes:
    """The file for these SHA-256 sums by path."""
    return "".join(f"{files[path]}  {path}\n" for path in sorted(files)).encode()


def read_sums(out: Path) -> dict[str, str]:
    """The sums by path. Raises OutputError where the file is missing, or is no such list."""
    path = out / SUMS
    try:
        # By "\n" alone, as the manifest.
        lines = read_state_file(path).decode().removesuffix("\n").split("\n")
    except OSError as error:
        raise OutputError(f"cannot be read ({error.strerror})", source=path, remedy="publish it again") from error
    except UnicodeDecodeError as error:
        raise OutputError("is no list of checksums", source=path, remedy="publish it again") from error
    sums = {}
    for number, line in enumerate(lines if lines != [""] else (), 1):
        found = _LINE.fullmatch(line)
        if found is None or not is_inside(found["path"]):
            raise OutputError(f"line {number} is no checksum of a file in it", source=path, remedy="publish it again")
        sums[found["path"]] = found["sum"]
    return sums


def is_inside(path: str) -> bool:
    """Whether a path, as a stranger's file states it, stays below its folder."""
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and not PurePosixPath(path).is_absolute() and "\\" not in path


def sha256_of(path: Path) -> str:
    """A file's SHA-256. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def store_sums(out: Path, manifest: Manifest, text: bytes, new: Mapping[str, bytes] | None = None) -> bytes:
    """The file for a folder with this ``manifest`` (``text`` is its bytes). ``new`` are the datasets over
    reports, by path, that are about to be written. Raises OSError.
    """
    found = {path.relative_to(out).as_posix(): path for name in SPANNING for path in _files(out, name)}
    beside = {path: _sha256(file.read_bytes()) for path, file in found.items()}
    beside |= {path: _sha256(data) for path, data in (new or {}).items()}
    return sums_text(manifest.entries, _sha256(text), beside).encode()


def _files(out: Path, dataset: str) -> list[Path]:
    """The dataset's files; a link to a file elsewhere is none of the folder's."""
    return [path for path in out.glob(f"{dataset}/*.parquet") if path.is_file() and not path.is_symlink()]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
