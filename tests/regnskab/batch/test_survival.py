"""kill -9 at any moment, and two runs at once: nothing is half-written, and the next run completes the work."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.regnskab.batch.published import assert_same, assert_whole

KILLS = int(os.environ.get("REGNSKAB_KILLS", "3"))
SEED = 5
REPORTS = 4


def _start(folder: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "regnskab", "convert", str(folder), "-o", str(out), "--jobs", "2", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603


def _run(folder: Path, out: Path, *options: str) -> None:
    process = _start(folder, out, *options)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors


@pytest.fixture
def folder(make_folder: Callable[[int], Path]) -> Path:
    return make_folder(REPORTS)


def _kill_someone(process: subprocess.Popen[str], chance: random.Random) -> None:
    """SIGKILL the run, or one of its processes."""
    try:
        run = psutil.Process(process.pid)
        run.suspend()  # so that the family stays as it is meanwhile
        family = [run, *run.children(recursive=True)]
        victim = chance.choice(family) if chance.random() < 0.5 else run
        victim.kill()
        if victim != run:
            run.resume()
    except psutil.NoSuchProcess:
        return  # it was over before


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_run_that_is_killed_at_any_moment_is_completed_by_the_next(folder: Path, tmp_path: Path) -> None:
    began = time.monotonic()
    _run(folder, tmp_path / "wanted")
    length = time.monotonic() - began
    chance = random.Random(SEED)  # noqa: S311
    for number in range(KILLS):
        out = tmp_path / f"killed-{number}"
        process = _start(folder, out)
        # What is written is written towards the end of so short a run: most kills go there.
        time.sleep(length * (chance.uniform(0, 1.1) if number % 2 else chance.uniform(0.5, 1.0)))
        _kill_someone(process, chance)
        process.communicate(timeout=120)
        _run(folder, out, "--retry")
        assert_same(out, tmp_path / "wanted")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread of theirs ends them, which takes longer")
def test_the_processes_of_a_killed_run_end_with_it(folder: Path, tmp_path: Path) -> None:
    # A pipe in the place of a report never gives anything: its process would wait for ever.
    os.mkfifo(folder / "a9.pdf")
    process = _start(folder, tmp_path / "out", "--log", "json")
    assert process.stderr is not None
    while '"done"' not in process.stderr.readline():
        pass
    family: list[psutil.Process] = []
    try:
        # Between two reports a worker is about to start; the one that waits at the pipe stays.
        for _ in range(100):
            family = psutil.Process(process.pid).children(recursive=True)
            if len(family) > 2:
                break
            time.sleep(0.1)
    finally:
        process.kill()
        process.communicate(timeout=60)
    assert len(family) > 2
    assert psutil.wait_procs(family, timeout=20)[1] == []


def test_two_runs_at_once_end_well(folder: Path, tmp_path: Path) -> None:
    _run(folder, tmp_path / "wanted")
    runs = [_start(folder, tmp_path / "out", "--force") for _ in range(2)]
    for run in runs:
        _, errors = run.communicate(timeout=120)
        assert (run.returncode, errors) == (0, "")
    assert_same(tmp_path / "out", tmp_path / "wanted")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_asked_to_stop_keeps_what_is_done(
    folder: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    # A pipe in the place of a report never gives anything: the run would wait for it.
    os.mkfifo(folder / "a9.pdf")
    process = _start(folder, tmp_path / "out", "--log", "json")
    assert process.stderr is not None
    events = []
    while sum(event["event"] == "done" for event in events) < REPORTS:
        events.append(json.loads(process.stderr.readline()))
    process.send_signal(number)
    _, rest = process.communicate(timeout=30)
    assert process.returncode == code, rest
    last = json.loads([line for line in rest.splitlines() if line.startswith("{")][-1])
    assert (last["event"], last["exit_code"], last["done"]) == ("interrupted", code, REPORTS)
    assert_whole(tmp_path / "out")
    (folder / "a9.pdf").unlink()
    assert "unchanged" in _start(folder, tmp_path / "out").communicate()[0]
