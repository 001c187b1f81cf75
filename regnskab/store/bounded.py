"""The bytes of a PDF, up to the largest that is read: a file, a pipe or the web may give without end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from regnskab.errors import InputError

MIB: Final = 1024**2
LARGEST_PDF: Final = 512 * MIB


def all_of(read: Callable[[int], bytes], source: str | Path) -> bytes:
    """All that ``read`` gives until it gives nothing. Raises InputError where that is more than a PDF may have."""
    data = bytearray()
    while piece := read(MIB):
        data += piece
        require_size(len(data), source)
    return bytes(data)


def require_size(size: int | None, source: str | Path) -> None:
    """Require that a file of ``size`` bytes (None: nobody knows) may be read. Raises InputError."""
    if size is not None and size > LARGEST_PDF:
        raise InputError(
            f"is larger than {LARGEST_PDF // MIB} MiB, which no report is",
            source=source,
            remedy="check that it is the report, or print it anew with smaller images",
        )
