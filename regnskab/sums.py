"""``SHA256SUMS`` of an output folder on a local disk: what its reports published, and what was made of them.

A package that was published into the folder is not among it: it is of the reports as they were. Publishing it writes
``SHA256SUMS`` anew, with the package in it; whatever then changes the reports takes the package out again, and
"regnskab verify" says that it is to be published again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from regnskab.manifest import Manifest, sums_text
from schemas.datasets import SPANNING


def store_sums(out: Path, manifest: Manifest, text: bytes, new: Mapping[str, bytes] | None = None) -> bytes:
    """Return the file for a folder with this ``manifest`` (``text`` is its bytes). ``new`` are the datasets over
    reports, by path, that are about to be written. Raises OSError.
    """
    found = {path.relative_to(out).as_posix(): path for name in SPANNING for path in out.glob(f"{name}/*.parquet")}
    beside = {path: _sha256(file.read_bytes()) for path, file in found.items()}
    beside |= {path: _sha256(data) for path, data in (new or {}).items()}
    return sums_text(manifest.entries, _sha256(text), beside).encode()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
