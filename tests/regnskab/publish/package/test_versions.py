"""Editions go on from one publishing to the next, and only where rows changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from regnskab.publish.make import publish
from regnskab.publish.package.publisher import PublisherDetails
from regnskab.publish.package.versions import read_versions
from regnskab.report.conversion import Conversion
from regnskab.years.compare import track


def test_the_same_rows_again_are_no_new_edition(out: Path, publisher: PublisherDetails, tmp_path: Path) -> None:
    first = publish(out, tmp_path / "site", publisher)
    again = publish(out, tmp_path / "site", publisher)
    assert first.sums == again.sums
    assert read_versions(tmp_path / "site/versions.json").newest("figures").notes_da == "Første udgave."


def test_a_changed_report_is_a_new_edition_that_says_so(
    out: Path, publisher: PublisherDetails, make_conversion: Callable[..., Conversion], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    publish(out, site, publisher)
    make_conversion("eksempel-2023", sha256="ab" * 32, year=2023, contradicted=False).write(out)
    make_conversion("eksempel-2025", sha256="ef" * 32, year=2025).write(out)
    track(out)
    publish(out, site, publisher)
    versions = read_versions(site / "versions.json")
    assert versions.newest("checks").notes_da == "Nye: eksempel-2025. Ændret: eksempel-2023."
    assert versions.newest("key_figures").notes_en == "New: eksempel-2025."
    assert [one.number for one in versions.editions["checks"]] == [1, 2]
    nodes = {node["@id"]: node for node in json.loads((site / "dcat.jsonld").read_bytes())["@graph"]}
    base = "https://data.example.dk/regnskab/#"
    node = nodes[f"{base}key_figures"]
    assert node["dcat:version"] == "2"
    assert nodes[node["dcat:previousVersion"]["@id"]]["dcat:version"] == "1"
    notes = {text["@language"]: text["@value"] for text in node["adms:versionNotes"]}
    assert notes == {"da": "Nye: eksempel-2025.", "en": "New: eksempel-2025."}


def test_what_is_no_history_of_ours_begins_anew(tmp_path: Path) -> None:
    for text in ("", "[]", '{"checks": 1}', '{"checks": {"editions": [{"x": 1}], "reports": {}}}'):
        (tmp_path / "versions.json").write_text(text, encoding="utf-8")
        assert not read_versions(tmp_path / "versions.json").editions
