"""What an output holds, without what may differ between two runs that do the same."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from regnskab.store.manifest import MANIFEST, SUMS, read_manifest

_TIMES = ("seconds", "finished", "version")


def datasets(out: Path) -> dict[str, bytes]:
    """Return the bytes of every file of the datasets, by path; nothing else may lie about."""
    files = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    others = {path for path in files if not path.endswith(".parquet")}
    assert others == {MANIFEST, SUMS}
    return {path: data for path, data in files.items() if path not in others}


def lines(text: str) -> list[dict[str, object]]:
    """Return the manifest's lines without times."""
    return [{k: v for k, v in json.loads(line).items() if k not in _TIMES} for line in text.splitlines()]


def assert_whole(out: Path) -> None:
    """Every file that the manifest names is there and has its hash, and there is no other."""
    found = {path: hashlib.sha256(data).hexdigest() for path, data in datasets(out).items()}
    assert found == {file.path: file.sha256 for entry in read_manifest(out) for file in entry.files}
    sums = dict(reversed(line.split("  ")) for line in (out / SUMS).read_text().splitlines())
    assert sums == found | {MANIFEST: hashlib.sha256((out / MANIFEST).read_bytes()).hexdigest()}


def assert_same(out: Path, other: Path) -> None:
    """Two outputs hold the same, byte for byte but for times."""
    assert_whole(out)
    assert datasets(out) == datasets(other)
    assert lines((out / MANIFEST).read_text()) == lines((other / MANIFEST).read_text())
