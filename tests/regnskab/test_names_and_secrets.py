"""Promises of SECURITY.md: names of files and secrets of URLs, through the whole command."""

from __future__ import annotations

import json
import os
import sys
import threading
import unicodedata
from base64 import b64encode
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from regnskab.batch.api import convert_many, status
from regnskab.batch.inputs import find_inputs
from regnskab.cli import main
from regnskab.errors import InputError
from regnskab.phrases import json_text, markdown, visible
from regnskab.report.pipeline import convert
from regnskab.store.manifest import MANIFEST, read_manifest, read_state
from regnskab.store.places import base_name, is_whole, path_of, path_text, public, without_secrets

SECRETS = ("hemmelig", "s3cr3t", "AKIAEXAMPLE", "f00dcafe")
SIGNED = (
    "https://anna:hemmelig@example.org/r.pdf?id=12&X-Amz-Credential=AKIAEXAMPLE&X-Amz-Signature=f00dcafe&token=s3cr3t"
)
HOSTILE = "a\x1b[31m\u202efdp\u2028b\x85<script>alert(1)</script>\nerror: [x](y) `|"


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def _every_byte_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@given(st.text())
def test_a_shown_text_has_nothing_that_a_terminal_obeys(text: str) -> None:
    shown = visible(text)
    bad = [letter for letter in shown if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
    assert set(bad) <= {"\xad"}


def test_every_control_and_format_character_of_unicode_is_shown() -> None:
    unseen = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    every = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in unseen]
    left = [ord(letter) for letter in every if visible(letter) == letter]
    assert left == [0xAD]


@given(st.recursive(st.text(), st.lists))
def test_json_on_a_terminal_reads_back_unchanged(value: object) -> None:
    text = json_text(value)
    assert text == visible(text)
    assert json.loads(text) == value


@given(st.binary(min_size=1))
def test_a_name_of_any_bytes_is_named_without_loss(data: bytes) -> None:
    path = data.replace(b"/", b"").replace(b"\0", b"").decode(errors="surrogateescape") or "x"
    named = path_text(path)
    named.encode()
    assert path_of(named) == Path(path).as_posix()
    base_name(path).encode()


def test_markdown_shows_markup_as_text() -> None:
    shown = markdown("<script>|`[x](y)\n# z")
    assert shown == "&lt;script&gt;\\|\\`\\[x\\]\\(y\\)␊\\# z"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://u:p@h.dk/a.pdf?id=12&sig=abc", "https://***@h.dk/a.pdf?id=12&***"),
        ("https://h.dk/a.pdf?X-Amz-Signature=1&X-Amz-Date=2", "https://h.dk/a.pdf?***"),
        ("https://h.dk/a.pdf?year=2024#access_token=1", "https://h.dk/a.pdf?year=2024"),
        ("https://h.dk?token=1", "https://h.dk?***"),
        ("ftp://anna:x@h.dk/a.pdf", "ftp://***@h.dk/a.pdf"),
        ("s3://key:secret@bucket/a.pdf", "s3://***@bucket/a.pdf"),
        ("s3://bucket/what?.pdf", "s3://bucket/what?.pdf"),
        ("abfs://container@account.dfs.core.windows.net/a.pdf", "abfs://container@account.dfs.core.windows.net/a.pdf"),
        ("in/a@b?c.pdf", "in/a@b?c.pdf"),
    ],
)
def test_a_url_is_shown_without_what_opens_it(url: str, shown: str) -> None:
    assert public(url) == shown
    assert public(shown) == shown
    assert is_whole(shown) == ("***" not in shown)


def test_two_documents_of_one_page_keep_names_of_their_own() -> None:
    pages = {public(f"https://h.dk/get?document=aarsrapport-for-kommunen-{n}") for n in range(9)}
    assert len(pages) == 9


def test_what_others_say_of_a_url_is_said_without_its_secrets() -> None:
    said = without_secrets(f"404, url='{SIGNED}', user anna:hemmelig, token s3cr3t", SIGNED)
    assert not [secret for secret in SECRETS if secret in said]


class _Web(BaseHTTPRequestHandler):
    """A web of one page, for whoever has the password."""

    page = b""

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()
        self.wfile.write(self.page)

    def _answer(self) -> None:
        known = self.path.startswith("/r.pdf") and f"Basic {b64encode(b'anna:hemmelig').decode()}" in str(self.headers)
        self.send_response(200 if known else 403)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(self.page)))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""


@pytest.fixture
def address(report_pdf: Callable[..., bytes]) -> Iterator[str]:
    handler = type("Handler", (_Web,), {"page": report_pdf()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield SIGNED.replace("https://", "http://").replace("example.org", f"127.0.0.1:{server.server_address[1]}")
        server.shutdown()


def test_a_urls_secrets_are_in_no_message_manifest_log_or_package(address: str, tmp_path: Path) -> None:
    out, wrong = tmp_path / "out", address.replace("r.pdf", "gone.pdf")
    said = [
        _run("convert", "--log", "json", "--json", address, wrong, "-o", str(out)).output,
        _run("convert", address, "-o", str(out)).output,
        _run("status", "--all", str(out)).output,
        _run("status", "--json", str(out)).output,
        str(convert(address).source),
        repr(find_inputs([address])),
    ]
    with pytest.raises(InputError) as error:
        convert(wrong)
    texts = "".join([*said, str(error.value)]).encode() + _every_byte_below(out)
    assert not [secret for secret in SECRETS if secret.encode() in texts]
    (entry,) = read_manifest(out)
    assert entry.source.location == public(address)
    assert entry.source.location.endswith("/r.pdf?id=12&***")
    assert [state.condition for state in status(out) if state.report_id] == ["current"]
    assert convert_many([address], out).unchanged  # and it is known again


def test_an_output_urls_secrets_are_not_shown(report_pdf: Callable[..., bytes], tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(report_pdf())
    result = _run("convert", "--json", str(tmp_path / "a.pdf"), "-o", "memory://anna:hemmelig@bucket/out")
    assert "***@bucket" in result.output
    assert "hemmelig" not in result.output
    assert "hemmelig" not in _run("convert", "--json", "x.pdf", "-o", "nosuch://anna:hemmelig@b/out").output


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_utf8_is_a_name_like_any_other(report_pdf: Callable[..., bytes], tmp_path: Path) -> None:
    folder, out = tmp_path / os.fsdecode(b"m\xe6rke"), tmp_path / "out"
    folder.mkdir()
    path = folder / os.fsdecode(b"\xe5rsrapport.pdf")
    path.write_bytes(report_pdf())
    (folder / "b.pdf").write_bytes(report_pdf(publisher="Et andet"))
    (folder / os.fsdecode(b"broken\xff.pdf")).write_bytes(b"x")
    first, again = _run("convert", str(folder), "-o", str(out)), _run("convert", str(folder), "-o", str(out))
    assert first.exit_code == again.exit_code == 3
    assert "2 unchanged" in again.output
    assert {state.condition for state in status(out)} == {"current", "failed"}
    assert {entry.source.name for entry in read_manifest(out)} == {"b.pdf", "%E5rsrapport.pdf"}
    path.unlink()
    assert {state.condition for state in status(out)} == {"current", "failed", "orphaned"}


def test_a_name_too_long_for_an_output_costs_nobody_anything(report_pdf: Callable[..., bytes], tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in ("a" * 241, "b" * 241, "c"):
        (folder / f"{name}.pdf").write_bytes(report_pdf(publisher=f"Sted {name[0]}", year=1700))
    outcome = convert_many([folder], out, jobs=1)
    assert len(outcome.done) == 3
    assert max(len(path.name) for path in out.rglob("*.parquet")) <= 120
    assert len(convert_many([folder], out).unchanged) == 3


def test_hostile_names_are_shown_and_kept(report_pdf: Callable[..., bytes], tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    name = HOSTILE.replace("/", "") + ".pdf"
    (folder / name).write_bytes(report_pdf())
    (folder / f"x{name}").write_bytes(b"no pdf")
    results = [
        _run("convert", str(folder), "-o", str(out)),
        _run("convert", "--log", "json", "--force", str(folder), "-o", str(out)),
        _run("convert", "--json", "--force", str(folder), "-o", str(out)),
        _run("status", "--all", str(out)),
    ]
    for result in results:
        lines = "".join(result.output.split("\n"))
        assert lines == visible(lines)
        assert not [line for line in result.output.split("\n") if line.startswith("error: [x]")]
    (entry,) = read_state(out).entries
    assert entry.source.name == name
    assert (out / MANIFEST).read_bytes().count(b"\n") == 2
