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
import rdflib
from click.testing import CliRunner

from regnskab.cli import main
from regnskab.errors import OutputError, PublishError
from regnskab.publish.describe.dcat import serialize
from regnskab.publish.describe.validators import catalogue_problems, package_problems
from regnskab.publish.make import Wishes, publish
from regnskab.publish.package.choice import BY_DEFAULT, chosen
from regnskab.publish.package.publisher import PublisherDetails, load_publisher, template
from regnskab.publish.verify.verify import verify
from regnskab.query.plain_cells import as_text, flat
from regnskab.store.checksums import read_sums
from schemas.datasets import DATASETS, EVERY

PEOPLE = sorted(BY_DEFAULT - {"lines"})


def _parquet(folder: Path, name: str, report: str) -> pa.Table:
    return flat(pq.ParquetFile(folder / name / f"{report}.parquet").read())


def test_what_the_field_s_validators_say(site: Path) -> None:
    assert package_problems(site) == []
    assert catalogue_problems(site / "dcat.ttl") == []


def test_every_dataset_of_the_contract_is_in_every_format(site: Path) -> None:
    resources = {resource["name"] for resource in json.loads((site / "datapackage.json").read_bytes())["resources"]}
    for name in EVERY:
        assert f"{name}.parquet" in resources
        assert f'id="{name}"' in (site / "dictionary.html").read_text(encoding="utf-8")
    for name in PEOPLE:
        assert {name, f"{name}.xlsx", f"eksempel-2024.{name}.csv", f"eksempel-2024.{name}.parquet"} <= resources
        assert (site / f"csv/{name}/eksempel-2023.csv-metadata.json").is_file()
        assert (site / f"{name}.csv-metadata.json").is_file()


def test_a_dataset_at_its_fixed_address_has_the_rows_of_all_reports(site: Path) -> None:
    for name in DATASETS:
        parts = [pq.ParquetFile(site / name / f"eksempel-{year}.parquet").read() for year in (2023, 2024)]
        whole = pq.ParquetFile(site / f"{name}.parquet").read()
        assert whole.equals(pa.concat_tables(parts).unify_dictionaries())
        assert whole.schema.metadata == parts[0].schema.metadata
    for name in PEOPLE:
        heads = [(site / f"csv/{name}/eksempel-{year}.csv").read_bytes().partition(b"\n") for year in (2023, 2024)]
        assert (site / f"{name}.csv").read_bytes() == heads[0][0] + b"\n" + heads[0][2] + heads[1][2]
        rows = list(openpyxl.load_workbook(site / f"{name}.xlsx")[name].iter_rows(values_only=True))
        assert len(rows) == 1 + sum(data.count(b"\n") for _, _, data in heads)


def test_the_newest_report_is_at_an_address_that_stays(site: Path) -> None:
    assert (site / "latest/eksempel.xlsx").read_bytes() == (site / "excel/eksempel-2024.xlsx").read_bytes()
    for name in PEOPLE:
        found = (site / f"latest/eksempel/{name}.csv").read_bytes()
        assert found == (site / f"csv/{name}/eksempel-2024.csv").read_bytes()
    assert {path.name for path in (site / "latest").iterdir()} == {"eksempel", "eksempel.xlsx"}


def test_datasets_that_are_chosen(out: Path, publisher: PublisherDetails, tmp_path: Path) -> None:
    few = publish(out, tmp_path / "few", publisher, Wishes(excel=False, people=chosen(["checks", "financing"])))
    assert [entry.name for entry in few.entries] == ["checks", "technical"]  # financing has no rows
    assert {path for path in few.made if path.startswith("csv/") and path.endswith(".csv")} == {
        f"csv/{name}/eksempel-{year}.csv" for name in ("checks", "financing") for year in (2023, 2024)
    }
    everything = publish(out, tmp_path / "few", publisher, Wishes(excel=False, people=chosen(["all"])))
    assert {"cells", "sources", "lines", "technical"} <= {entry.name for entry in everything.entries}
    assert package_problems(tmp_path / "few") == []  # with references between tables
    with pytest.raises(PublishError, match="no dataset 'check'; did you mean checks"):
        chosen(["check"])


def test_what_does_not_fit_a_sheet_has_none(
    out: Path, publisher: PublisherDetails, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from regnskab.publish.package import files

    monkeypatch.setattr(files, "MAX_ROWS", 10)
    package = publish(out, tmp_path / "site", publisher)
    assert "operating_expenditure.xlsx" not in package.made
    assert {"operating_expenditure.csv", "key_figures.xlsx"} <= set(package.made)


@pytest.mark.parametrize("name", PEOPLE)
def test_csv_holds_the_rows_of_the_parquet_file(site: Path, name: str) -> None:
    table = _parquet(site, name, "eksempel-2024")
    text = (site / f"csv/{name}/eksempel-2024.csv").read_bytes().decode()
    head, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert head == table.column_names
    columns = [["" if value is None else value for value in as_text(table[column]).to_pylist()] for column in head]
    assert rows == [list(row) for row in zip(*columns, strict=True)]


def test_workbook_holds_the_rows_of_the_parquet_files(site: Path) -> None:
    book = openpyxl.load_workbook(site / "excel/eksempel-2024.xlsx")
    for name in PEOPLE:
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
    (site / "cells.csv").write_text("old", encoding="utf-8")
    (site / "latest/andeby").mkdir(parents=True)
    (site / "latest/andeby/cells.csv").write_text("old", encoding="utf-8")
    publish(out, site, publisher, Wishes(excel=False))
    for gone in ("csv/cells/other-2020.csv", "cells.csv", "latest/andeby/cells.csv"):
        assert not (site / gone).exists()
    assert not (site / "excel").exists()
    assert "csv/figures/eksempel-2024.csv" in read_sums(site)


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
    for text in (
        'base_url is missing, such as base_url = "https://',
        "organisation is missing",
        "license is 'CC': give it whole, such as license = \"https://creativecommons.org/licenses/by/4.0/\"",
        "contact.email is 'nobody': give it whole, such as email = \"data@kommune.dk\"",
        "colour is no key",
    ):
        assert text in str(caught.value)
    assert "pattern" not in str(caught.value)
    path.write_text(template(), encoding="utf-8")
    with pytest.raises(
        PublishError,
        match=r"base_url is empty: fill it in, such as .*organisation\.name is empty.*contact\.email is empty",
    ):
        load_publisher(path)
    path.write_text("# nothing yet\n", encoding="utf-8")
    with pytest.raises(PublishError, match=r"says nothing yet; it needs base_url, license.*--init FILE"):
        load_publisher(path)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('keywords = "regnskab"', "keywords is 'regnskab': give a list, such as keywords ="),
        ('issued = "i går"', "issued is 'i går': give a date, such as issued = 2025-04-30"),
        ('liscence = "x"', "liscence is no key of this file; did you mean license"),
        ("title_da = 3", "title_da is 3: give a text"),
        ('municipality_uri = "https://example.dk/"', "municipality_uri: has neither {code} nor {code4} in it"),
    ],
)
def test_a_wrong_key_is_told_with_an_example(publisher_file: Path, line: str, says: str) -> None:
    kept = publisher_file.read_text(encoding="utf-8").replace("issued = 2025-05-01\n", "")
    publisher_file.write_text(f"{line}\n{kept}", encoding="utf-8")
    with pytest.raises(PublishError, match=re.escape(says)):
        load_publisher(publisher_file)


def test_catalogue_has_an_entry_per_dataset_and_a_series_over_the_years(site: Path) -> None:
    graph = json.loads((site / "dcat.jsonld").read_bytes())["@graph"]
    nodes = {node["@id"]: node for node in graph}
    base = "https://data.example.dk/regnskab/#"
    series = nodes[f"{base}series"]
    assert series["@type"] == "dcat:DatasetSeries"
    period = nodes[series["dct:temporal"]["@id"]]
    assert (period["dcat:startDate"]["@value"], period["dcat:endDate"]["@value"]) == ("2023-01-01", "2024-12-31")
    listed = {node["@id"].removeprefix(base): node for node in graph if node["@type"] == "dcat:Dataset"}
    with_rows = {name for name in BY_DEFAULT if pq.ParquetFile(site / f"{name}.parquet").metadata.num_rows}
    assert set(listed) == with_rows | {"technical"}
    for node in listed.values():
        assert node["dcat:inSeries"] == {"@id": series["@id"]}
        assert node["dct:spatial"] == {"@id": "https://api.dataforsyningen.dk/kommuner/0999"}
        assert {"@id": "https://www.example.dk/regnskab.pdf"} in node["prov:wasDerivedFrom"]
    files = listed["operating_expenditure"]["dcat:distribution"]
    assert [one["@id"].rpartition(".")[2] for one in files] == ["csv", "parquet", "xlsx"]


# What somebody may write into a catalogue; each is found before it is published and by "regnskab verify".
MUTANTS: dict[str, tuple[str | None, str | None]] = {
    "theme code": ("data-theme/GOVE", "data-theme/GOVT"),
    "frequency": ("frequency/ANNUAL>", "frequency/YEARLY>"),
    "licence": ("https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by/5.0/"),
    "title language": ('"Accounts 2023–2024, Eksempel Municipality"@en', '"Accounts 2023–2024, Eksempel Municipality"'),
    "checksum": (None, None),
    "series": ("a dcat:DatasetSeries", "a dcat:Dataset"),
    "publisher": ("dct:publisher <https://data.example.dk/regnskab/#publisher>", "dct:creator <https://example.dk/>"),
    "media type": ("dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv>",
                   "dcat:mediaType <https://www.iana.org/assignments/media-types/application/vnd.apache.parquet>"),
    "contact": ("dcat:contactPoint <https://data.example.dk/regnskab/#contact>", "dct:source <https://example.dk/>"),
    "period": ('"2024-12-31"^^xsd:date', '"2022-12-31"^^xsd:date'),
    "format": ("file-type/PARQUET", "parquet"),
    "media type's name": ('rdfs:label "text/csv"', 'dct:title "text/csv"'),
    "algorithm": ("spdx:checksumAlgorithm_sha256", "spdx:checksumAlgorithm_md5"),
}  # fmt: skip


def _mutated(site: Path, name: str) -> str:
    text = (site / "dcat.ttl").read_text(encoding="utf-8")
    old, new = MUTANTS[name]
    if old is None:
        old = read_sums(site)["key_figures.csv"]
        new = old[::-1]
    assert old in text
    return text.replace(str(old), str(new))


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_of_the_catalogue_is_not_published(
    site: Path, out: Path, publisher: PublisherDetails, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from regnskab.publish import make as module

    graph = rdflib.Graph().parse(data=_mutated(site, name), format="turtle")
    monkeypatch.setattr(module, "catalogue", lambda *_: graph)
    monkeypatch.setattr(module, "package_problems", lambda *_, **__: [])
    with pytest.raises(PublishError, match="the catalogue"):
        publish(out, tmp_path / "mutant", publisher)
    assert not (tmp_path / "mutant").exists()


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_of_the_catalogue_is_found_in_a_package(site: Path, name: str) -> None:
    text = _mutated(site, name)
    (site / "dcat.ttl").write_text(text, encoding="utf-8")
    (site / "dcat.jsonld").write_bytes(serialize(rdflib.Graph().parse(data=text, format="turtle"))["dcat.jsonld"])
    shaped = catalogue_problems(site / "dcat.ttl")
    untrue = [
        problem for problem in verify(site).problems if "SHA-256 is" not in problem.says or "dcat" in problem.says
    ]
    assert shaped or untrue


def test_shapes_of_others_are_tested_too(site: Path, tmp_path: Path) -> None:
    shapes = tmp_path / "theirs.ttl"
    shapes.write_text(
        """
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
        <urn:x> a sh:NodeShape ; sh:targetClass dcat:Dataset ;
          sh:property [ sh:path dcat:qualifiedRelation ; sh:minCount 1 ] .
        """,
        encoding="utf-8",
    )
    result = CliRunner().invoke(main, ["verify", str(site), "--shapes", str(shapes)])
    assert (result.exit_code, "qualifiedRelation" in result.stdout) == (1, True)
    shapes.write_text("no shapes", encoding="utf-8")
    result = CliRunner().invoke(main, ["verify", str(site), "--shapes", str(shapes)])
    assert (result.exit_code, "theirs.ttl: holds no shapes" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('themes = ["GOVT"]', "themes.no. 1: .*did you mean GOVE"),
        ('frequency = "annual"', "frequency: .*did you mean ANNUAL"),
        (
            'license = "https://example.dk/mine"',
            "license: .*is no licence that portals know; use one of https://creative",
        ),
    ],
)
def test_unknown_codes_are_refused(publisher_file: Path, line: str, says: str) -> None:
    key = line.partition(" ")[0]
    kept = [one for one in publisher_file.read_text(encoding="utf-8").splitlines() if not one.startswith(f"{key} ")]
    publisher_file.write_text("\n".join([line, *kept]), encoding="utf-8")
    with pytest.raises(PublishError, match=says):
        load_publisher(publisher_file)


@pytest.mark.parametrize(
    ("path", "old", "new", "says"),
    [
        ("operating_expenditure.csv", ",2023,", ",MMXXIII,", "fiscal_year"),
        ("operating_expenditure.csv", ",fiscal_year,", ",year,", "fiscal_year"),
        ("figures.csv", "report_id,", "", "[Ll]abel|header"),
        ("datapackage.json", '"type": "integer"', '"type": "colour"', "colour"),
        ("datapackage.json", '"path": "figures.csv"', '"path": "none.csv"', "none.csv"),
        ("datapackage.json", '"resources"', '"things"', "resources"),
        ("datapackage.json", "{", "", "cannot be read"),
    ],
)
def test_frictionless_notices(site: Path, path: str, old: str, new: str, says: str) -> None:
    text = (site / path).read_text(encoding="utf-8")
    assert old in text
    (site / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(re.search(says, problem) for problem in package_problems(site, rows=100))


def test_frictionless_follows_references_and_keys_where_it_reads_everything(
    out: Path, publisher: PublisherDetails, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    publish(out, site, publisher, Wishes(excel=False, people=chosen(["operating_expenditure", "tables", "sources"])))
    path = site / "operating_expenditure.csv"
    head, first, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    table_id = first.split(",")[1]
    path.write_text("".join([head, first, first, *rest]), encoding="utf-8")
    assert any("primary key" in problem.lower() for problem in package_problems(site))
    path.write_text("".join([head, first.replace(table_id, '"elsewhere"', 1), *rest]), encoding="utf-8")
    assert any("foreign key" in problem.lower() for problem in package_problems(site))
    assert not any("foreign key" in problem.lower() for problem in package_problems(site, rows=100))
