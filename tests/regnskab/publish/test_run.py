"""Packages from and to object stores are the same as from folder to folder."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import fsspec
import pytest
from click.testing import CliRunner, Result
from moto.server import ThreadedMotoServer

from regnskab.cli import main
from regnskab.publish.make import publish
from regnskab.publish.run import publish_to
from regnskab.report.conversion import Conversion, encoded

# moto and botocore use what the newest Python deprecates; that is theirs to mend.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    monkeypatch.setitem(fsspec.config.conf, "s3", {"endpoint_url": url, "key": "k", "secret": "s"})
    known = {"aws_access_key_id": "k", "aws_secret_access_key": "s", "region_name": "us-east-1"}
    client: Any = boto3.resource("s3", endpoint_url=url, **known)
    client.create_bucket(Bucket="published")
    yield "s3://published"
    client.meta.client.close()
    server.stop()


@pytest.fixture
def memory() -> Iterator[str]:
    yield "memory://published"
    memory_store = fsspec.filesystem("memory")
    if memory_store.exists("/published"):
        memory_store.rm("/published", recursive=True)


def _upload(folder: Path, url: str) -> None:
    fs, root = fsspec.core.url_to_fs(url)
    for path, data in _files(folder).items():
        fs.pipe_file(f"{root}/{path}", data)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _objects(url: str) -> dict[str, bytes]:
    fs, root = fsspec.core.url_to_fs(url, use_listings_cache=False)
    return {path.removeprefix(root).lstrip("/"): fs.cat_file(path) for path in fs.find(root)}


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_from_bucket_to_bucket(out: Path, site: Path, publisher_file: Path, bucket: str) -> None:
    _upload(out, f"{bucket}/out")
    made = _run("publish", f"{bucket}/out", "-o", f"{bucket}/site", "--publisher", str(publisher_file))
    assert (made.exit_code, made.stderr) == (0, "")
    assert _objects(f"{bucket}/site") == _files(site)
    assert _run("verify", f"{bucket}/site").stdout.endswith("all as they should be\n")
    assert _run("verify", f"{bucket}/out").exit_code == 0


def test_into_itself_and_again_sends_only_what_is_new(
    out: Path, publisher_file: Path, memory: str, make_conversion: Callable[..., Conversion]
) -> None:
    (out / "publisher.toml").write_bytes(publisher_file.read_bytes())
    _upload(out, f"{memory}/out")
    said: list[str] = []
    publish_to(f"{memory}/out", report=said.append)
    assert said[0].startswith(f"2 reports published in {memory}/out: ")
    store = fsspec.filesystem("memory").store
    before = {path: file.modified for path, file in store.items()}
    publish_to(f"{memory}/out", report=said.append)
    again = {path.rpartition("/")[2] for path, file in store.items() if file.modified != before[path]}
    assert again == {"SHA256SUMS"}


def test_what_an_earlier_package_left_goes_and_what_others_put_there_stays(
    out: Path, publisher_file: Path, memory: str
) -> None:
    fs = fsspec.filesystem("memory")
    fs.pipe_file("/published/site/csv/cells/other-2020.csv", b"ours once")
    fs.pipe_file("/published/site/cells/other-2020.parquet", b"never listed")
    fs.pipe_file("/published/site/README.md", b"mine")
    publish_to(out, report=lambda _: None, site=f"{memory}/site", publisher=publisher_file)
    found = _objects(f"{memory}/site")
    assert "csv/cells/other-2020.csv" not in found
    assert found["cells/other-2020.parquet"] == b"never listed"
    assert found["README.md"] == b"mine"
    assert b"Eksempel Kommune" in found["DATA.md"]


def test_parquet_files_that_were_published_go_with_their_report(
    out: Path, publisher_file: Path, make_conversion: Callable[..., Conversion], tmp_path: Path
) -> None:
    from regnskab.publish.package.publisher import load_publisher

    publish(out, tmp_path / "site", load_publisher(publisher_file))
    assert (tmp_path / "site/cells/eksempel-2023.parquet").is_file()
    other = tmp_path / "other"
    make_conversion("eksempel-2024", sha256="cd" * 32, year=2024).write(other)
    publish(other, tmp_path / "site", load_publisher(publisher_file))
    assert not list((tmp_path / "site").rglob("*2023*"))
    assert not (tmp_path / "site/lines/eksempel.parquet").exists()


def test_errors_name_the_url(memory: str, publisher_file: Path, out: Path) -> None:
    fsspec.filesystem("memory").pipe_file("/published/empty/README.md", b"")
    result = _run("publish", f"{memory}/empty", "--publisher", str(publisher_file))
    assert result.exit_code == 1
    assert f"{memory}/empty: holds no converted report" in result.stderr
    assert f"{memory}/empty/SHA256SUMS: cannot be read" in _run("verify", f"{memory}/empty").stderr


def test_a_store_that_was_written_to_meanwhile(
    out: Path,
    publisher_file: Path,
    memory: str,
    make_conversion: Callable[..., Conversion],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    from regnskab.publish import run

    _upload(out, f"{memory}/out")
    real = run.make

    def meanwhile(*arguments: Any, **options: Any) -> Any:
        made = real(*arguments, **options)
        line = encoded(make_conversion("eksempel-2025", sha256="ef" * 32, year=2025)).entry
        fsspec.filesystem("memory").pipe_file("/published/out/manifest.jsonl", line.report_id.encode())
        return made

    monkeypatch.setattr(run, "make", meanwhile)
    result = _run("publish", f"{memory}/out", "--publisher", str(publisher_file))
    assert "reports were converted meanwhile" in result.stderr
    assert "datapackage.json" not in _objects(f"{memory}/out")


@pytest.mark.parametrize("where", ["folder", "memory"])
def test_convert_publishes_at_once(
    where: str, memory: str, publisher_file: Path, report_pdf: Callable[..., bytes], tmp_path: Path
) -> None:
    (tmp_path / "one.pdf").write_bytes(report_pdf())
    url = str(tmp_path / "out") if where == "folder" else f"{memory}/out"
    fs, root = fsspec.core.url_to_fs(url)
    fs.makedirs(root, exist_ok=True)
    fs.pipe_file(f"{root}/publisher.toml", publisher_file.read_bytes())
    result = _run("convert", str(tmp_path / "one.pdf"), "-o", url, "--publish")
    assert (result.exit_code, f"1 report published in {url}: " in result.stderr) == (0, True), result.output
    assert "datapackage.json" in _objects(url)
    assert _run("verify", url).exit_code == 0
