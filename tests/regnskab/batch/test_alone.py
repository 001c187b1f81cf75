"""Promises of SECURITY.md: one PDF is read as apart from the command as many are."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

import regnskab
from regnskab.batch.alone import OneWorker, Worker, one, streamed
from regnskab.batch.api import convert_many
from regnskab.batch.executors import Limits, Stopped
from regnskab.batch.work import Finished, Job
from regnskab.cli import main
from regnskab.errors import InputError, QueryError
from regnskab.store import bounded, scratch
from regnskab.store.scratch import scratch_folder
from tests.regnskab.batch.misdeeds import misbehave
from tests.regnskab.bombs import BOMBS, MIB

Say = Callable[[object], None]
SMALL = Limits(timeout=60, memory=400 * MIB)
linux = pytest.mark.skipif(sys.platform != "linux", reason="as Linux has it")


def _count(n: int, *, say: Say) -> None:
    for number in range(n):
        say(number)


def _fail(*, say: Say) -> None:
    say(1)
    raise QueryError("no", remedy="other")


def _misbehave(name: str, *, say: Say) -> None:
    say(misbehave(Job(name, name)))


def test_what_is_said_comes_back_in_order() -> None:
    assert list(streamed(_count, 5, limits=SMALL, place="x")) == [0, 1, 2, 3, 4]
    assert one(sum, [1, 2], limits=SMALL, place="x") == 3


def test_an_error_comes_back_as_itself() -> None:
    items = streamed(_fail, limits=SMALL, place="x")
    assert next(items) == 1
    with pytest.raises(QueryError, match="no; other"):
        next(items)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hangs.pdf", "was stopped after 4 seconds"),
        ("swells.pdf", "more than 0.391 GiB of memory"),
        ("crashes.pdf", "SIGABRT"),
        ("leaves.pdf", "exit code 3"),
    ],
)
def test_what_goes_over_a_limit_or_crashes_ends_alone_and_says_so(name: str, said: str) -> None:
    limits = Limits(timeout=4 if name == "hangs.pdf" else 100, memory=SMALL.memory)
    began = time.monotonic()
    with pytest.raises(InputError, match=f"{name}.*{said}"):
        list(streamed(_misbehave, name, limits=limits, place=name))
    assert time.monotonic() - began < 90
    with OneWorker(limits, lambda _done, _total: None, _twice) as executor:
        assert isinstance(executor.submit(Job(name, name)).exception(), Stopped)


def _twice(job: Job, progress: Callable[[int, int], None]) -> Finished:
    progress(1, 2)
    return misbehave(job)


def test_a_worker_ends_with_its_use() -> None:
    worker = Worker(SMALL)
    process = psutil.Process(worker._process.pid)
    items = worker.stream(_count, 10**9, place="x")
    assert next(items) == 0
    worker.close()
    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def _limits_of(*_: object, say: Say) -> None:
    import resource

    names = ("RLIMIT_AS", "RLIMIT_CORE", "RLIMIT_CPU", "RLIMIT_FSIZE")
    say([resource.getrlimit(getattr(resource, name))[0] for name in names])


@linux
def test_the_system_holds_a_worker_too() -> None:
    space, core, seconds, size = next(streamed(_limits_of, limits=SMALL, place="x"))
    assert core == 0
    assert 0 < space < 20 * 1024**3
    assert SMALL.timeout <= seconds <= SMALL.timeout * (os.cpu_count() or 1) + 10
    assert 0 < size <= 1024**3


@pytest.mark.parametrize(
    ("bomb", "command"),
    [("inflating", ["convert", "-o", "OUT"]), ("drawing", ["tables"]), ("branching", ["profile", "draft"])],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_a_bomb_ends_within_its_limits_whatever_reads_it(bomb: str, command: list[str], tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(BOMBS[bomb]())
    arguments = [*(str(tmp_path / "out") if word == "OUT" else word for word in command), str(path)]
    said, most = tmp_path / "said", 0
    with said.open("wb") as file:
        process = psutil.Popen(
            [sys.executable, "-m", "regnskab", *arguments, "--timeout", "2", "--memory", "400M"],
            stdout=file,
            stderr=file,
        )
        while process.poll() is None:
            most = max([most, *_held(process)])
            time.sleep(0.02)
    assert process.returncode == 1
    assert b"bomb.pdf: was stopped " in said.read_bytes()
    assert most < 900 * MIB
    assert not list((tmp_path / "out").glob("*/*.parquet"))


def test_a_pattern_without_end_ends_with_its_reports_time(tmp_path: Path, report_pdf: Callable[..., bytes]) -> None:
    profile, path = tmp_path / "slow.toml", tmp_path / "a.pdf"
    pattern = r"(?:[\w ,.-]+)+\x00(?P<year>)"
    profile.write_text(f"name = 'slow'\nextends = 'dansk-kommune'\n[recognise]\nfiscal_year = ['{pattern}']\n", "utf-8")
    path.write_bytes(report_pdf())
    outcome = convert_many([path], tmp_path / "out", profile=profile, limits=Limits(timeout=2))
    assert [error.problem for error in outcome.errors] == ["was stopped after 2 seconds"]


@pytest.mark.parametrize("command", ["review", "explain"])
def test_pages_are_drawn_within_limits(command: str, tmp_path: Path, report_pdf: Callable[..., bytes]) -> None:
    path, out = tmp_path / "a.pdf", tmp_path / "out"
    path.write_bytes(report_pdf())
    assert convert_many([path], out).done
    row = ["--dataset", "figures", "--row", "0", "--png", str(tmp_path / "a.png")] if command == "explain" else []
    result = CliRunner().invoke(main, [command, str(out), *row, "--timeout", "0.001"])
    assert result.exit_code == 1
    assert "a.pdf: was stopped after 0.001 seconds" in result.stderr


def _held(process: psutil.Process) -> Iterator[int]:
    """The memory of a process and of all that it started."""
    try:
        yield from [one.memory_info().rss for one in (process, *process.children(recursive=True))]
    except psutil.NoSuchProcess:
        return


def test_a_report_in_memory_can_be_read_apart(report_pdf: Callable[..., bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(report_pdf())
    here, there = regnskab.convert(path), regnskab.convert(path, isolated=True)
    assert dict(here) == dict(there)
    path.write_bytes(BOMBS["drawing"]())
    with pytest.raises(InputError, match="was stopped"):
        regnskab.convert(path, isolated=True, limits=Limits(timeout=2))


def test_pages_are_told_of_as_they_are_read(report_pdf: Callable[..., bytes], tmp_path: Path) -> None:
    from regnskab.batch.api import Silent

    told: list[tuple[int, int]] = []

    class Listening(Silent):
        def page(self, done: int, total: int) -> None:
            told.append((done, total))

    path = tmp_path / "a.pdf"
    path.write_bytes(report_pdf())
    convert_many([path], tmp_path / "out", listener=Listening())
    assert told == [(1, 2), (2, 2)]


class _Endless(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self.send_response(200)
        self.end_headers()

    def do_GET(self) -> None:
        self.do_HEAD()
        while True:
            self.wfile.write(b"%PDF-1.7 " * 10_000)

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:  # the reader has gone
            return


def test_an_endless_body_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "LARGEST_PDF", 4 * MIB)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Endless) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(InputError, match=r"is larger than 4 MiB"):
            regnskab.convert(f"http://127.0.0.1:{server.server_address[1]}/r.pdf")
        server.shutdown()


@linux
def test_an_endless_file_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "LARGEST_PDF", 4 * MIB)
    with pytest.raises(InputError, match=r"is larger than 4 MiB"):
        regnskab.convert("/dev/zero")


@linux
def test_folders_of_killed_runs_go_with_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    code = "import os, signal\nfrom pathlib import Path\nfrom multiprocessing.util import get_temp_dir\n"
    code += "from regnskab.store.scratch import scratch_folder\nwith scratch_folder(Path(get_temp_dir())) as folder:\n"
    code += "    (folder / 'x').touch()\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=False)  # noqa: S603
    assert sorted(path.name[:5] for path in tmp_path.iterdir()) == ["pymp-", "regns"]
    with scratch_folder() as mine:
        assert list(tmp_path.iterdir()) == [mine.parent]
        with scratch_folder():
            assert mine.exists()  # one that is in use stays
    assert list(tmp_path.iterdir()) == []


@linux
def test_nobody_elses_folder_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "mine").mkdir()
    (tmp_path / "regnskab-link").symlink_to(tmp_path / "mine")
    (tmp_path / "regnskab-new").mkdir()
    (tmp_path / "pymp-other").mkdir()
    for name in ("elsewhere", "regnskab-outside"):
        (tmp_path / name).mkdir()
    (tmp_path / "regnskab-outside" / ".companion").write_text("../elsewhere")
    (tmp_path / "regnskab-outside" / ".in-use").touch()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "pymp-other" / "listener"))
        server.listen()
        server.settimeout(0)
        scratch._sweep(tmp_path)
        with pytest.raises(BlockingIOError):  # nobody knocked: the server of another run would end of that
            server.accept()
    assert {path.name for path in tmp_path.iterdir()} == {"mine", "regnskab-link", "regnskab-new", "pymp-other"} | {
        "elsewhere"
    }


@linux
def test_sigterm_while_the_command_is_loaded_ends_with_143(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', Path.cwd())}"}
    run = subprocess.run(
        [sys.executable, "-m", "regnskab", "--help"], env=environment, check=False, capture_output=True
    )
    assert (run.returncode, run.stderr) == (128 + signal.SIGTERM, b"")
