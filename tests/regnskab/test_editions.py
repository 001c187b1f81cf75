"""A corrected second PDF of the same report and year: a new edition, the one before kept, and what changed told."""

from __future__ import annotations

import csv
import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

import regnskab
from regnskab.cli import main
from regnskab.errors import QueryError
from regnskab.publish.verify.verify import verify
from regnskab.query.editions import edition_changes
from regnskab.store.manifest import read_manifest
from regnskab.store.store import open_store
from schemas.datasets import DATASETS
from tests.regnskab.invented import drawn

PROFILE = """extends = "dansk-kommune"
name = "fjordby"
municipality = "Fjordby"
municipality_code = "998"

[recognise]
patterns = ['^Fjordby Kommune']
"""
TITLE = "Sager 2024 (1.000 kr.)"
HEAD = ["", "Regnskab 2022", "Regnskab 2023", "Regnskab 2024", "Budget 2025"]


def pdf(roads: str, *more: str) -> bytes:
    rows = [HEAD, ["Veje", "9", "10", roads, "13"], ["Parker", "19", "20", "21", "22"]]
    return drawn("fjordby", more=[(TITLE, [*rows, *([label, "1", "2", "3", "4"] for label in more)])])


class Folder:
    """An output folder, and PDFs of one report that are converted into it as the command does."""

    def __init__(self, tmp: Path) -> None:
        self.tmp, self.out = tmp, tmp / "out"
        (tmp / "fjordby.toml").write_text(PROFILE, encoding="utf-8")

    def convert(self, name: str, roads: str = "12", *more: str) -> None:
        (self.tmp / name).write_bytes(pdf(roads, *more))
        result = run("convert", self.tmp / name, "-o", self.out, "--profile", self.tmp / "fjordby.toml")
        assert result.exit_code == 0, result.output

    @property
    def source(self) -> dict[str, object]:
        (row,) = pq.read_table(self.out / "sources" / "fjordby-2024.parquet").to_pylist()
        return dict(row)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_the_first_edition_says_that_it_is(folder: Folder) -> None:
    folder.convert("report.pdf")
    assert (folder.source["edition"], folder.source["supersedes"]) == (1, None)
    assert not (folder.out / "editions").exists()
    result = run("compare", folder.out, "--editions")
    assert (result.exit_code, result.output) == (0, "every report is in its first edition\n")


def test_a_corrected_pdf_is_a_new_edition_and_the_one_before_stays(folder: Folder) -> None:
    folder.convert("report.pdf")
    first = {name: (folder.out / name / "fjordby-2024.parquet").read_bytes() for name in DATASETS}
    sha256 = folder.source["sha256"]
    folder.convert("corrected.pdf", "14", "Broer")
    assert (folder.source["edition"], folder.source["supersedes"]) == (2, sha256)
    kept = folder.out / "editions" / "fjordby-2024" / "1"
    assert {path.stem: path.read_bytes() for path in kept.iterdir()} == first
    (entry,) = read_manifest(folder.out)
    (edition,) = entry.editions
    assert (edition.number, edition.source.name, edition.finished is not None) == (1, "report.pdf", True)
    assert [file.path for file in edition.files] == [f"editions/fjordby-2024/1/{name}.parquet" for name in DATASETS]
    assert verify(folder.out).problems == ()
    # Readers of the datasets see the newest edition alone.
    assert len(regnskab.open(folder.out).sources) == 1
    sums = (folder.out / "SHA256SUMS").read_text(encoding="utf-8")
    data = (kept / "figures.parquet").read_bytes()
    assert f"{hashlib.sha256(data).hexdigest()}  editions/fjordby-2024/1/figures.parquet\n" in sums


def test_the_same_pdf_again_is_no_new_edition(folder: Folder) -> None:
    folder.convert("report.pdf")
    folder.convert("corrected.pdf", "14")
    before = (folder.out / "sources" / "fjordby-2024.parquet").read_bytes()
    asked = ("-o", folder.out, "--force", "--profile", folder.tmp / "fjordby.toml")
    assert run("convert", folder.tmp / "corrected.pdf", *asked).exit_code == 0
    assert (folder.out / "sources" / "fjordby-2024.parquet").read_bytes() == before
    assert [entry.edition for entry in read_manifest(folder.out)] == [2]


def test_which_figures_changed_is_told(folder: Folder, tmp_path: Path) -> None:
    folder.convert("report.pdf", "12", "Havne")
    folder.convert("corrected.pdf", "14", "Broer")
    result = run("compare", folder.out, "--editions", "-o", tmp_path / "editions.csv")
    lines = result.output.splitlines()
    assert lines[0].startswith("fjordby-2024, edition 2: corrected.pdf (SHA-256 ")
    assert "…, read 20" in lines[0]
    assert lines[1].startswith("  before: report.pdf (SHA-256 ")
    assert lines[1].endswith(", kept in editions/fjordby-2024/1")
    assert [line.strip() for line in lines[2:] if "Regnskab 202" not in line or "2024" in line] == [
        "changed: 1 figure",
        "page 6, Veje › Regnskab 2024: 12 → 14 (+2.000 kr.)",
        "gone: 4 figures",
        "page 6, Havne › Regnskab 2024: 3",
        "page 6, Havne › Budget 2025: 4",
        "new: 4 figures",
        "page 6, Broer › Regnskab 2024: 3",
        "page 6, Broer › Budget 2025: 4",
    ]
    with (tmp_path / "editions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["what"], row["row_path"]) for row in rows].count(("changed", "Veje")) == 1
    document = json.loads(run("compare", folder.out, "--editions", "--json").output)
    (change,) = (one for one in document[0]["changes"] if one["what"] == "changed")
    assert (change["older_amount"], change["newer_amount"], change["row_path"]) == ("12000.00", "14000.00", ["Veje"])


def test_each_of_three_editions_is_compared_with_the_one_before(folder: Folder) -> None:
    for roads in ("12", "14", "12"):
        folder.convert(f"report-{roads}.pdf", roads)
    found = edition_changes(folder.out, "fjordby-2024")
    assert [(one.number, [change.newer for change in one.changes]) for one in found] == [(2, ["14"]), (3, ["12"])]
    assert found[0].changes[0].newer_amount == Decimal(14000)
    assert sorted(path.name for path in (folder.out / "editions" / "fjordby-2024").iterdir()) == ["1", "2"]
    with pytest.raises(QueryError, match="there is no report 'x-1999'"):
        edition_changes(folder.out, "x-1999")


def test_a_report_that_is_removed_goes_with_its_editions(folder: Folder) -> None:
    folder.convert("report.pdf")
    folder.convert("corrected.pdf", "14")
    assert run("remove", folder.out, "fjordby-2024").exit_code == 0
    assert list((folder.out / "editions").rglob("*.parquet")) == []
    assert read_manifest(folder.out) == ()


def test_a_file_that_was_lost_is_not_said_to_be_kept(folder: Folder) -> None:
    folder.convert("report.pdf")
    (folder.out / "figures" / "fjordby-2024.parquet").unlink()
    folder.convert("corrected.pdf", "14")
    (entry,) = read_manifest(folder.out)
    kept = [file.path.rpartition("/")[2] for file in entry.editions[0].files]
    assert "cells.parquet" in kept
    assert "figures.parquet" not in kept
    result = run("compare", folder.out, "--editions")
    assert (result.exit_code, "holds no figures of report.pdf" in result.output) == (1, True)


def test_a_conversion_that_is_written_by_itself_is_an_edition_too(folder: Folder) -> None:
    for name, roads in (("report.pdf", "12"), ("corrected.pdf", "14")):
        (folder.tmp / name).write_bytes(pdf(roads))
        regnskab.convert(folder.tmp / name, profile=folder.tmp / "fjordby.toml").write(folder.out)
    assert folder.source["edition"] == 2
    assert "read 20" not in run("compare", folder.out, "--editions").output


def test_editions_in_an_object_store(folder: Folder) -> None:
    store = open_store("memory://editions/out")
    for name, roads in (("report.pdf", "12"), ("corrected.pdf", "14")):
        (folder.tmp / name).write_bytes(pdf(roads))
        result = run("convert", folder.tmp / name, "-o", store.url, "--profile", folder.tmp / "fjordby.toml")
        assert result.exit_code == 0, result.output
    (entry,) = store.read().entries
    assert entry.edition == 2
    with store.checking() as intact:
        assert len(entry.all_files) == 2 * len(DATASETS)
        assert all(map(intact, entry.all_files))


def test_two_questions_are_not_asked_at_once(folder: Folder) -> None:
    folder.convert("report.pdf")
    assert run("compare", folder.out, "--editions", "--across").exit_code == 2
