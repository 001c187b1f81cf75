"""A package on a portal: made once, changed where it changed, finished where it broke off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from regnskab.cli import main
from regnskab.publish import make as site
from regnskab.publish.portal import ckan as module
from regnskab.report.conversion import Conversion
from schemas.datasets import DATASETS
from tests.regnskab.publish.ckan_double import TOKEN, Ckan, serving


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


def _files(out: Path, pattern: str) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.glob(pattern)}


def test_everything_arrives_as_it_is_and_once(portal: Ckan, send: Callable[..., Result], out: Path) -> None:
    result = send("--ckan-organisation", "eksempel-kommune")
    assert result.exit_code == 0, result.stderr
    expected = _files(out, "csv/*/*.csv") | _files(out, "*/*.parquet") | _files(out, "excel/*.xlsx")
    assert portal.files == expected
    package = next(package for package in portal.packages.values() if package["name"] == "regnskab-eksempel-2024")
    assert package["license_id"] == "cc-by-4.0"
    extras = {extra["key"]: extra["value"] for extra in package["extras"]}
    assert extras["temporal_start"] == "2024-01-01"
    assert extras["spatial_uri"] == "https://api.dataforsyningen.dk/kommuner/0999"
    portal.calls.clear()
    result = send("--ckan-organisation", "eksempel-kommune")
    assert portal.calls == []
    assert f"{len(expected) + 3} unchanged" in result.stdout


def test_a_dry_run_changes_nothing(portal: Ckan, send: Callable[..., Result]) -> None:
    result = send("--dry-run")
    assert "would create regnskab-eksempel-2023 csv/cells/eksempel-2023.csv" in result.stdout
    assert "nothing was sent" in result.stdout
    assert (portal.calls, portal.packages) == ([], {})


@pytest.mark.parametrize("at", [4, 20])
def test_what_broke_off_is_finished(portal: Ckan, send: Callable[..., Result], at: int) -> None:
    portal.broken = lambda action, number: number >= at
    result = send()
    assert result.exit_code == 1
    assert "what arrived is not sent twice" in result.stderr
    arrived = list(portal.files)
    portal.broken = lambda action, number: False
    portal.calls.clear()
    assert send().exit_code == 0
    each = 2 * len(DATASETS) + 1  # Parquet and CSV, and the workbook
    both = 2 * (1 + each) + 1 + 3  # and the dataset of their municipality, with three files
    assert len(portal.calls) == both - len(arrived) - 1 - (len(arrived) >= each)


def test_a_connection_that_breaks_once_is_tried_again(portal: Ckan, send: Callable[..., Result]) -> None:
    portal.broken = lambda action, number: number in (1, 5, 9)
    assert send().exit_code == 0


def test_only_what_changed_is_sent_and_others_additions_stay(
    portal: Ckan, send: Callable[..., Result], out: Path, make_conversion: Callable[..., Conversion]
) -> None:
    send()
    package = next(package for package in portal.packages.values() if package["name"] == "regnskab-eksempel-2024")
    package["title"] = "changed by hand"
    package["extras"].append({"key": "theirs", "value": "1"})
    package["resources"].append({"id": "x", "name": "their file", "hash": ""})
    portal.calls.clear()
    make_conversion("eksempel-2023", sha256="ab" * 32, year=2023, contradicted=False).write(out)
    assert send().exit_code == 0
    assert portal.calls.count("package_patch") == 1
    assert set(portal.calls) == {"package_patch", "resource_update"}
    assert package["title"] == "Regnskab 2024, Eksempel Kommune"
    assert {"key": "theirs", "value": "1"} in package["extras"]
    assert package["resources"][-1]["name"] == "their file"
    assert portal.files["checks/eksempel-2023.parquet"] == (out / "checks/eksempel-2023.parquet").read_bytes()


def test_refusals_say_what_to_do(portal: Ckan, send: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    result = send("--ckan-organisation", "nobody")
    assert result.exit_code == 1
    assert "owner_org: ['Organization does not exist']" in result.stderr
    monkeypatch.setenv("CKAN_API_TOKEN", "wrong")
    result = send()
    assert "not allowed; set CKAN_API_TOKEN" in result.stderr
