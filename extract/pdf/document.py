"""Opening a PDF, and its pages one after the other as ``Page`` values.

Not thread-safe, because pdfium is not: to read in parallel, open the file once in each process.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator
from ctypes import c_size_t, c_ulong, create_string_buffer
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from extract.model import Page
from extract.pdf import pdfium
from extract.pdf.page import open_page, read_page
from extract.speed import without_collector
from regnskab.errors import InputError, PageError, PasswordError

# Readers accept a header that starts within the first kilobyte (ISO 32000-1, Annex H, note 13).
_HEADER_WITHIN: Final = 1024 + 5
_PAGES_HELD: Final = 250  # pages after which the file is opened anew


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a PDF says of itself: its number of pages, and texts that may be missing (None)."""

    pages: int
    title: str | None
    producer: str | None
    creator: str | None


class Document:
    """An open PDF. Use it as a context manager, or call ``close()``.

    ``source`` is the name that errors carry. ``len(document)`` is the number of pages.
    """

    def __init__(self, handle: pdfium.Handle, data: bytes, source: str, password: bytes | None = None) -> None:
        self.source = source
        self._data = data
        self._password = password
        self._hold(handle)
        self.metadata = Metadata(
            pages=pdfium.page_count(handle),
            title=_meta(handle, b"Title"),
            producer=_meta(handle, b"Producer"),
            creator=_meta(handle, b"Creator"),
        )

    def _hold(self, handle: pdfium.Handle) -> None:
        self._handle = handle
        self._read_since = 0
        # pdfium reads from the bytes as long as the document is open: the finalizer keeps both.
        self._close = weakref.finalize(self, _close, handle, self._data)
        # At exit pypdfium2 ends the library, maybe before us; a document closed after that is a crash.
        self._close.atexit = False

    def __len__(self) -> int:
        return self.metadata.pages

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file's memory back. Closing twice is fine."""
        self._close()

    def pages(self, numbers: Iterable[int] | None = None) -> Iterator[Page]:
        """Read the pages with these numbers (from 1; None: all), in the order asked for, one at a time.

        Each page is closed before it is handed out, so memory stays flat however long the file is.
        Raises PageError for a page that is not there or cannot be read.
        """
        for number in range(1, len(self) + 1) if numbers is None else numbers:
            if not self._close.alive:
                raise InputError("the document is closed", source=self.source)
            if not 1 <= number <= len(self):
                raise PageError(
                    f"there is no page {number}", source=self.source, remedy=f"it has pages 1 to {len(self)}"
                )
            if self._read_since >= _PAGES_HELD:
                self._renew()
            yield self._read(number)

    def _renew(self) -> None:
        """Open the file anew: pdfium keeps what it learned of every page until then, some 10 MB per thousand."""
        handle = pdfium.load_document(self._data, c_size_t(len(self._data)), self._password)
        if handle:
            self._close()
            self._hold(handle)

    @without_collector
    def _read(self, number: int) -> Page:
        self._read_since += 1
        page = open_page(self._handle, number - 1)
        if not page:
            raise PageError(
                "the page is damaged and cannot be read",
                source=self.source,
                page=number,
                remedy="open the file in a PDF viewer and save it again, or leave this page out",
            )
        try:
            return read_page(page, number)
        finally:
            pdfium.close_page(page)


def open_document(source: str | Path | bytes, *, password: str | None = None, name: str | None = None) -> Document:
    """Open a PDF from a path or from its bytes.

    ``name`` is what errors call it (default: the path as given, or "<bytes>"). Raises InputError for what
    is missing, unreadable, empty, no PDF or damaged, PasswordError for an encrypted file without its password.
    """
    if isinstance(source, bytes):
        label = name or "<bytes>"
        data = source
    else:
        label = name or str(source)
        data = _read_file(Path(source), label)
    if not data:
        raise InputError("the file is empty", source=label, remedy="download or export it again")
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise InputError("this is no PDF", source=label, remedy="give the path of a PDF file")
    secret = None if password is None else password.encode("utf-8")
    handle = pdfium.load_document(data, c_size_t(len(data)), secret)
    if not handle:
        raise _load_error(label, password)
    document = Document(handle, data, label, secret)
    if not len(document):
        document.close()
        raise InputError("the PDF has no pages, or is damaged", source=label, remedy="download or export it again")
    return document


def _close(handle: pdfium.Handle, _data: bytes) -> None:
    pdfium.close_document(handle)


def _read_file(path: Path, label: str) -> bytes:
    try:
        if path.is_dir():
            raise InputError("this is a folder", source=label, remedy="give the path of a PDF file")
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("there is no such file", source=label, remedy="check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read ({reason})", source=label, remedy="check the path and its rights") from error


def _load_error(label: str, password: str | None) -> InputError:
    code = pdfium.last_error()
    if code == pdfium.ERROR_PASSWORD:
        problem = "the PDF is encrypted" if password is None else "the PDF is encrypted and this password is wrong"
        return PasswordError(problem, source=label, remedy="give its password with --password")
    if code == pdfium.ERROR_SECURITY:
        return PasswordError(
            "the PDF is encrypted in a way that cannot be read",
            source=label,
            remedy="save a copy without encryption; --password will not help",
        )
    return InputError("the PDF is damaged or incomplete", source=label, remedy="download or export it again")


def _meta(handle: pdfium.Handle, tag: bytes) -> str | None:
    size = pdfium.meta_text(handle, tag, None, c_ulong(0))
    if size <= 2:  # nothing but the terminator
        return None
    buffer = create_string_buffer(size)
    pdfium.meta_text(handle, tag, buffer, c_ulong(size))
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip() or None
