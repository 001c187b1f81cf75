"""Promises of SECURITY.md: what lies in an output folder is tested before it is used, and cannot reach out of it."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regnskab.batch.api import convert_many, remove, status
from regnskab.cli import main
from regnskab.errors import OutputError
from regnskab.report.conversion import Conversion
from regnskab.store import hashes
from regnskab.store.manifest import MANIFEST, SUMS, parse_manifest, read_manifest
from regnskab.store.paths import is_data, is_ours
from regnskab.store.staging import COMMIT, STAGING

Make = Callable[..., Conversion]
OUTSIDE = ["../victim.txt", "/victim.txt", "cells/../../victim.txt", "cells/sub/x.parquet", "cells\\x.parquet"]


@pytest.fixture
def folder(make_conversion: Make, tmp_path: Path) -> Path:
    """An output with one report, beside a file that is nobody's but yours."""
    (tmp_path / "victim.txt").write_text("mine", encoding="utf-8")
    make_conversion().write(tmp_path / "out")
    return tmp_path / "out"


def _state(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.parent.rglob("*")) if path.is_file()}


def _rewrite(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    """Put another line into the place of the manifest's, as somebody else may have."""
    line = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    change(line)
    (folder / MANIFEST).write_text(json.dumps(line) + "\n", encoding="utf-8")


def _commit(folder: Path, put: list[str], delete: list[str]) -> None:
    (folder / STAGING).mkdir()
    for number in range(len(put)):
        (folder / STAGING / str(number)).write_bytes(b"theirs")
    (folder / STAGING / COMMIT).write_text(json.dumps({"put": put, "delete": delete}), encoding="utf-8")


@pytest.mark.parametrize("path", [*OUTSIDE, "cells/another-2024.parquet"])
def test_a_manifests_path_out_of_its_report_is_refused(folder: Path, path: str) -> None:
    _rewrite(folder, lambda line: line["files"][0].update(path=path))  # type: ignore[index]
    before = _state(folder)
    with pytest.raises(OutputError, match="is no manifest"):
        remove(folder, "eksempel-2024")
    assert _state(folder) == before


def test_a_file_of_no_dataset_is_never_removed(folder: Path) -> None:
    kept = folder / "notes" / "eksempel-2024.parquet"
    kept.parent.mkdir()
    kept.write_bytes(b"mine")
    _rewrite(folder, lambda line: line["files"][0].update(path="notes/eksempel-2024.parquet"))  # type: ignore[index]
    remove(folder, "eksempel-2024")
    assert kept.read_bytes() == b"mine"


@pytest.mark.parametrize("path", [*OUTSIDE, "notes.txt", ".staging/0", "publisher.toml"])
@pytest.mark.parametrize("order", ["put", "delete"])
def test_a_commit_that_reaches_out_is_not_carried_out(
    folder: Path, make_conversion: Make, path: str, order: str
) -> None:
    _commit(folder, [path] if order == "put" else [], [path] if order == "delete" else [])
    before = _state(folder)
    with pytest.raises(OutputError, match="COMMIT"):
        make_conversion("anden-2024", sha256="cd" * 32).write(folder)
    assert _state(folder) == before


@pytest.mark.parametrize("text", ["", "[]", "7", '{"put": 1}', '{"put": [1], "delete": []}', "[" * 200_000, "\xff\xfe"])
def test_a_commit_that_is_none_is_named(folder: Path, make_conversion: Make, text: str) -> None:
    (folder / STAGING).mkdir()
    (folder / STAGING / COMMIT).write_bytes(text.encode("latin-1"))
    with pytest.raises(OutputError, match="COMMIT"):
        make_conversion().write(folder)


def test_a_staged_link_does_not_become_a_dataset(folder: Path, make_conversion: Make) -> None:
    _commit(folder, ["cells/eksempel-2024.parquet"], [])
    (folder / STAGING / "0").unlink()
    (folder / STAGING / "0").symlink_to(folder.parent / "victim.txt")
    with pytest.raises(OutputError, match="COMMIT"):
        make_conversion().write(folder)
    assert not (folder / "cells" / "eksempel-2024.parquet").is_symlink()


def test_nothing_is_written_or_removed_through_a_link(folder: Path, make_conversion: Make) -> None:
    elsewhere = folder.parent / "elsewhere"
    (folder / "cells").rename(elsewhere)
    (folder / "cells").symlink_to(elsewhere)
    before = _state(folder)
    with pytest.raises(OutputError, match=r"link.*cells"):
        make_conversion("anden-2024", sha256="cd" * 32).write(folder)
    with pytest.raises(OutputError, match=r"link.*cells"):
        remove(folder, "eksempel-2024")
    assert _state(folder) == before
    _commit(folder, ["cells/anden-2024.parquet"], [])
    with pytest.raises(OutputError, match=r"link.*cells"):
        make_conversion("anden-2024", sha256="cd" * 32).write(folder)
    assert sorted(path.name for path in elsewhere.iterdir()) == ["eksempel-2024.parquet"]


@given(st.text(alphabet="abc./\\-_~ \x00\n%é", max_size=30))
def test_only_files_of_datasets_have_paths_that_may_be_removed(path: str) -> None:
    if is_data(path):
        dataset, _, name = path.partition("/")
        assert (Path("/out") / path).parent == Path("/out") / dataset
        assert name.endswith(".parquet")
    assert is_ours(path) or not is_data(path)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_malformed_manifest_never_ends_in_a_traceback(folder: Path, data: st.DataObject) -> None:
    """Any value in any place of a line; what is taken for a manifest can then be looked at."""
    line = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    target = data.draw(st.sampled_from([line, line["source"], line["files"][0]]))
    target[data.draw(st.sampled_from([*target, "more"]))] = data.draw(_JSON)
    (folder.parent / "broken").mkdir(exist_ok=True)
    (folder.parent / "broken" / MANIFEST).write_text(json.dumps(line) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["status", str(folder.parent / "broken")])
    assert result.exception is None or isinstance(result.exception, SystemExit)


@pytest.mark.parametrize(
    "text",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"9" * 10_000,
        b'{"state": 7}',
        b"null",
        b'"x"',
        b"\xff",
        b'{"state": "failed"}',
    ],
)
@pytest.mark.parametrize("command", ["status", "verify", "check", "show"])
def test_what_is_no_manifest_is_named_by_every_command(folder: Path, text: bytes, command: str) -> None:
    (folder / MANIFEST).write_bytes(text)
    arguments = [command, str(folder), *(["cells"] if command == "show" else [])]
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_report_may_be_there_once(folder: Path) -> None:
    text = (folder / MANIFEST).read_bytes()
    with pytest.raises(OutputError, match="a report twice"):
        parse_manifest(2 * text, "x")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders there")
@pytest.mark.parametrize("name", [MANIFEST, SUMS])
def test_a_pipe_in_a_lists_place_holds_nobody_up(folder: Path, name: str) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name)
    result = CliRunner().invoke(main, ["verify", str(folder)])
    assert result.exit_code == 1
    assert "is no plain file" in result.output


def test_one_file_that_cannot_be_written_costs_the_others_nothing(
    make_conversion: Make, report_pdf: Callable[..., bytes], tmp_path: Path
) -> None:
    out, inputs = tmp_path / "out", tmp_path / "in"
    inputs.mkdir()
    for name in ("Anden", "Blokeret", "Cedille"):
        (inputs / f"{name}.pdf").write_bytes(report_pdf(publisher=name, year=1700))
    first = convert_many([inputs / "Blokeret.pdf"], out)
    blocked = Path(first.done[0].files[0])
    remove(out, blocked.stem)
    blocked.mkdir(parents=True)  # a folder in the file's place
    outcome = convert_many([inputs], out, jobs=1)
    assert sorted(Path(done.path).name for done in outcome.done) == ["Anden.pdf", "Cedille.pdf"]
    assert [Path(str(error.source)).name for error in outcome.errors] == ["Blokeret.pdf"]


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that were written just now count as settled."""
    monkeypatch.setattr(hashes, "_SETTLED", -1)


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.usefixtures("settled")
def test_changed_bytes_are_noticed_and_mended(report_pdf: Callable[..., bytes], tmp_path: Path) -> None:
    pdf, out = tmp_path / "a.pdf", tmp_path / "out"
    pdf.write_bytes(report_pdf())
    convert_many([pdf], out)
    assert [state.condition for state in status(out)] == ["current"]
    (entry,) = read_manifest(out)
    before = (out / entry.files[2].path).read_bytes()
    _flip(out / entry.files[2].path)
    (state,) = status(out)
    assert (state.condition, state.why) == ("stale", "files of it are missing or damaged")
    assert len(convert_many([pdf], out).done) == 1
    assert (out / entry.files[2].path).read_bytes() == before
    assert convert_many([pdf], out).unchanged


@pytest.mark.usefixtures("settled")
def test_what_has_not_changed_is_not_read_again(
    report_pdf: Callable[..., bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf, out = tmp_path / "a.pdf", tmp_path / "out"
    pdf.write_bytes(report_pdf())
    convert_many([pdf], out)
    read: list[Path] = []
    real = hashes.sha256_of
    monkeypatch.setattr(hashes, "sha256_of", lambda path: read.append(path) or real(path))
    status(out)
    assert len(read) == len(read_manifest(out)[0].files)
    read.clear()
    status(out)
    assert read == []


def test_without_a_cache_all_is_hashed(
    report_pdf: Callable[..., bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    pdf, out = tmp_path / "a.pdf", tmp_path / "out"
    pdf.write_bytes(report_pdf())
    convert_many([pdf], out)
    (entry,) = read_manifest(out)
    status(out)
    _flip(out / entry.files[0].path)
    assert [state.condition for state in status(out)] == ["stale"]


def test_a_full_disk_is_told_of_each_report(
    make_conversion: Make, report_pdf: Callable[..., bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from regnskab.store import staging

    for name in ("Anden", "Cedille"):
        (tmp_path / f"{name}.pdf").write_bytes(report_pdf(publisher=name, year=1700))

    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(staging, "write_synced", full)
    outcome = convert_many([tmp_path / "Anden.pdf", tmp_path / "Cedille.pdf"], tmp_path / "out", jobs=1)
    assert len(outcome.errors) == 2
    assert replace(outcome, errors=()).done == ()
