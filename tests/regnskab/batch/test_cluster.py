"""A Dask scheduler and two workers, all of them processes of their own, one of which is killed under way."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from regnskab.batch.api import Silent, convert_many
from regnskab.batch.cluster import DaskCluster
from regnskab.batch.executors import Inline, Limits
from regnskab.batch.outcome import Done
from regnskab.cli import main
from tests.regnskab.batch.misdeeds import misbehave
from tests.regnskab.batch.published import assert_same, assert_whole

# distributed and tornado leave sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ROOT = Path(__file__).parents[3]
REPORTS = 8


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    scheduler = _dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    address = next(line.split()[-1] for line in iter(scheduler.stderr.readline, "") if "Scheduler at" in line)  # type: ignore[union-attr]
    options = ("--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")
    workers = [_dask("worker", address, *options) for _ in range(2)]
    yield address, workers
    for process in (*workers, scheduler):
        for child in [*psutil.Process(process.pid).children(recursive=True), process] if process.poll() is None else []:
            child.kill()
        process.communicate()


def _dask(kind: str, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "distributed.cli.dask_" + kind, *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT)  # noqa: S603
    if kind == "worker":
        # A pipe that nobody reads would fill up.
        threading.Thread(target=process.stderr.read, daemon=True).start()  # type: ignore[union-attr]
    return process


class _Killer(Silent):
    """Kills a worker, with all its processes, when the first report is done."""

    def __init__(self, worker: subprocess.Popen[str]) -> None:
        self._worker = worker
        self.killed = False

    def finished(self, done: Done) -> None:
        if not self.killed:
            self.killed = True
            for process in [*psutil.Process(self._worker.pid).children(recursive=True), self._worker]:
                process.kill()


def _wait_for_workers(executor: DaskCluster, n: int) -> None:
    deadline = time.monotonic() + 60
    while executor.slots < n and time.monotonic() < deadline:
        time.sleep(0.1)


class _Ready(DaskCluster):
    def __enter__(self) -> _Ready:
        super().__enter__()
        _wait_for_workers(self, 2)
        return self


def test_a_crash_on_a_worker_is_one_reports_alone_and_the_bytes_are_the_same_with_a_worker_lost(
    cluster: tuple[str, list[subprocess.Popen[str]]],
    make_folder: Callable[[int], Path],
    report_pdf: Callable[..., bytes],
    tmp_path: Path,
) -> None:
    address, workers = cluster
    folder = make_folder(REPORTS)
    convert_many([folder], tmp_path / "wanted", executor=Inline())
    killer = _Killer(workers[0])
    outcome = convert_many([folder], tmp_path / "out", executor=_Ready(address), listener=killer)
    assert killer.killed
    assert [str(error) for error in outcome.errors] == []
    assert_same(tmp_path / "out", tmp_path / "wanted")

    (folder / "crashes.pdf").write_bytes(report_pdf(publisher="crash"))
    limits = Limits(timeout=30)
    outcome = convert_many([folder], tmp_path / "out", executor=DaskCluster(address, limits, misbehave), limits=limits)
    assert [error.problem for error in outcome.errors] == ["ended the process that read it (SIGABRT)"]
    assert len(outcome.unchanged) == REPORTS
    assert_whole(tmp_path / "out")


def test_the_command_does_it_too(
    cluster: tuple[str, list[subprocess.Popen[str]]], make_folder: Callable[[int], Path], tmp_path: Path
) -> None:
    options = ["-o", str(tmp_path / "out"), "--executor", "dask", "--scheduler", cluster[0]]
    result = CliRunner().invoke(main, ["convert", str(make_folder(1)), *options])
    assert result.exit_code == 0, result.output
    assert "1 report written" in result.output


def test_a_scheduler_that_does_not_answer_is_named(
    make_folder: Callable[[int], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regnskab.batch.cluster._CONNECT_TIMEOUT", 1)
    options = ["-o", str(tmp_path / "out"), "--executor", "dask", "--scheduler", "tcp://127.0.0.1:9"]
    result = CliRunner().invoke(main, ["convert", str(make_folder(1)), *options])
    assert result.exit_code == 1
    assert "error: tcp://127.0.0.1:9: no scheduler answers" in result.stderr
    assert CliRunner().invoke(main, ["convert", "x.pdf", "--executor", "dask"]).exit_code == 2
