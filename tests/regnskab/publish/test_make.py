"""The package holds the Parquet's rows in every format, is valid, and is the same each time."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from regnskab.errors import OutputError, PublishError
from regnskab.publish.describe.validators import catalogue_problems, package_problems
from regnskab.publish.make import publish
from regnskab.publish.package.publisher import PublisherDetails, load_publisher, template
from regnskab.query.plain_cells import as_text, flat
from regnskab.store.checksums import read_sums
from schemas.datasets import DATASETS


def _parquet(folder: Path, name: str, report: str) -> pa.Table:
    return flat(pq.ParquetFile(folder / name / f"{report}.parquet").read())


def test_what_the_field_s_validators_say(site: Path) -> None:
    assert package_problems(site) == []
    assert catalogue_problems(site / "dcat.ttl") == []


def test_every_dataset_of_the_contract_is_in_every_format(site: Path) -> None:
    resources = {resource["name"] for resource in json.loads((site / "datapackage.json").read_bytes())["resources"]}
    for name in DATASETS:
        assert {f"eksempel-2024.{name}", f"eksempel-2024.{name}.parquet"} <= resources
        assert (site / f"csv/{name}/eksempel-2023.csv-metadata.json").is_file()
        assert f'id="{name}"' in (site / "dictionary.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DATASETS)
def test_csv_holds_the_rows_of_the_parquet_file(site: Path, name: str) -> None:
    table = _parquet(site, name, "eksempel-2024")
    text = (site / f"csv/{name}/eksempel-2024.csv").read_bytes().decode()
    head, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert head == table.column_names
    columns = [["" if value is None else value for value in as_text(table[column]).to_pylist()] for column in head]
    assert rows == [list(row) for row in zip(*columns, strict=True)]


def test_workbook_holds_the_rows_of_the_parquet_files(site: Path) -> None:
    book = openpyxl.load_workbook(site / "excel/eksempel-2024.xlsx", read_only=True)
    for name in DATASETS:
        table = _parquet(site, name, "eksempel-2024")
        head, *rows = book[name].iter_rows(values_only=True)
        assert list(head) == table.column_names
        assert len(rows) == table.num_rows
        for row, values in zip(rows, zip(*(column.to_pylist() for column in table.columns), strict=True), strict=True):
            assert [_excel(found) for found in row] == [_expected(value) for value in values]


def _excel(value: object) -> object:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return Decimal(repr(value)) if number else value or None


def _expected(value: object) -> object:
    if isinstance(value, float):
        return (
            Decimal(repr(value)) if value == int(value) else Decimal(str(pa.scalar(value, pa.float32()).cast("string")))
        )
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Decimal(value)
    return value or None


def test_same_bytes_from_the_same_reports(out: Path, publisher: PublisherDetails, tmp_path: Path) -> None:
    first, second = (publish(out, tmp_path / name, publisher) for name in ("one", "two"))
    assert first.sums == second.sums


def test_published_in_its_own_folder_beside_a_readme_of_somebody_s(out: Path, publisher: PublisherDetails) -> None:
    (out / "README.md").write_text("mine", encoding="utf-8")
    publish(out, out, publisher)
    assert (out / "README.md").read_text(encoding="utf-8") == "mine"
    assert "Eksempel Kommune" in (out / "DATA.md").read_text(encoding="utf-8")
    assert package_problems(out) == []


def test_files_of_a_report_that_is_gone_go_too(out: Path, publisher: PublisherDetails, tmp_path: Path) -> None:
    site = tmp_path / "gone"
    (site / "csv/cells").mkdir(parents=True)
    (site / "csv/cells/other-2020.csv").write_text("old", encoding="utf-8")
    publish(out, site, publisher, excel=False)
    assert not (site / "csv/cells/other-2020.csv").exists()
    assert not (site / "excel").exists()
    assert "csv/cells/eksempel-2024.csv" in read_sums(site)


def test_a_damaged_file_is_not_published(out: Path, publisher: PublisherDetails, tmp_path: Path) -> None:
    path = out / "cells/eksempel-2024.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"X")
    with pytest.raises(OutputError, match=r"cells/eksempel-2024\.parquet: is not the file that the manifest describes"):
        publish(out, tmp_path / "never", publisher)
    assert not (tmp_path / "never").exists()


def test_an_empty_folder_is_not_published(publisher: PublisherDetails, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no converted report"):
        publish(tmp_path, tmp_path, publisher)


def test_what_the_publisher_did_not_say_is_named(tmp_path: Path) -> None:
    path = tmp_path / "publisher.toml"
    path.write_text('license = "CC"\ncolour = 1\n[contact]\nname = "X"\nemail = "nobody"\n', encoding="utf-8")
    with pytest.raises(PublishError) as caught:
        load_publisher(path)
    for text in ("base_url is missing", "organisation is missing", "license: ", "contact.email: ", "colour is no key"):
        assert text in str(caught.value)
    path.write_text(template(), encoding="utf-8")
    with pytest.raises(PublishError, match=r"base_url: .*organisation\.name: .*contact\.email: "):
        load_publisher(path)


def test_catalogue_has_the_series_its_years_and_their_sources(site: Path) -> None:
    graph = json.loads((site / "dcat.jsonld").read_bytes())["@graph"]
    nodes = {node["@id"]: node for node in graph}
    base = "https://data.example.dk/regnskab/#"
    series = nodes[f"{base}series-eksempel"]
    assert series["@type"] == "dcat:DatasetSeries"
    for year in (2023, 2024):
        dataset = nodes[f"{base}eksempel-{year}"]
        assert dataset["dcat:inSeries"] == {"@id": series["@id"]}
        assert dataset["dct:spatial"] == {"@id": "https://api.dataforsyningen.dk/kommuner/0999"}
        assert nodes[dataset["dct:temporal"]["@id"]]["dcat:startDate"]["@value"] == f"{year}-01-01"
    assert nodes[f"{base}eksempel-2024"]["prov:wasDerivedFrom"] == {"@id": "https://www.example.dk/regnskab.pdf"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("dcat:contactPoint <https://data.example.dk/regnskab/#contact>", "dct:source <https://example.dk/>"),
        ('"2023-12-31"^^xsd:date', '"2022-12-31"^^xsd:date'),
        ("a dcat:DatasetSeries", "a dcat:Thing"),
        ("file-type/PARQUET", "parquet"),
        ('rdfs:label "text/csv"', 'dct:title "text/csv"'),
        ("spdx:checksumAlgorithm_sha256", "spdx:checksumAlgorithm_md5"),
    ],
)
def test_the_shapes_notice_what_is_missing_or_wrong(site: Path, old: str, new: str) -> None:
    path = site / "dcat.ttl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert catalogue_problems(path)


@pytest.mark.parametrize(
    ("path", "old", "new", "says"),
    [
        ("csv/cells/eksempel-2024.csv", ",2024,", ",MMXXIV,", "fiscal_year"),
        ("csv/cells/eksempel-2024.csv", ",fiscal_year,", ",year,", "fiscal_year"),
        ("csv/figures/eksempel-2024.csv", "report_id,", "", "[Ll]abel|header"),
        ("datapackage.json", '"type": "integer"', '"type": "colour"', "colour"),
        ("datapackage.json", '"path": "csv/cells/eksempel-2024.csv"', '"path": "csv/cells/none.csv"', "none.csv"),
        ("datapackage.json", '"resources"', '"things"', "resources"),
        ("datapackage.json", "{", "", "cannot be read"),
    ],
)
def test_frictionless_notices(site: Path, path: str, old: str, new: str, says: str) -> None:
    text = (site / path).read_text(encoding="utf-8")
    assert old in text
    (site / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(re.search(says, problem) for problem in package_problems(site, rows=100))


def test_frictionless_follows_references_and_keys_where_it_reads_everything(site: Path) -> None:
    path = site / "csv/operating_expenditure/eksempel-2024.csv"
    head, first, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    table_id = first.split(",")[1]
    path.write_text("".join([head, first, first, *rest]), encoding="utf-8")
    assert any("primary key" in problem.lower() for problem in package_problems(site))
    path.write_text("".join([head, first.replace(table_id, '"elsewhere"', 1), *rest]), encoding="utf-8")
    assert any("foreign key" in problem.lower() for problem in package_problems(site))
    assert not any("foreign key" in problem.lower() for problem in package_problems(site, rows=100))
