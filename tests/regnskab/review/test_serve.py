"""The served review: it answers the page, and nobody else."""

from __future__ import annotations

import shutil
import socket
import struct
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest

from regnskab.errors import OutputError
from regnskab.report.corrections import read_file
from regnskab.review.serve import MOST_BYTES, ReviewServer
from tests.regnskab.review.conftest import Opened

ID = "ballerup-2024"
GOOD = b'[[corrections]]\ntable = "a/b"\nrow = 1\ncolumn = 2\npage = 3\nexpect = "5"\nvalue = "5.000"\nwhy = "a"\nwho = "K"\nwhen = 2024-05-02\n'  # noqa: E501


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ReviewServer]:
    site = tmp_path / "site"
    (site / ID).mkdir(parents=True)
    (site / "index.html").write_text("<p>all", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret")
    (site / "link.txt").symlink_to(tmp_path / "secret.txt")
    with ReviewServer(site, tmp_path / "corrections", [ID]) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def _ask(
    server: ReviewServer, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, bytes, HTTPResponse]:
    host, port = "127.0.0.1", int(server.server_address[1])
    connection = HTTPConnection(host, port, timeout=10)
    try:
        connection.request(method, path, body, {key.replace("_", "-"): value for key, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read(), answer
    finally:
        connection.close()


def _put(server: ReviewServer, body: bytes = GOOD, report: str = ID, **headers: str) -> tuple[int, bytes]:
    given = {"Origin": server.origin, **headers}
    return _ask(server, "PUT", f"/{server.token}/{report}/corrections", body, **given)[:2]


def test_it_listens_to_this_machine_alone_and_gives_its_files(server: ReviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    status, data, answer = _ask(server, "GET", f"/{server.token}/index.html")
    assert (status, data) == (200, b"<p>all")
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/index.html", "/wrong/index.html", "/", "//index.html", "/%00/index.html"])
def test_without_the_token_there_is_nothing(server: ReviewServer, path: str) -> None:
    assert _ask(server, "GET", path)[0] == 403
    assert _ask(server, "PUT", f"{path}/{ID}/corrections", GOOD, Origin=server.origin)[0] == 403


@pytest.mark.parametrize(
    "path",
    ["../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "link.txt", "/etc/passwd", "%2fetc/passwd", "a%00b", "."],
)
def test_no_path_leads_out_of_the_folder(server: ReviewServer, path: str) -> None:
    status, data, _ = _ask(server, "GET", f"/{server.token}/{path}")
    assert status == 404
    assert b"secret" not in data


def test_another_host_name_is_refused(server: ReviewServer) -> None:
    assert _ask(server, "GET", f"/{server.token}/index.html", Host="evil.example")[0] == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1", ""])
def test_another_origin_saves_nothing(server: ReviewServer, origin: str) -> None:
    assert _put(server, Origin=origin)[0] == 403
    assert _ask(server, "PUT", f"/{server.token}/{ID}/corrections", GOOD)[0] == 403
    assert not server.corrections.exists()


@pytest.mark.parametrize("report", ["another", "..", "../..", "%2e%2e", f"{ID}/..", "."])
def test_only_known_reports_are_saved(server: ReviewServer, report: str) -> None:
    assert _put(server, report=report)[0] == 404
    assert not server.corrections.exists()


def test_a_body_too_large_or_without_a_length_is_refused_unread(server: ReviewServer) -> None:
    for length, status in ((str(MOST_BYTES + 1), b"413"), ("9" * 5000, b"413"), ("-1", b"411"), ("1e3", b"411")):
        with socket.create_connection(server.server_address[:2], timeout=10) as connection:
            head = f"PUT /{server.token}/{ID}/corrections HTTP/1.1\r\nHost: {server.origin[7:]}\r\n"
            connection.sendall(f"{head}Origin: {server.origin}\r\nContent-Length: {length}\r\n\r\n".encode())
            assert connection.recv(100).split()[1] == status
    assert not server.corrections.exists()


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"[[corrections]]\nrow = 1", b"[[wrong", b"<script>alert(1)</script>", GOOD + GOOD]
)
def test_a_malformed_body_is_refused_with_its_reason(server: ReviewServer, body: bytes) -> None:
    status, said = _put(server, body)
    assert status == 400
    assert said
    assert not server.corrections.exists()


def test_what_is_good_is_saved_whole_and_what_another_wrote_is_kept(server: ReviewServer) -> None:
    assert _put(server) == (204, b"")
    file = server.corrections / f"{ID}.toml"
    assert read_file(file).entries[0].value == "5.000"
    assert _put(server, b"") == (204, b"")
    assert [path.name for path in server.corrections.iterdir()] == [file.name]
    file.write_bytes(GOOD)
    assert _put(server, b"")[0] == 409
    assert file.read_bytes() == GOOD


def test_a_browser_that_goes_away_leaves_no_trace(server: ReviewServer, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        connection = socket.create_connection(server.server_address[:2], timeout=10)
        head = f"PUT /{server.token}/{ID}/corrections HTTP/1.1\r\nHost: {server.origin[7:]}\r\n"
        connection.sendall(f"{head}Origin: {server.origin}\r\nContent-Length: 900\r\n\r\nhalf".encode())
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closed by a reset
        connection.close()
    assert _put(server)[0] == 204
    assert capfd.readouterr().err == ""


def test_other_methods_are_not_known(server: ReviewServer) -> None:
    assert _ask(server, "POST", f"/{server.token}/{ID}/corrections", GOOD, Origin=server.origin)[0] == 501
    assert _ask(server, "DELETE", f"/{server.token}/{ID}/corrections")[0] == 501


def test_a_port_that_is_taken_is_named(server: ReviewServer, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be opened"):
        ReviewServer(tmp_path, tmp_path, [], int(server.server_address[1]))


def test_the_page_saves_what_was_corrected(
    open_page: Callable[..., Opened], server: ReviewServer, sample_site: Path
) -> None:
    shutil.copytree(sample_site, server.site, dirs_exist_ok=True)
    opened = open_page()
    page = opened.goto(server.address.replace("index.html", f"{ID}/index.html"))
    opened.press("n")
    page.wait_for_selector(".facts-of-cell button")
    opened.press("c")
    page.fill("[name=value]", "104.090")
    page.fill("[name=why]", "the sum of its parts")
    page.fill("[name=who]", "Kim")
    page.click("text=Save >> nth=-1")
    page.wait_for_selector("dialog", state="detached")
    page.click("#download")
    page.wait_for_selector("text=Saved;")
    (entry,) = read_file(server.corrections / f"{ID}.toml").entries
    assert (entry.expect, entry.value, entry.who) == ("104.092", "104.090", "Kim")
    (server.corrections / f"{ID}.toml").write_bytes(GOOD)
    page.click("#download")
    page.wait_for_selector("text=Not saved: ")
    assert all("409" in complaint for complaint in opened.complaints)
    assert all(address.startswith(f"{server.origin}/{server.token}/") for address in opened.requests)
