"""How a run hands out its work, and what its parts do at their edges."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
from click.testing import CliRunner

from regnskab.batch.api import Silent, convert_many
from regnskab.batch.executors import Inline, Limits
from regnskab.batch.inputs import find_inputs
from regnskab.batch.work import Finished, Job, work
from regnskab.cli import main
from regnskab.errors import InputError
from regnskab.store import staging
from regnskab.store.places import base_name, is_url, local_path
from regnskab.store.retry import retrying


class _Slow(Inline):
    """Two at a time; each is done only when it must be, and the most that waited is counted."""

    slots = 2
    most = 0

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[tuple[Future[Finished], Job]] = []

    def submit(self, job: Job) -> Future[Finished]:
        future: Future[Finished] = Future()
        self._waiting.append((future, job))
        self.most = max(self.most, len(self._waiting))
        if len(self._waiting) == 2 * self.slots:
            for waiting, of in self._waiting:
                waiting.set_result(work(of))
            self._waiting.clear()
        return future


def test_no_more_is_handed_out_than_there_is_room_for(make_folder: Callable[[int], Path], tmp_path: Path) -> None:
    executor = _Slow()
    assert len(convert_many([make_folder(8)], tmp_path / "out", executor=executor).done) == 8
    assert executor.most == 4


def test_inputs_are_files_folders_and_patterns_each_once(make_folder: Callable[[int], Path]) -> None:
    folder = make_folder(2)
    (folder / "below").mkdir()
    (folder / "below" / "B.PDF").write_bytes(b"x")
    (folder / "notes.txt").write_bytes(b"x")
    names = [Path(one.place).name for one in find_inputs([folder / "a1.pdf", folder, f"{folder}/a*.pdf"])]
    assert names == ["a1.pdf", "a0.pdf", "B.PDF"]
    with pytest.raises(InputError, match="holds no PDF"):
        find_inputs([folder / "x*.pdf"])


@pytest.mark.parametrize(
    ("place", "url", "name"),
    [
        ("s3://bucket/in/a%20b.pdf", True, "a%20b.pdf"),
        ("https://example.org/a%20b.pdf?x=1", True, "a b.pdf"),
        ("file:///in/a%20b.pdf", False, "a b.pdf"),
        ("in/a.pdf", False, "a.pdf"),
    ],
)
def test_places(place: str, url: bool, name: str) -> None:
    assert (is_url(place), base_name(place)) == (url, name)
    assert url or local_path(place).name == name


def test_what_may_pass_is_tried_again_and_what_may_not_is_not() -> None:
    waits: list[float] = []
    answers = iter([OSError("down"), TimeoutError(), 7])

    def action() -> int:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert retrying(action, wait=waits.append) == 7
    assert len(waits) == 2
    assert 0 < waits[0] < waits[1]
    with pytest.raises(FileNotFoundError):
        retrying(lambda: (_ for _ in ()).throw(FileNotFoundError()), wait=lambda _: pytest.fail("waited"))
    with pytest.raises(OSError, match="down"):
        retrying(lambda: (_ for _ in ()).throw(OSError("down")), attempts=3, wait=waits.append)
    with pytest.raises(KeyboardInterrupt):
        retrying(lambda: (_ for _ in ()).throw(KeyboardInterrupt()), wait=lambda _: pytest.fail("waited"))


def test_a_full_disk_names_the_reports_and_the_next_run_writes_them(
    make_folder: Callable[[int], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_folder(2)

    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(staging, "write_synced", full)
        outcome = convert_many([folder], tmp_path / "out", executor=Inline())
    assert (len(outcome.done), len(outcome.errors), outcome.exit_code(strict=False)) == (0, 2, 1)
    assert all("the disk is full" in error.problem for error in outcome.errors)
    assert len(convert_many([folder], tmp_path / "out", executor=Inline()).done) == 2


def test_an_interruption_publishes_what_is_done_and_is_raised(
    make_folder: Callable[[int], Path], tmp_path: Path
) -> None:
    class Impatient(Silent):
        n = 0

        def started(self, place: str) -> None:
            self.n += 1
            if self.n == 3:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert_many([make_folder(4)], tmp_path / "out", executor=Inline(), listener=Impatient(), limits=Limits())
    rest = convert_many([tmp_path / "in"], tmp_path / "out", executor=Inline())
    assert len(rest.unchanged) >= 1
    assert len(rest.unchanged) + len(rest.done) == 4


def test_the_course_of_a_run_as_json_lines_and_its_state_by_command(
    make_folder: Callable[[int], Path], tmp_path: Path
) -> None:
    (path,), out = make_folder(1).iterdir(), str(tmp_path / "out")
    result = CliRunner().invoke(main, ["convert", str(path), "-o", out, "--log", "json"])
    events = [json.loads(line) for line in result.stderr.splitlines()]
    assert [event["event"] for event in events] == ["planned", "started", "done", "ended"]
    assert (events[2]["path"], events[2]["pages"], events[3]["exit_code"]) == (str(path), 2, 0)
    shown = CliRunner().invoke(main, ["status", out, "--all"])
    last = "1 current, 0 stale, 0 failed, 0 orphaned; 0 of 1 report reviewed"
    assert (shown.exit_code, shown.stdout.splitlines()[-1]) == (0, last)
    path.unlink()
    shown = CliRunner().invoke(main, ["status", out, "--json"])
    (report,) = json.loads(shown.stdout)["reports"]
    assert (shown.exit_code, report["condition"]) == (3, "orphaned")
    assert CliRunner().invoke(main, ["remove", out, report["report_id"]]).exit_code == 0
    assert CliRunner().invoke(main, ["remove", out, report["report_id"]]).exit_code == 1


@pytest.mark.parametrize(("text", "code"), [("0", 2), ("much", 2), ("512M", 1), ("1.5 GiB", 1)])
def test_sizes(text: str, code: int, tmp_path: Path) -> None:
    command = ["convert", str(tmp_path / "no.pdf"), "-o", str(tmp_path / "out"), "--memory", text]
    assert CliRunner().invoke(main, command).exit_code == code
