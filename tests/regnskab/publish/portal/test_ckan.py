"""A package on a portal: made once, changed where it changed, finished where it broke off."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from regnskab.cli import main
from regnskab.publish import make as site
from regnskab.publish.portal import ckan as module
from regnskab.report.conversion import Conversion
from regnskab.years.compare import track
from schemas.datasets import DATASETS
from tests.regnskab.publish.ckan_double import DEFAULT_LICENCES, TOKEN, Ckan, serving

OURS = "regnskab-eksempel-kommune"


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ckan]:
    monkeypatch.setenv("CKAN_API_TOKEN", TOKEN)
    monkeypatch.setattr(module.Portal.__init__, "__kwdefaults__", {"pause": 0.0})
    # What the validators say is tested elsewhere; here it only takes time.
    monkeypatch.setattr(site, "package_problems", lambda folder, rows: [])
    monkeypatch.setattr(site, "catalogue_problems", lambda graph: [])
    with serving() as running:
        yield running


@pytest.fixture
def send(out: Path, publisher_file: Path, portal: Ckan) -> Callable[..., Result]:
    def run(*options: str) -> Result:
        arguments = ["publish", str(out), "--publisher", str(publisher_file), "--ckan", portal.url, *options]
        return CliRunner().invoke(main, arguments, catch_exceptions=False)

    return run


def _package(portal: Ckan, name: str) -> dict[str, Any]:
    return next(package for package in portal.packages.values() if package["name"] == f"{OURS}-{name}")


def test_everything_arrives_as_it_is_and_once(portal: Ckan, send: Callable[..., Result], out: Path) -> None:
    result = send("--ckan-organisation", "eksempel-kommune")
    assert result.exit_code == 0, result.stderr
    names = [package["name"].removeprefix(f"{OURS}-") for package in portal.packages.values()]
    assert len(names) == len(set(names)) <= 12
    expected = {f"{name}.{kind}" for name in names if name != "technical" for kind in ("xlsx", "csv", "parquet")}
    assert portal.files == {path: (out / path).read_bytes() for path in (*expected, "regnskab.sqlite")}
    package = _package(portal, "operating_expenditure")
    assert package["license_id"] == "cc-by-4.0"
    extras = {extra["key"]: extra["value"] for extra in package["extras"]}
    assert extras["temporal_start"] == "2023-01-01"
    assert extras["spatial_uri"] == "https://api.dataforsyningen.dk/kommuner/0999"
    portal.calls.clear()
    result = send("--ckan-organisation", "eksempel-kommune")
    assert portal.calls == []
    resources = sum(len(package["resources"]) for package in portal.packages.values())
    assert f"{len(names) + resources} unchanged" in result.stdout


def test_resources_are_named_for_people_and_explained(portal: Ckan, send: Callable[..., Result]) -> None:
    send()
    resources = _package(portal, "operating_expenditure")["resources"]
    assert [one["name"].rpartition("(")[2] for one in resources[:3]] == ["Excel)", "CSV)", "Parquet)"]
    assert [one["name"] for one in resources[3:]] == ["Kolonnernes betydning", "CSV-metadata", "Data Package"]
    links = {one["name"]: one["url"] for one in _package(portal, "technical")["resources"] if one.get("url")}
    assert links["PDF: Regnskab 2024, Eksempel Kommune"] == "https://www.example.dk/regnskab.pdf"
    csv = next(one for one in resources if one["format"] == "CSV")
    described = {column["id"]: column["info"] for column in portal.dictionaries[csv["id"]]}
    assert tuple(described) == DATASETS["operating_expenditure"].names
    assert described["fiscal_year"]["notes"] == "Det år, som regnskabet gælder. Enhed: year."


def test_a_portal_without_a_data_dictionary(portal: Ckan, send: Callable[..., Result]) -> None:
    portal.datastore = False
    assert send().exit_code == 0
    assert portal.dictionaries == {}


def test_licences_that_a_new_portal_knows(portal: Ckan, send: Callable[..., Result]) -> None:
    portal.licences = DEFAULT_LICENCES
    send()
    assert _package(portal, "key_figures")["license_id"] == "cc-by"


def test_a_dry_run_changes_nothing(portal: Ckan, send: Callable[..., Result]) -> None:
    result = send("--dry-run", "--prune")
    title = DATASETS["operating_expenditure"].title_da
    assert f"would create {OURS}-operating_expenditure {title} (CSV)" in result.stdout
    assert "nothing was sent" in result.stdout
    assert (portal.calls, portal.packages) == ([], {})


@pytest.mark.parametrize("at", [5, 25])
def test_what_broke_off_is_finished(portal: Ckan, send: Callable[..., Result], at: int) -> None:
    portal.broken = lambda action, number: number >= at
    result = send()
    assert result.exit_code == 1
    assert "what arrived is not sent twice" in result.stderr
    arrived = dict(portal.files)
    portal.broken = lambda action, number: False
    portal.calls.clear()
    assert send().exit_code == 0
    uploads = portal.calls.count("resource_create")
    resources = sum(len(package["resources"]) for package in portal.packages.values())
    assert (arrived.items() <= portal.files.items(), portal.calls.count("resource_update")) == (True, 0)
    assert uploads <= resources - len(arrived)


def test_a_connection_that_breaks_once_is_tried_again(portal: Ckan, send: Callable[..., Result]) -> None:
    portal.broken = lambda action, number: number in (1, 5, 9)
    assert send().exit_code == 0


def test_only_what_changed_is_sent_and_others_additions_stay(
    portal: Ckan, send: Callable[..., Result], out: Path, make_conversion: Callable[..., Conversion]
) -> None:
    send("--datasets", "all")
    package = _package(portal, "checks")
    package["title"] = "changed by hand"
    package["extras"].append({"key": "theirs", "value": "1"})
    package["resources"].append({"id": "x", "name": "their file", "hash": ""})
    unchanged = _package(portal, "key_figures")["resources"][1]["hash"]
    portal.calls.clear()
    make_conversion("eksempel-2023", sha256="ab" * 32, year=2023, contradicted=False).write(out)
    assert send("--datasets", "all", "--prune").exit_code == 0
    assert set(portal.calls) == {"package_patch", "resource_update"}
    assert package["title"].startswith(DATASETS["checks"].title_da)
    assert "Ændret: eksempel-2023" in package["notes"]
    assert {"key": "theirs", "value": "1"} in package["extras"]
    assert package["resources"][-1]["name"] == "their file"
    assert portal.files["checks.parquet"] == (out / "checks.parquet").read_bytes()
    assert _package(portal, "key_figures")["resources"][1]["hash"] == unchanged


def test_what_is_published_no_longer_stays_and_is_told_of_until_it_is_pruned(
    portal: Ckan, send: Callable[..., Result]
) -> None:
    send("--datasets", "all")
    others = {
        "id": "o",
        "name": "regnskab-andre",
        "url": "https://andre.example.dk",
        "state": "active",
        "resources": [],
    }
    old = {"id": "old", "name": "regnskab-eksempel-2019", "url": "https://data.example.dk/regnskab", "resources": []}
    portal.packages |= {"o": others, "old": old | {"state": "active"}}
    result = send("--no-excel")
    assert f"stays {OURS}-cells on the portal, though it is published no longer: --prune withdraws it" in result.stdout
    assert f"stays {OURS}-key_figures {DATASETS['key_figures'].title_da} (Excel) on the portal" in result.stdout
    assert _package(portal, "cells")["state"] == "active"
    portal.calls.clear()
    result = send("--no-excel", "--prune")
    assert set(portal.calls) == {"package_delete", "resource_delete"}
    gone = {package["name"] for package in portal.packages.values() if package["state"] == "deleted"}
    assert gone == {f"{OURS}-{name}" for name in ("cells", "checks", "sources", "tables")} | {"regnskab-eksempel-2019"}
    assert not any(one["format"] == "XLSX" for one in _package(portal, "key_figures")["resources"])
    portal.calls.clear()
    assert "withdrawn" not in send("--no-excel", "--prune").stdout
    assert portal.calls == []
    assert send("--datasets", "cells").exit_code == 0  # out of the bin again
    assert _package(portal, "cells")["state"] == "active"


def test_a_report_that_is_removed_is_gone_from_the_portal(portal: Ckan, send: Callable[..., Result], out: Path) -> None:
    send()
    assert b"eksempel-2023" in portal.files["key_figures.csv"]
    assert CliRunner().invoke(main, ["remove", str(out), "eksempel-2023"]).exit_code == 0
    track(out)
    assert send("--prune").exit_code == 0
    assert b"eksempel-2023" not in portal.files["key_figures.csv"]
    assert "Udgået: eksempel-2023" in _package(portal, "key_figures")["notes"]


def test_lines_are_made_where_nobody_made_them(portal: Ckan, send: Callable[..., Result], out: Path) -> None:
    shutil.rmtree(out / "lines")
    result = send()
    assert result.exit_code == 0, result.stderr
    assert _package(portal, "lines")["state"] == "active"


def test_refusals_say_what_to_do(portal: Ckan, send: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    result = send("--ckan-organisation", "nobody")
    assert result.exit_code == 1
    assert "owner_org: ['Organization does not exist']; name an organisation of the portal" in result.stderr
    assert "--ckan-organisation" in result.stderr
    monkeypatch.setenv("CKAN_API_TOKEN", "wrong")
    result = send()
    assert "not allowed; set CKAN_API_TOKEN" in result.stderr
    result = CliRunner().invoke(main, ["publish", "nowhere", "--prune"])
    assert "give one with --ckan URL" in result.stderr
