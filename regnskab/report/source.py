"""The file that a report is read from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from normalize.danish.text import slug
from regnskab.errors import InputError, UnavailableError
from regnskab.store.bounded import all_of
from regnskab.store.change import LONGEST_STEM, named_after_file
from regnskab.store.places import base_name, is_url, local_path, public


@dataclass(frozen=True, slots=True)
class Source:
    """A readable file: its path, name, SHA-256 (hexadecimal) and size in bytes.

    What was read from a URL has its name for a path; ``url`` is without user, password and signature.
    """

    path: Path
    name: str
    sha256: str
    size: int
    url: str | None = None

    @property
    def place(self) -> str | Path:
        """Where it is: its URL, or its path."""
        return self.url or self.path


def read_source(path: str | Path) -> tuple[Source, bytes]:
    """The file's fingerprint and the very bytes that it was taken of.

    ``path`` may be a URL that fsspec knows. Raises InputError where the file is missing, a folder, unreadable or empty.
    """
    name, url = base_name(path), public(path) if is_url(path) else None
    data = _read_local(local_path(path)) if url is None else _read_remote(str(path))
    if not data:
        raise InputError("is empty", source=url or path, remedy="download or copy it again")
    place = local_path(path) if url is None else Path(name)
    return Source(place, name, hashlib.sha256(data).hexdigest(), len(data), url), data


def _read_remote(url: str) -> bytes:
    from regnskab.store.remote import read_url

    return read_url(url)


def _read_local(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError("is a folder, not a PDF", source=path, remedy="give the PDF files in it")
        with path.open("rb") as file:
            return all_of(file.read, path)
    except FileNotFoundError:
        raise InputError("there is no such file", source=path, remedy="check the path") from None
    except PermissionError:
        raise UnavailableError("may not be read", source=path, remedy="check the file's permissions") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnavailableError(
            f"cannot be read ({reason})", source=path, remedy="check the path and the disk"
        ) from error


def report_id(source: Source, municipality: str | None, fiscal_year: int | None) -> str:
    """The report's name: its publisher's and year's, or the file's where either is not known."""
    if municipality and fiscal_year:
        return f"{slug(municipality)[:LONGEST_STEM]}-{fiscal_year}"
    return named_after_file(source.name, source.sha256)
