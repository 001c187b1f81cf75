"""What CKAN's own reader of catalogues (ckanext-dcat) makes of a published package, beside what the package says.

    python -m venv ckan && ckan/bin/pip install 'ckan[requirements]' ckanext-dcat
    ckan/bin/python bench/dcat_in_ckan.py SITE [--show DATASET]

In an environment of its own: CKAN pins some sixty libraries to versions that are not ours, and is under the AGPL. Reads
``dcat.ttl`` and ``dcat.jsonld`` with the profile euro_dcat_ap_3, as a harvester does, and compares every dataset and
resource with ``datapackage.json`` and ``SHA256SUMS``. Exit status 1 where they differ.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

YEAR = re.compile(r"\d{4}")
CATALOGUES = {"dcat.ttl": "turtle", "dcat.jsonld": "json-ld"}
FORMATS = {"csv": ("CSV", "text/csv"), "xlsx": ("XLSX", None), "parquet": (None, "application/vnd.apache.parquet")}
FORMATS["sqlite"] = (None, "application/vnd.sqlite3")
ALWAYS = ("publisher_name", "publisher_url", "contact_name", "contact_email", "spatial_uri", "theme", "language")


def read(path: Path, kind: str) -> dict[str, dict[str, Any]]:
    """Return CKAN's datasets by identifier."""
    from ckanext.dcat.processors import RDFParser
    from ckantoolkit import config

    config["ckan.locale_default"] = "da"  # as a Danish portal has it
    parser = RDFParser(profiles=["euro_dcat_ap_3"])
    parser.parse(path.read_text(encoding="utf-8"), _format=kind)
    return {extras(dataset)["identifier"].rpartition("#")[2]: dataset for dataset in parser.datasets()}


def extras(dataset: dict[str, Any]) -> dict[str, str]:
    return {extra["key"]: extra["value"] for extra in dataset["extras"]}


def problems(site: Path, datasets: dict[str, dict[str, Any]]) -> Iterator[str]:
    package = json.loads((site / "datapackage.json").read_text(encoding="utf-8"))
    sums = dict(reversed(line.split("  ", 1)) for line in (site / "SHA256SUMS").read_text("utf-8").splitlines())
    base = package["id"].rstrip("/")
    # The catalogue lists the files over all reports, and those of the datasets that are chosen alone as CSV.
    listed = {
        f"{base}/{resource['path']}": resource for resource in package["resources"] if "/" not in resource["path"]
    }
    tables = {resource["name"] for resource in package["resources"] if resource["type"] == "table"}
    publisher, contact = package["contributors"]
    found: dict[str, dict[str, Any]] = {}
    for name, dataset in datasets.items():
        said = extras(dataset)
        yield from (f"{name}: no {key}" for key in ("title", "notes", "url") if not dataset.get(key))
        yield from (f"{name}: no {key}" for key in ALWAYS if not said.get(key))
        if said.get("publisher_name") != publisher["title"] or said.get("contact_email") != contact["email"]:
            yield f"{name}: another publisher or contact"
        if "Kommune" in dataset["title"]:
            years = [said.get("temporal_start", "")[:4], said.get("temporal_end", "")[:4]]
            if not all(year.isdigit() for year in years) or not set(years) <= set(YEAR.findall(dataset["title"])):
                yield f"{name}: about {years}, its title is {dataset['title']}"
            if not said.get("spatial_text", "").endswith("Kommune"):
                yield f"{name}: no place, but {said.get('spatial_uri')}"
        if {tag["name"] for tag in dataset["tags"]} != set(package["keywords"]):
            yield f"{name}: other tags"
        found |= {resource["url"]: resource for resource in dataset["resources"]}
    yield from (f"{url}: not listed" for url in set(found) - set(listed))
    expected = {url for url, one in listed.items() if one["name"].partition(".")[0] in (*tables, "regnskab")}
    yield from (f"{url}: no resource" for url in expected - set(found))
    for url in sorted(set(found) & set(listed)):
        yield from _resource(url, found[url], listed[url], sums, package["licenses"][0]["path"])


def _resource(
    url: str, got: dict[str, Any], listed: dict[str, Any], sums: dict[str, str], licence: str
) -> Iterator[str]:
    if got.get("hash") != sums[listed["path"]] or not got.get("hash_algorithm", "").endswith("sha256"):
        yield f"{url}: hash {got.get('hash')}"
    if got.get("size") != listed["bytes"]:
        yield f"{url}: size {got.get('size')}"
    if got.get("license") != licence or not got.get("name"):
        yield f"{url}: licence {got.get('license')}, name {got.get('name')}"
    kind, media = FORMATS[listed["format"]]
    if kind not in (None, got.get("format")) or media not in (None, got.get("mimetype")):
        yield f"{url}: format {got.get('format')}, {got.get('mimetype')}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--show", metavar="DATASET", help="print one dataset as CKAN has it")
    given = parser.parse_args()
    wrong = 0
    for name, kind in CATALOGUES.items():
        datasets = read(given.site / name, kind)
        found = list(problems(given.site, datasets))
        resources = sum(len(dataset["resources"]) for dataset in datasets.values())
        print(f"{name}: {len(datasets)} datasets, {resources} resources, {len(found)} problems")
        print(*found[:20], sep="\n", end="\n" if found else "")
        wrong += len(found)
        if given.show:
            print(json.dumps(datasets[given.show], ensure_ascii=False, indent=1))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
