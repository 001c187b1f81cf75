"""Processes that hang, crash and swell: each is one report's failure, and the others are done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from regnskab.batch.api import convert_many
from regnskab.batch.executors import Limits, Stopped
from regnskab.batch.pool import LocalPool
from regnskab.batch.work import Job
from regnskab.store.manifest import read_manifest, read_state
from tests.regnskab.batch.misdeeds import misbehave, raise_it

MIB = 1024**2
NAMES = ("crashes.pdf", "hangs.pdf", "leaves.pdf", "once.pdf", "swells.pdf")


@pytest.fixture
def folder(make_folder: Callable[[int], Path], report_pdf: Callable[..., bytes]) -> Path:
    folder = make_folder(3)
    for name in NAMES:
        (folder / name).write_bytes(report_pdf(publisher=name))
    return folder


def test_each_misdeed_is_one_reports_alone(folder: Path, tmp_path: Path) -> None:
    limits = Limits(timeout=4, memory=350 * MIB)
    pool = LocalPool(2, limits, misbehave)
    outcome = convert_many([folder], tmp_path / "out", limits=limits, executor=pool)
    said = {Path(error.source or "").name: error.problem for error in outcome.errors}
    assert said == {
        "crashes.pdf": "ended the process that read it (SIGABRT)",
        "hangs.pdf": "was stopped after 4 seconds",
        "leaves.pdf": "ended the process that read it (exit code 3)",
        "swells.pdf": "was stopped when it took more than 0.342 GiB of memory",
    }
    assert outcome.exit_code(strict=False) == 3
    # once.pdf ended its process from outside, once: that is tried again.
    assert [entry.source.name for entry in read_manifest(tmp_path / "out")] == [
        "a0.pdf", "a1.pdf", "a2.pdf", "once.pdf"
    ]  # fmt: skip
    reasons = {line.name: (line.reason, line.limit) for line in read_state(tmp_path / "out").unpublished}
    assert reasons["hangs.pdf"] == ("timeout", 4)
    assert reasons["swells.pdf"] == ("memory", 350 * MIB)
    # Nothing is tried again with the same limits, but what hit one is with a higher one.
    same = convert_many([folder], tmp_path / "out", limits=limits)
    assert (len(same.unchanged), len(same.errors), len(same.done)) == (4, 4, 0)
    more = convert_many([folder], tmp_path / "out", limits=Limits(60, limits.memory), jobs=1)
    assert [Path(done.path).name for done in more.done] == ["hangs.pdf"]


def test_a_worker_that_is_killed_in_the_middle_of_its_result_holds_nobody_up(
    make_folder: Callable[[int], Path], report_pdf: Callable[..., bytes], tmp_path: Path
) -> None:
    folder = make_folder(6)
    (folder / "a2.pdf").rename(folder / "half.pdf")
    with LocalPool(2, Limits(timeout=60), misbehave) as pool:
        places = [str(path) for path in sorted(folder.iterdir())]
        futures = {Path(place).name: pool.submit(Job(place, place)) for place in places}
        with pytest.raises(Stopped) as caught:
            futures.pop("half.pdf").result(timeout=60)
        assert (caught.value.reason, caught.value.ours) == ("crash", False)
        assert all(future.result(timeout=60).report for future in futures.values())


def test_a_pool_goes_on_without_the_process_that_its_own_are_forked_from(make_folder: Callable[[int], Path]) -> None:
    places = [str(path) for path in sorted(make_folder(4).iterdir())]
    with LocalPool(2) as pool:
        assert pool.submit(Job(places[0], places[0])).result(timeout=60).report
        for child in psutil.Process().children():
            if "forkserver" in " ".join(child.cmdline()):
                child.kill()
        assert all(pool.submit(Job(place, place)).result(timeout=60).report for place in places)


def test_what_a_worker_raises_is_raised_here_with_its_traceback() -> None:
    with LocalPool(1, convert=raise_it) as pool:
        with pytest.raises(LookupError, match=r"x\.pdf") as caught:
            pool.submit(Job("x.pdf", "x.pdf")).result(timeout=60)
        assert "in raise_it" in caught.value.__notes__[0]


def test_a_pool_leaves_no_process_behind(make_folder: Callable[[int], Path], tmp_path: Path) -> None:
    before = set(psutil.Process().children(recursive=True))
    pool = LocalPool(2)
    assert len(convert_many([make_folder(3)], tmp_path / "out", executor=pool).done) == 3
    left = [process for process in psutil.Process().children(recursive=True) if process not in before]
    # The process that all are forked from, and multiprocessing's own helper, stay for the next pool.
    assert all("forkserver" in " ".join(one.cmdline()) or "tracker" in " ".join(one.cmdline()) for one in left)
    assert not [one for one in left if one.parent() and "forkserver" in " ".join(one.parent().cmdline())]
