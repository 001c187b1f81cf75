"""The file that a report is read from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from normalize.text import slug
from regnskab.errors import InputError


@dataclass(frozen=True, slots=True)
class Source:
    """A readable file: its path, name, SHA-256 (hexadecimal) and size in bytes."""

    path: Path
    name: str
    sha256: str
    size: int


def read_source(path: str | Path) -> tuple[Source, bytes]:
    """Return the file's fingerprint and the very bytes that it was taken of.

    Raises InputError where the file is missing, a folder, unreadable or empty.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise InputError("is a folder, not a PDF", source=path, remedy="give the PDF files in it")
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError("there is no such file", source=path, remedy="check the path") from None
    except PermissionError:
        raise InputError("may not be read", source=path, remedy="check the file's permissions") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read ({reason})", source=path, remedy="check the path and the disk") from error
    if not data:
        raise InputError("is empty", source=path, remedy="download or copy it again")
    return Source(path, path.name, hashlib.sha256(data).hexdigest(), len(data)), data


def report_id(source: Source, municipality: str | None, fiscal_year: int | None) -> str:
    """Return the report's name: its publisher's and year's, or the file's where either is not known."""
    if municipality and fiscal_year:
        return f"{slug(municipality)}-{fiscal_year}"
    return f"{slug(source.path.stem) or 'report'}-{source.sha256[:8]}"
