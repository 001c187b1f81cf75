"""Which files an output folder may hold, by their paths below it: nothing else is ever written or removed there.

Lists of paths come from files that anyone may have made (``manifest.jsonl``, ``COMMIT``, ``SHA256SUMS``), so they are
held to this grammar before any is used; and no folder on the way may be a link to another place.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path
from typing import Final

from schemas.datasets import DATASETS, SPANNING

MANIFEST: Final = "manifest.jsonl"
SUMS: Final = "SHA256SUMS"
# File systems take names of 255 bytes.
_OWNER: Final = r"[a-z0-9-]{1,247}"
_DATA: Final = re.compile(rf"(?P<dataset>[a-z_]{{1,64}})/(?P<owner>{_OWNER})\.parquet")
# Those of a report's earlier edition, by its number.
_EARLIER: Final = re.compile(
    rf"editions/(?P<owner>{_OWNER})/(?P<number>[1-9]\d{{0,5}})/(?P<dataset>[a-z_]{{1,64}})\.parquet"
)
# What a package has beside them: files for people, those of all reports together, and its descriptions.
_MADE: Final = re.compile(
    rf"csv/[a-z_]{{1,64}}/{_OWNER}\.csv(-metadata\.json)?|excel/{_OWNER}\.xlsx"
    rf"|latest/{_OWNER}(\.xlsx|/[a-z_]{{1,64}}\.(parquet|csv))|[a-z_]{{1,64}}\.(parquet|csv|xlsx|csv-metadata\.json)"
)
_ROOT: Final = frozenset(
    {MANIFEST, SUMS, "README.md", "DATA.md", "datapackage.json", "dcat.ttl", "dcat.jsonld", "dictionary.html"}
    | {"index.html", "search.js", "croissant.json", "versions.json", "regnskab.sqlite"}
)
# More than any folder's state has: 100,000 reports have manifests of some 300 MB.
LARGEST_STATE: Final = 512 * 1024**2


def owner_of(path: str) -> str | None:
    """The report (or municipality) whose Parquet file this path is, of whichever dataset; None where it is none's."""
    found = _DATA.fullmatch(path)
    return None if found is None else found["owner"]


def is_data(path: str) -> bool:
    """Whether it is ``<dataset>/<report or municipality>.parquet``, of a dataset that this version knows."""
    found = _DATA.fullmatch(path)
    return found is not None and (found["dataset"] in DATASETS or found["dataset"] in SPANNING)


def earlier_path(path: str, number: int) -> str:
    """Where a report's data file goes once a new edition takes its place."""
    dataset, _, file = path.partition("/")
    return f"editions/{file.removesuffix('.parquet')}/{number}/{dataset}.parquet"


def earlier_owner(path: str) -> str | None:
    """The report whose earlier edition's file this path is; None where it is none's."""
    found = _EARLIER.fullmatch(path)
    return None if found is None else found["owner"]


def is_reports(path: str) -> bool:
    """Whether it is a report's own, and goes with it: a dataset's file, or that of an earlier edition."""
    return is_data(path) or earlier_owner(path) is not None


def is_ours(path: str) -> bool:
    """Whether it may be written: a report's file, one that a package has, the manifest or the checksums."""
    return is_reports(path) or path in _ROOT or _MADE.fullmatch(path) is not None


def require_no_link(out: Path, path: str) -> None:
    """Require that no folder between ``out`` and the file is a link. Raises OSError (ELOOP), naming it."""
    for parent in list((out / path).relative_to(out).parents)[:-1]:
        if (out / parent).is_symlink():
            raise OSError(errno.ELOOP, "there is a link to another place in the folder's place", str(out / parent))


def read_state_file(path: Path) -> bytes:
    """The bytes of a file that says what a folder holds. Raises OSError where it is no plain file, or too large."""
    # A pipe in the file's place must not hold us up.
    with os.fdopen(
        os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb"
    ) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "is no plain file", str(path))
        if status.st_size > LARGEST_STATE:
            raise OSError(errno.EFBIG, f"is larger than {LARGEST_STATE // 1024**2} MiB", str(path))
        return file.read(LARGEST_STATE)
