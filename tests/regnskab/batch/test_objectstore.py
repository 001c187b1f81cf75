"""From bucket to bucket through a real HTTP endpoint, which now and then fails."""

from __future__ import annotations

import hashlib
import http.client
import json
import logging
import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import boto3
import fsspec
import pytest
from moto.server import ThreadedMotoServer

import regnskab
from regnskab.batch.api import convert_many
from regnskab.batch.executors import Inline
from regnskab.report.conversion import encoded
from regnskab.store.change import Change
from regnskab.store.manifest import parse_manifest
from regnskab.store.object_store import STATE, ObjectStore
from tests.regnskab.batch.published import datasets, lines

# moto and botocore use what the newest Python deprecates; that is theirs to mend.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
REPORTS = 2


class _Faults(BaseHTTPRequestHandler):
    """A proxy in front of the store which answers some requests with 500, or late, or with a line that goes dead."""

    behind = ("127.0.0.1", 0)
    chance = random.Random(7)  # noqa: S311
    protocol_version = "HTTP/1.1"
    told: dict[str, int] = {}  # noqa: RUF012 (all requests count together)

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = self.chance.choices(["", "500", "late", "cut", "lost"], [80, 7, 3, 5, 5])[0]
        self.told[fault] = self.told.get(fault, 0) + 1
        if fault == "500":
            self.send_error(500)
            return
        if fault == "late":
            threading.Event().wait(0.8)  # more than the client waits
        if fault == "cut":
            self.close_connection = True
            return
        connection = http.client.HTTPConnection(*self.behind)
        connection.request(self.command, self.path, body, dict(self.headers.items()))
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", answer.getheader("Content-Length") or str(len(content)))
        self.end_headers()
        # "lost": done, but the answer never arrives whole.
        self.wfile.write(content[: len(content) // 2] if fault == "lost" else content)
        self.close_connection = fault == "lost"

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _pass  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, int]]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    yield server.get_host_and_port()
    server.stop()


@pytest.fixture
def endpoint(server: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    url = f"http://{server[0]}:{server[1]}"
    _use(monkeypatch, url)
    yield url
    _client(url).meta.client.close()


@pytest.fixture
def bucket(endpoint: str, make_folder: Callable[[int], Path], request: pytest.FixtureRequest) -> str:
    """A bucket with two reports in ``in/``; it is another for each test."""
    name = "b" + hashlib.sha256(request.node.name.encode()).hexdigest()[:12]
    client = _client(endpoint)
    client.create_bucket(Bucket=name)
    for path in make_folder(REPORTS).iterdir():
        client.Object(name, f"in/{path.name}").put(Body=path.read_bytes())
    return name


def _use(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    options = {"endpoint_url": url, "key": "k", "secret": "s", "config_kwargs": {"read_timeout": 0.5}}
    monkeypatch.setitem(fsspec.config.conf, "s3", options)


def _client(url: str) -> Any:
    key: dict[str, Any] = {"aws_access_key_id": "k", "aws_secret_access_key": "s", "region_name": "us-east-1"}
    return boto3.resource("s3", endpoint_url=url, **key)


def _objects(endpoint: str, bucket: str, prefix: str) -> dict[str, bytes]:
    found = _client(endpoint).Bucket(bucket).objects.filter(Prefix=prefix)
    return {one.key.removeprefix(prefix): one.get()["Body"].read() for one in found}


def _published(endpoint: str, bucket: str) -> dict[str, bytes]:
    found = _objects(endpoint, bucket, "out/")
    return {path: data for path, data in found.items() if path.endswith(".parquet")}


def _convert(bucket: str, **options: Any) -> regnskab.Outcome:
    return convert_many([f"s3://{bucket}/in"], f"s3://{bucket}/out", executor=Inline(), **options)


def test_from_bucket_to_bucket_is_as_from_folder_to_folder(bucket: str, endpoint: str, tmp_path: Path) -> None:
    assert len(_convert(bucket).done) == REPORTS
    convert_many([tmp_path / "in"], tmp_path / "out", executor=Inline())
    found = _objects(endpoint, bucket, "out/")
    assert _published(endpoint, bucket) == datasets(tmp_path / "out")
    here = lines((tmp_path / "out" / "manifest.jsonl").read_text())
    for line in lines(found["manifest.jsonl"].decode()):
        line["source"]["location"] = f"../in/{line['source']['name']}"  # type: ignore[index]
        line["source"]["version"] = None  # type: ignore[index]
        assert line in here
    sums = dict(reversed(line.split("  ")) for line in found["SHA256SUMS"].decode().splitlines())
    assert all(hashlib.sha256(found[path]).hexdigest() == digest for path, digest in sums.items())


def test_a_second_run_reads_nothing_and_a_changed_object_alone_is_read(
    bucket: str, endpoint: str, report_pdf: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    _convert(bucket)
    with monkeypatch.context() as patched:
        patched.setattr("regnskab.store.remote.read_url", lambda url: pytest.fail(f"{url} was read"))
        assert len(_convert(bucket).unchanged) == REPORTS
    assert {state.condition for state in regnskab.status(f"s3://{bucket}/out")} == {"current"}
    _client(endpoint).Object(bucket, "in/a1.pdf").put(Body=report_pdf("1.700"))
    outcome = _convert(bucket)
    assert [done.path for done in outcome.done] == [f"s3://{bucket}/in/a1.pdf"]
    assert len([path for path in _published(endpoint, bucket) if path.startswith("cells/")]) == REPORTS


def test_a_run_that_is_cut_off_anywhere_is_completed(
    bucket: str, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _convert(bucket)
    whole = _published(endpoint, bucket)
    real = ObjectStore._put
    for last in (1, 2, 5, 12, 14, 24):
        calls: list[str] = []

        def put(self: ObjectStore, path: str, data: bytes, calls: list[str] = calls, last: int = last) -> None:
            calls.append(path)
            if len(calls) > last:
                raise KeyboardInterrupt  # as a process that is gone, it does nothing more
            real(self, path, b"" if path.endswith(".parquet") and len(calls) == last else data)

        monkeypatch.setattr(ObjectStore, "_put", put)
        with pytest.raises(KeyboardInterrupt):
            _convert(bucket, force=True)
        monkeypatch.undo()
        _use(monkeypatch, endpoint)
        _convert(bucket)
        assert _published(endpoint, bucket) == whole
        assert not [path for path in _objects(endpoint, bucket, f"out/{STATE}") if "pending" in path]


def test_two_writers_at_once_end_well(bucket: str, endpoint: str, tmp_path: Path) -> None:
    # pdfium is for one thread at a time: both write what was converted before.
    folder = tmp_path / "in"
    reports = [encoded(regnskab.convert(path)) for path in sorted(folder.iterdir())]

    def write(order: int) -> None:
        store = ObjectStore(f"s3://{bucket}/out")
        for report in reports[::order]:
            source = replace(report.entry.source, location=f"s3://{bucket}/in/{report.entry.source.name}")
            store.publish(Change((replace(report.entry, source=source),)), report.files)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(write, (1, -1)))
    convert_many([folder], tmp_path / "out", executor=Inline())
    assert _published(endpoint, bucket) == datasets(tmp_path / "out")
    manifest = parse_manifest(_objects(endpoint, bucket, "out/")["manifest.jsonl"], "manifest")
    assert len(manifest.entries) == REPORTS


@pytest.fixture
def faulty(server: tuple[str, int], bucket: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[_Faults]]:
    handler = type("Faults", (_Faults,), {"behind": server, "told": {}, "chance": random.Random(7)})  # noqa: S311
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    _use(monkeypatch, f"http://127.0.0.1:{proxy.server_port}")
    yield handler
    proxy.shutdown()
    thread.join()
    proxy.server_close()


def test_a_store_that_fails_now_and_then_is_tried_again(
    faulty: type[_Faults], bucket: str, endpoint: str, tmp_path: Path
) -> None:
    outcome = _convert(bucket)
    assert (outcome.exit_code(strict=False), len(outcome.done)) == (0, REPORTS)
    assert all(faulty.told.get(fault) for fault in ("500", "late", "cut", "lost"))
    convert_many([tmp_path / "in"], tmp_path / "out", executor=Inline())
    assert _published(endpoint, bucket) == datasets(tmp_path / "out")


def test_a_place_that_is_not_there_is_named(endpoint: str, tmp_path: Path, make_folder: Callable[[int], Path]) -> None:
    outcome = convert_many(["s3://no-such-bucket/in/a.pdf"], tmp_path / "out", executor=Inline())
    assert str(outcome.errors[0]).startswith("s3://no-such-bucket/in/a.pdf: there is no such file; check the URL")
    with pytest.raises(regnskab.RegnskabError, match="make the bucket first"):
        convert_many([make_folder(1)], "s3://no-such-bucket/out", executor=Inline())
    with pytest.raises(regnskab.RegnskabError, match=r"nope://x: cannot be opened"):
        convert_many([tmp_path / "in"], "nope://x", executor=Inline())


def test_remove_takes_all_objects_of_a_report(bucket: str, endpoint: str) -> None:
    _convert(bucket)
    name = next(state.report_id for state in regnskab.status(f"s3://{bucket}/out"))
    assert name is not None
    regnskab.remove(f"s3://{bucket}/out", name)
    found = _objects(endpoint, bucket, "out/")
    assert not [path for path in found if name in path]
    assert [json.loads(line)["report_id"] for line in found["manifest.jsonl"].splitlines()] != []
