"""Writing: all of a report or nothing, the same bytes each time, and readers that need no help."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from regnskab.batch.api import convert_many
from regnskab.errors import OutputError
from regnskab.report.conversion import Conversion
from regnskab.store import staging
from regnskab.store.checksums import read_sums
from regnskab.store.manifest import read_manifest, read_state
from schemas.contract.model import CONTRACT_VERSION
from schemas.datasets import DATASETS

Make = Callable[..., Conversion]


def _content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _fail_at(monkeypatch: pytest.MonkeyPatch, nth: int, error: BaseException) -> None:
    """The nth file cannot be written to its end."""
    real, calls = staging.write_synced, []

    def write(path: Path, content: bytes) -> None:
        calls.append(path)
        if len(calls) == nth:
            path.write_bytes(bytes(content)[:10])
            raise error
        real(path, content)

    monkeypatch.setattr(staging, "write_synced", write)


def test_a_report_owns_one_file_in_every_dataset(make_conversion: Make, tmp_path: Path) -> None:
    files = make_conversion().write(tmp_path / "new" / "out")
    assert [str(path.relative_to(tmp_path / "new/out")) for path in files] == [
        f"{name}/eksempel-2024.parquet" for name in DATASETS
    ]
    assert not (tmp_path / "new/out" / staging.STAGING).exists()


def test_what_is_written_is_what_was_converted(make_conversion: Make, tmp_path: Path) -> None:
    conversion = make_conversion()
    conversion.write(tmp_path)
    for name, table in conversion.items():
        read = pq.read_table(tmp_path / name / "eksempel-2024.parquet")
        assert read.schema.equals(DATASETS[name].schema, check_metadata=True)
        assert read.to_pylist() == table.to_pylist()


def test_the_same_report_gives_the_same_bytes(make_conversion: Make, tmp_path: Path) -> None:
    make_conversion().write(tmp_path / "a")
    make_conversion().write(tmp_path / "b")
    make_conversion().write(tmp_path / "b")
    assert _content(tmp_path / "a") == _content(tmp_path / "b")


def test_files_are_compressed_sorted_and_have_page_statistics(make_conversion: Make, tmp_path: Path) -> None:
    make_conversion().write(tmp_path)
    metadata = pq.ParquetFile(tmp_path / "operating_expenditure/eksempel-2024.parquet").metadata
    group = metadata.row_group(0)
    assert {group.column(i).compression for i in range(group.num_columns)} == {"ZSTD"}
    assert all(group.column(i).has_column_index for i in range(group.num_columns) if group.column(i).is_stats_set)
    assert [metadata.schema.column(sorted_by.column_index).name for sorted_by in group.sorting_columns] == [
        "table_id",
        "row",
        "measure",
    ]
    assert metadata.metadata[b"contract_version"] == CONTRACT_VERSION.encode()


def test_writing_again_replaces_just_that_report(make_conversion: Make, tmp_path: Path) -> None:
    make_conversion("eksempel-2023", year=2023).write(tmp_path)
    make_conversion().write(tmp_path)
    before = _content(tmp_path)
    make_conversion(contradicted=False).write(tmp_path)
    after = _content(tmp_path)
    changed = {path for path in before if before[path] != after[path]}
    assert before.keys() == after.keys()
    assert changed == {"checks/eksempel-2024.parquet", "manifest.jsonl", "SHA256SUMS"}
    assert [entry.checks_failed for entry in read_manifest(tmp_path)] == [1, 0]


def test_the_checksums_are_those_of_the_files(make_conversion: Make, tmp_path: Path) -> None:
    make_conversion().write(tmp_path)
    lines = (tmp_path / "SHA256SUMS").read_text().splitlines()
    sums = {path: digest for digest, path in (line.split("  ") for line in lines)}
    content = _content(tmp_path)
    del content["SHA256SUMS"]
    assert sums == {path: hashlib.sha256(data).hexdigest() for path, data in content.items()}


@pytest.mark.parametrize("nth", [1, 5, 10, 12])
@pytest.mark.parametrize("replacing", [False, True])
def test_a_full_disk_leaves_things_as_they_were(
    make_conversion: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int, replacing: bool
) -> None:
    if replacing:
        make_conversion().write(tmp_path)
    before = _content(tmp_path)
    _fail_at(monkeypatch, nth, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    with pytest.raises(OutputError, match=r"eksempel-2024\.pdf: cannot be written to .*the disk is full; free some"):
        make_conversion(contradicted=False).write(tmp_path)
    assert _content(tmp_path) == before
    monkeypatch.undo()
    make_conversion(contradicted=False).write(tmp_path)
    assert read_manifest(tmp_path)[0].checks_failed == 0


def test_leftovers_of_a_killed_run_are_cleared(make_conversion: Make, tmp_path: Path) -> None:
    (tmp_path / staging.STAGING).mkdir(parents=True)
    (tmp_path / staging.STAGING / "0").write_bytes(b"half a file")
    make_conversion().write(tmp_path)
    assert not (tmp_path / staging.STAGING).exists()
    assert len(pd.read_parquet(tmp_path / "sources")) == 1


def test_a_run_killed_while_renaming_is_finished_by_the_next(
    make_conversion: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_conversion().write(tmp_path / "out")
    make_conversion(contradicted=False).write(tmp_path / "wanted")
    real, renames = Path.replace, []

    def replace(self: Path, target: Path) -> Path:
        renames.append(target)
        if len(renames) == 6:  # the list itself, four files, and then the plug is pulled
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        make_conversion(contradicted=False).write(tmp_path / "out")
    monkeypatch.undo()
    assert (tmp_path / "out" / staging.STAGING).exists()
    with staging.exclusive(tmp_path / "out"):
        assert _content(tmp_path / "out") == _content(tmp_path / "wanted")


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked there")
def test_two_writers_do_not_mix(make_conversion: Make, tmp_path: Path) -> None:
    make_conversion().write(tmp_path)
    code = (
        "import sys, fcntl, os, time\n"
        "fd = os.open(sys.argv[1], os.O_RDONLY); fcntl.flock(fd, fcntl.LOCK_EX)\n"
        "print('held', flush=True); time.sleep(0.5); print('freed', flush=True)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:  # noqa: S603
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        make_conversion("eksempel-2023", year=2023).write(tmp_path)
        assert other.stdout.readline() == "freed\n"
    assert [entry.report_id for entry in read_manifest(tmp_path)] == ["eksempel-2023", "eksempel-2024"]


@pytest.mark.parametrize("name", ["checks", "manifest.jsonl"])
def test_something_else_in_a_files_place_is_named(make_conversion: Make, tmp_path: Path, name: str) -> None:
    if name == "checks":
        (tmp_path / name).write_text("not a folder")
    else:
        (tmp_path / name).mkdir()
    with pytest.raises(OutputError, match=name):
        make_conversion().write(tmp_path)
    assert not list(tmp_path.rglob("*.parquet"))


def test_a_foreign_manifest_is_not_overwritten(make_conversion: Make, tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_text('{"name": "something else"}\n')
    with pytest.raises(OutputError, match="is no manifest"):
        make_conversion().write(tmp_path)
    assert _content(tmp_path) == {"manifest.jsonl": b'{"name": "something else"}\n'}


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_a_name_that_unicode_breaks_into_lines_leaves_the_folder_readable(
    report_pdf: Callable[..., bytes], tmp_path: Path, separator: str
) -> None:
    out, pdfs = tmp_path / "out", tmp_path / "pdfs"
    pdfs.mkdir()
    good, bad = pdfs / f"a{separator}1.pdf", pdfs / f"b{separator}2.pdf"
    good.write_bytes(report_pdf())
    bad.write_bytes(b"no PDF")
    convert_many([pdfs], out, jobs=1)
    state = read_state(out)
    assert ([one.source.name for one in state.entries], [one.name for one in state.unpublished]) == (
        [good.name],
        [bad.name],
    )
    again = convert_many([pdfs], out, jobs=1)
    assert [one.entry.source.name for one in again.unchanged] == [good.name]
    assert set(read_sums(out)) >= {file.path for file in state.entries[0].files}


def test_the_output_may_not_be_a_file(make_conversion: Make, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError, match=r"out: cannot be written .*choose another folder with -o"):
        make_conversion().write(tmp_path / "out")


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS])
def test_a_folder_without_permission_is_refused(
    make_conversion: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def forbid(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code), str(tmp_path / "out"))

    monkeypatch.setattr(Path, "mkdir", forbid)  # root, as in a container, may write everywhere
    with pytest.raises(OutputError, match=r"out: may not be written; change its permissions, or choose another"):
        make_conversion().write(tmp_path / "out")


@pytest.fixture
def two_reports(make_conversion: Make, tmp_path: Path) -> Path:
    make_conversion("eksempel-2023", year=2023).write(tmp_path)
    make_conversion("eksempel-2024").write(tmp_path)
    return tmp_path


@pytest.mark.parametrize("dataset", DATASETS)
def test_pandas_reads_the_folder(two_reports: Path, make_conversion: Make, dataset: str) -> None:
    frame = pd.read_parquet(two_reports / dataset)
    assert len(frame) == 2 * make_conversion()[dataset].num_rows
    assert set(frame["report_id"]) in ({"eksempel-2023", "eksempel-2024"}, set())


@pytest.mark.parametrize("dataset", DATASETS)
def test_polars_reads_the_folder(two_reports: Path, make_conversion: Make, dataset: str) -> None:
    frame = pl.read_parquet(two_reports / dataset)
    assert frame.height == 2 * make_conversion()[dataset].num_rows
    assert (
        pl.scan_parquet(two_reports / dataset).filter(pl.col("fiscal_year") == 2023).collect().height * 2
        == frame.height
    )


@pytest.mark.parametrize("dataset", DATASETS)
def test_duckdb_reads_the_folder(two_reports: Path, make_conversion: Make, dataset: str) -> None:
    rows = duckdb.read_parquet(f"{two_reports / dataset}/*.parquet").fetchall()
    assert len(rows) == 2 * make_conversion()[dataset].num_rows


def test_all_three_add_up_the_same(two_reports: Path) -> None:
    folder = two_reports / "operating_expenditure"
    frame = pd.read_parquet(folder)
    by_pandas = frame[(frame.measure == "actual") & (frame.level == "total")].amount_dkk.sum()
    by_polars = pl.read_parquet(folder).filter(measure="actual", level="total")["amount_dkk"].sum()
    totals = duckdb.read_parquet(f"{folder}/*.parquet").filter("measure = 'actual' and level = 'total'")
    assert by_pandas == by_polars == totals.sum("amount_dkk").fetchall()[0][0] == 2_500_000
