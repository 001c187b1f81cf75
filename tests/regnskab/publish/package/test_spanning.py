"""The dataset over reports is published with them, and checksums stay true whoever writes next."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from regnskab.errors import OutputError
from regnskab.publish.make import publish
from regnskab.publish.package.publisher import PublisherDetails
from regnskab.publish.verify.all_verifiers import verify_fully
from regnskab.publish.verify.verify import verify
from regnskab.query.plain_cells import as_texts, flat
from regnskab.report.conversion import Conversion
from regnskab.store.checksums import read_sums, sha256_of
from regnskab.years.compare import track
from regnskab.years.dataset import write_lines
from regnskab.years.printed_lines import MunicipalityReports

LINES = "lines/eksempel.parquet"

MakeConversion = Callable[..., Conversion]


def _broken_sums(folder: Path) -> list[str]:
    """What "sha256sum --check" would say."""
    return [path for path, digest in read_sums(folder).items() if sha256_of(folder / path) != digest]


def test_lines_are_in_every_format(site: Path) -> None:
    table = flat(pq.ParquetFile(site / LINES).read())
    assert table.num_rows > 0
    texts = as_texts(table).to_pydict()
    head, *rows = csv.reader(io.StringIO((site / "csv/lines/eksempel.csv").read_text(encoding="utf-8"), newline=""))
    assert head == table.column_names
    assert rows == [["" if cell is None else cell for cell in row] for row in zip(*texts.values(), strict=True)]
    sheet = openpyxl.load_workbook(site / "excel/eksempel.xlsx")["lines"]
    wordings = [row[head.index("wording")] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert wordings == texts["wording"]
    resources = {one["name"]: one for one in json.loads((site / "datapackage.json").read_bytes())["resources"]}
    assert {"eksempel.lines.csv", "eksempel.lines.parquet", "eksempel.xlsx", "lines.parquet"} <= set(resources)
    assert resources["lines"]["schema"]["primaryKey"] == ["line_id"]
    assert 'id="lines"' in (site / "dictionary.html").read_text(encoding="utf-8")
    assert {LINES, "csv/lines/eksempel.csv", "excel/eksempel.xlsx"} <= set(read_sums(site))


def test_lines_are_a_dataset_of_the_catalogue_over_all_years(site: Path) -> None:
    graph = json.loads((site / "dcat.jsonld").read_bytes())["@graph"]
    nodes = {node["@id"]: node for node in graph}
    base = "https://data.example.dk/regnskab/#"
    period = nodes[nodes[f"{base}lines"]["dct:temporal"]["@id"]]
    assert (period["dcat:startDate"]["@value"], period["dcat:endDate"]["@value"]) == ("2023-01-01", "2024-12-31")


@pytest.mark.parametrize("change", ["flip", "cell"])
def test_harm_to_lines_is_named(site: Path, change: str) -> None:
    path = site / (LINES if change == "flip" else "csv/lines/eksempel.csv")
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(
        data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        if change == "flip"
        else data.replace(b"2023", b"2022", 1)
    )
    assert [problem.path for problem in verify(site).problems if "SHA-256" in problem.says]


def test_lines_of_other_reports_are_not_published(
    out: Path, publisher: PublisherDetails, make_conversion: MakeConversion, tmp_path: Path
) -> None:
    make_conversion("eksempel-2025", sha256="ef" * 32, year=2025).write(out)
    verdict = verify(out)
    assert verdict.problems == ()
    assert any(LINES in note and "run regnskab lines" in note for note in verdict.notes)
    with pytest.raises(OutputError, match=r"was made of other reports than are here; run: regnskab lines"):
        publish(out, tmp_path / "site", publisher)
    track(out)
    publish(out, tmp_path / "site", publisher)
    assert verify_fully(tmp_path / "site").problems == ()


def test_a_site_with_lines_of_other_reports_is_wrong(site: Path) -> None:
    line = (site / "manifest.jsonl").read_text(encoding="utf-8").splitlines()[1]
    (site / "manifest.jsonl").write_text(line + "\n", encoding="utf-8")
    assert any(p.path == LINES and "other reports" in p.says for p in verify(site).problems)


def test_checksums_hold_whoever_writes_next(
    out: Path, publisher: PublisherDetails, make_conversion: MakeConversion
) -> None:
    publish(out, out, publisher)
    assert (_broken_sums(out), verify(out).notes) == ([], ())
    track(out)  # the same lines: nothing is written
    assert "datapackage.json" in read_sums(out)
    make_conversion("eksempel-2023", sha256="ab" * 32, year=2023, contradicted=False).write(out)
    assert _broken_sums(out) == []
    assert LINES in read_sums(out)
    verdict = verify(out)
    assert verdict.problems == ()
    assert ["published before the last change" in note for note in verdict.notes] == [True]
    publish(out, out, publisher)
    assert (_broken_sums(out), verify_fully(out).problems, verify(out).notes) == ([], (), ())


def test_other_lines_take_the_package_out_of_the_checksums(out: Path, publisher: PublisherDetails) -> None:
    publish(out, out, publisher)
    write_lines(out, MunicipalityReports("Eksempel", "999", {}), pq.ParquetFile(out / LINES).read().slice(1))
    assert _broken_sums(out) == []
    assert LINES in read_sums(out)
    assert "datapackage.json" not in read_sums(out)
    assert verify(out).problems == ()
