"""Each kind of harm to a folder is noticed and named, also where the checksums were made to fit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from regnskab.cli import main
from regnskab.errors import OutputError
from regnskab.publish.verify.verify import verify

PARQUET = "operating_expenditure/eksempel-2024.parquet"
CSV = "csv/operating_expenditure/eksempel-2024.csv"


def _says(folder: Path, path: str) -> str:
    return "; ".join(problem.says for problem in verify(folder).problems if problem.path == path)


def _rewrite(folder: Path, change: Callable[[pa.Table], pa.Table]) -> None:
    table = pq.ParquetFile(folder / PARQUET).read()
    pq.write_table(change(table), folder / PARQUET)


def _mend_sums(folder: Path, path: str) -> None:
    """Make the checksums of a file fit again, as somebody would who wants the harm to go unseen."""
    digest = hashlib.sha256((folder / path).read_bytes()).hexdigest()
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    mended = [f"{digest}  {path}" if line.endswith(f"  {path}") else line for line in lines]
    (folder / "SHA256SUMS").write_text("\n".join(mended) + "\n", encoding="utf-8")


def test_nothing_is_wrong_with_what_was_just_made(out: Path, site: Path) -> None:
    assert verify(out).problems == ()
    verdict = verify(site)
    assert verdict.problems == ()
    assert (verdict.reports, verdict.described) == (2, True)


def _flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("path", [PARQUET, CSV, "excel/eksempel-2024.xlsx", "dcat.ttl", "README.md"])
def test_a_flipped_byte(site: Path, path: str) -> None:
    _flip(site / path, (site / path).stat().st_size // 2)
    assert "its SHA-256 is" in _says(site, path)


def test_a_flipped_byte_in_the_manifest(site: Path) -> None:
    _flip(site / "manifest.jsonl", 0)
    with pytest.raises(OutputError, match=r"manifest\.jsonl: is no manifest"):
        verify(site)


@pytest.mark.parametrize("mended", [False, True])
def test_a_renamed_column(site: Path, mended: bool) -> None:
    _rewrite(site, lambda table: table.rename_columns([{"amount_dkk": "amount"}.get(n, n) for n in table.column_names]))
    if mended:
        _mend_sums(site, PARQUET)
    assert "its columns are" in _says(site, PARQUET)
    assert ("its SHA-256 is" in _says(site, PARQUET)) or "give different SHA-256" in _says(site, PARQUET)


@pytest.mark.parametrize("mended", [False, True])
def test_a_dropped_row(site: Path, mended: bool) -> None:
    _rewrite(site, lambda table: table.slice(1))
    if mended:
        _mend_sums(site, PARQUET)
    assert "has 5 rows, manifest.jsonl says 6" in _says(site, PARQUET)
    assert f"has 6 rows, {PARQUET} has 5" in _says(site, CSV)


@pytest.mark.parametrize("mended", [False, True])
def test_another_type(site: Path, mended: bool) -> None:
    def widen(table: pa.Table) -> pa.Table:
        place = table.schema.get_field_index("page")
        field = table.schema.field("page").with_type(pa.int64())
        return table.set_column(place, field, table["page"].cast(pa.int64()))

    _rewrite(site, widen)
    if mended:
        _mend_sums(site, PARQUET)
    assert "column page is int64, not int32" in _says(site, PARQUET)


def test_a_wrong_hash(site: Path) -> None:
    sums = (site / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    place = next(i for i, line in enumerate(sums) if line.endswith(PARQUET))
    sums[place] = "0" * 64 + sums[place][64:]
    (site / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
    says = _says(site, PARQUET)
    assert "SHA256SUMS says 000000000000" in says
    assert "SHA256SUMS and manifest.jsonl give different SHA-256 for it" in says


@pytest.mark.parametrize("key", ["hash", "bytes", "schema"])
def test_a_wrong_description(site: Path, key: str) -> None:
    document = json.loads((site / "datapackage.json").read_bytes())
    path = "operating_expenditure.csv"
    resource = next(item for item in document["resources"] if item["path"] == path)
    resource[key] = {"hash": "sha256:" + "0" * 64, "bytes": 1, "schema": {}}[key]
    (site / "datapackage.json").write_text(json.dumps(document), encoding="utf-8")
    _mend_sums(site, "datapackage.json")
    assert "datapackage.json" in _says(site, path)


def test_a_file_over_all_reports_with_other_rows(site: Path) -> None:
    path = "operating_expenditure.parquet"
    pq.write_table(pq.ParquetFile(site / path).read().slice(1), site / path)
    _mend_sums(site, path)
    assert "does not hold the rows of operating_expenditure/*.parquet" in _says(site, path)


def test_a_changed_amount_in_a_csv_file(site: Path) -> None:
    text = (site / CSV).read_text(encoding="utf-8")
    (site / CSV).write_text(text.replace("600000.00", "600001.00", 1), encoding="utf-8")
    _mend_sums(site, CSV)
    assert f"column amount_dkk differs from {PARQUET}" in _says(site, CSV)


def test_missing_and_unlisted_files(site: Path) -> None:
    (site / CSV).unlink()
    (site / "cells/stranger.parquet").write_bytes(b"PAR1")
    assert "is missing, though SHA256SUMS lists it" in _says(site, CSV)
    assert "is not listed in SHA256SUMS" in _says(site, "cells/stranger.parquet")


def test_a_path_out_of_the_folder_is_refused(site: Path) -> None:
    with (site / "SHA256SUMS").open("a", encoding="utf-8") as file:
        file.write(f"{'0' * 64}  ../secret\n")
    result = CliRunner().invoke(main, ["verify", str(site)])
    assert result.exit_code == 1
    assert "is no checksum of a file in it" in result.stderr


def test_the_command_says_what_it_found(site: Path) -> None:
    result = CliRunner().invoke(main, ["verify", str(site)])
    assert (result.exit_code, result.stdout.count("\n")) == (0, 1)
    files = len((site / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    assert result.stdout.endswith(f"2 reports, {files} files: all as they should be\n")
    (site / CSV).unlink()
    result = CliRunner().invoke(main, ["verify", str(site), "--json"])
    assert result.exit_code == 1
    assert any(CSV in problem for problem in json.loads(result.stdout)["problems"])
