"""What a verifier finds."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """Something wrong with a file (by its path below the folder) or a report (by its id)."""

    path: str
    says: str

    def __str__(self) -> str:
        return f"{self.path}: {self.says}"
