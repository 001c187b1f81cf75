"""Folders of small reports, for many at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

MakeFolder = Callable[..., Path]


@pytest.fixture
def make_folder(tmp_path: Path, report_pdf: Callable[..., bytes]) -> MakeFolder:
    """A folder with ``n`` different reports of unknown publishers, called a0.pdf, a1.pdf, ..."""

    def make(n: int, name: str = "in") -> Path:
        folder = tmp_path / name
        folder.mkdir()
        for number in range(n):
            (folder / f"a{number}.pdf").write_bytes(report_pdf(publisher=f"Sted {number}"))
        return folder

    return make
