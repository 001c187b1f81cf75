"""The review served to this machine alone, so that the page can save corrections where ``convert`` finds them.

Whoever asks must know the token in the address, and ask this machine by its own name; whoever saves must be the page
itself. Files come from the site's folder only, and nothing is written but ``<report>.toml`` in the folder of
corrections, and in that of words learnt by looking.
"""

from __future__ import annotations

import hashlib
import hmac
import mimetypes
import secrets
import sys
from collections.abc import Callable, Collection
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from regnskab.errors import CorrectionError, OutputError, ProfileError
from regnskab.report.corrections import parse
from regnskab.review.learnt import FOLDER
from regnskab.review.learnt import parse as parse_learnt
from regnskab.review.shell import POLICY
from schemas.profile.load import load_profile

HOST: Final = "127.0.0.1"
# A correction is some 400 bytes: room for thousands of them.
MOST_BYTES: Final = 1_000_000
_SAVED: Final = "corrections"
_LEARNT: Final = "profile"
_SECONDS: Final = 30
_HEADERS: Final = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class ReviewServer(ThreadingHTTPServer):
    """Serves the folder ``site`` and saves corrections of ``reports`` into the folder ``corrections``.

    Raises OutputError where the port is taken.
    """

    daemon_threads = True

    def __init__(
        self, site: Path, corrections: Path, reports: Collection[str], port: int = 0, *, profiles: Path | None = None
    ) -> None:
        self.site = site.resolve()
        self.corrections = corrections
        self.token = secrets.token_urlsafe(24)
        self.saving = Lock()
        self.profiles = profiles or corrections.parent / FOLDER
        files = (file for name in reports for file in (self.file(name), self.profile(name)))
        self.reports = frozenset(reports)
        self.known = {file: _sha256(file) for file in files}
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            raise OutputError(
                f"port {port} cannot be opened ({error.strerror or error})", remedy="name another with --port"
            ) from error

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a browser names them."""
        return f"http://{HOST}:{self.server_address[1]}"

    @property
    def address(self) -> str:
        """Where the review is, with the token."""
        return f"{self.origin}/{self.token}/index.html"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing where the browser has gone away meanwhile, which it may; else as usual."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def file(self, report_id: str) -> Path:
        """The file of a report's corrections."""
        return self.corrections / f"{report_id}.toml"

    def profile(self, report_id: str) -> Path:
        """The profile file of the words learnt from a report."""
        return self.profiles / f"{report_id}.toml"


class _Refused(Exception):  # noqa: N818 (an answer, not an error of ours)
    def __init__(self, status: HTTPStatus, says: str) -> None:
        super().__init__(says)
        self.status = status


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    timeout = _SECONDS
    server_version = "regnskab"
    sys_version = ""

    def do_GET(self) -> None:
        """A file of the site."""
        try:
            path = self._path()
            data = self._file(path)
        except _Refused as refused:
            self._answer(refused.status, str(refused).encode())
        else:
            self._answer(HTTPStatus.OK, data, mimetypes.guess_type(path)[0] or "application/octet-stream")

    def do_PUT(self) -> None:
        """Save a report's corrections, or the words learnt from it."""
        try:
            self._save()
        except _Refused as refused:
            self.close_connection = True  # the body may not have been read
            self._answer(refused.status, str(refused).encode())
        else:
            self._answer(HTTPStatus.NO_CONTENT, b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing: the token is in every address."""

    def _path(self) -> str:
        """The path below the token. Raises _Refused for another host, or a wrong token."""
        if f"http://{self.headers.get('Host', '')}" != self.server.origin:
            raise _Refused(HTTPStatus.FORBIDDEN, "asked by another name")
        token, _, path = unquote(urlsplit(self.path).path).removeprefix("/").partition("/")
        if not hmac.compare_digest(token.encode(), self.server.token.encode()):
            raise _Refused(HTTPStatus.FORBIDDEN, "the address has no valid token")
        return path

    def _file(self, path: str) -> bytes:
        try:
            file = (self.server.site / path).resolve()
            if file.is_relative_to(self.server.site) and file.is_file():
                return file.read_bytes()
        except (OSError, ValueError):  # such as a zero byte in the name
            pass
        raise _Refused(HTTPStatus.NOT_FOUND, "there is no such file")

    def _save(self) -> None:
        report_id, _, what = self._path().partition("/")
        if self.headers.get("Origin") != self.server.origin:
            raise _Refused(HTTPStatus.FORBIDDEN, "asked from another origin")
        if what not in (_SAVED, _LEARNT) or report_id not in self.server.reports:
            raise _Refused(HTTPStatus.NOT_FOUND, "there is no such report")
        body = self._body()
        file = self.server.file(report_id) if what == _SAVED else self.server.profile(report_id)
        read, test = (parse, None) if what == _SAVED else (parse_learnt, load_profile)
        try:
            read(body.decode("utf-8"), file)
            if what == _LEARNT and file.is_file():  # whoever wrote more into it keeps it
                read(file.read_text(encoding="utf-8"), file)
            with self.server.saving:
                if _sha256(file) != self.server.known[file]:
                    raise _Refused(HTTPStatus.CONFLICT, f"{file} was changed by another: make the review again")
                _write(file, body, test)
                self.server.known[file] = _sha256(file)
        except (UnicodeDecodeError, CorrectionError, ProfileError) as error:
            raise _Refused(HTTPStatus.BAD_REQUEST, str(error)) from None

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            raise _Refused(HTTPStatus.LENGTH_REQUIRED, "the body's length is missing")
        # By its digits first: a number of any length is none of ours.
        if len(length) > len(str(MOST_BYTES)) or int(length) > MOST_BYTES:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"more than {MOST_BYTES} bytes")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise _Refused(HTTPStatus.BAD_REQUEST, "the body is cut off")
        return body

    def _answer(self, status: HTTPStatus, data: bytes, kind: str = "text/plain") -> None:
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        if status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _sha256(file: Path) -> str | None:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def _write(file: Path, body: bytes, test: Callable[[Path], object] | None) -> None:
    """Write it whole or not at all; not where its ``test`` raises."""
    new = file.with_name(f".new.{file.name}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(body)
        if test is not None:
            test(new)
        new.replace(file)
    except ProfileError:
        new.unlink(missing_ok=True)
        raise
    except OSError as error:
        new.unlink(missing_ok=True)
        raise _Refused(
            HTTPStatus.INTERNAL_SERVER_ERROR, f"{file} cannot be written ({error.strerror or error})"
        ) from error
