"""The page to start from, in a browser, from the disk that it lies on; and what search engines read in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from regnskab.publish.describe.index_page import number_words, size_words


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    page = browser.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda said: page.problems.append(said.text) if said.type == "error" else None)
    yield page
    page.close()


def test_a_search_finds_lines_and_every_link_leads_somewhere(site: Path, page: Any) -> None:
    page.goto((site / "index.html").as_uri())
    assert page.title() == "Kommunale regnskaber"
    page.fill("#search", "veje 2024")
    page.wait_for_selector("#lines:not([hidden])")
    assert page.inner_text("#found") == "1 linje"
    cells = [cell.inner_text() for cell in page.query_selector_all("#lines tbody td")]
    assert cells[:6] == ["10.26 Veje", "Teknisk Udvalg", "Eksempel", "2024", "900.000", "3"]
    page.fill("#search", "teknisk")  # the committee, not the line
    page.wait_for_function("document.getElementById('found').textContent === '6 linjer'")
    page.fill("#search", "<b>ingen</b>")
    page.wait_for_function("document.getElementById('found').textContent === '0 linjer'")
    for link in page.query_selector_all("a"):
        address = link.get_attribute("href")
        if not re.match(r"https?:|mailto:|#", address):
            assert (site / address.partition("#")[0]).is_file(), address
        elif address.startswith("#"):
            assert page.query_selector(address) is not None, address
    assert page.problems == []


@pytest.mark.parametrize("width", [380, 1200])
def test_nothing_runs_out_of_the_page(site: Path, page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((site / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found.append(data)
            self._inside = False


def test_search_engines_find_each_dataset_with_its_files(site: Path) -> None:
    parser = _Scripts()
    parser.feed((site / "index.html").read_text(encoding="utf-8"))
    document = json.loads(parser.found[0])
    datasets = {dataset["@id"].rpartition("#")[2]: dataset for dataset in document["dataset"]}
    lines = datasets["operating_expenditure"]
    assert lines["temporalCoverage"] == "2023-01-01/2024-12-31"
    assert {one["encodingFormat"] for one in lines["distribution"]} >= {"text/csv", "application/vnd.apache.parquet"}
    assert {"name", "description", "license", "creator", "url", "version"} <= set(lines)
    assert "amount_dkk" in [one["name"] for one in lines["variableMeasured"]]


def test_croissant_has_a_record_set_per_table(site: Path) -> None:
    document = json.loads((site / "croissant.json").read_bytes())
    assert document["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    objects = {one["@id"]: one for one in document["distribution"]}
    for records in document["recordSet"]:
        head = (site / f"{records['name']}.csv").read_text(encoding="utf-8").partition("\n")[0].split(",")
        assert [field["source"]["extract"]["column"] for field in records["field"]] == head
        assert {field["source"]["fileObject"]["@id"] for field in records["field"]} == {f"{records['name']}.csv"}
        assert f"{records['name']}.csv" in objects


def test_numbers_and_sizes_for_people() -> None:
    assert number_words(1234567) == "1.234.567"
    assert [size_words(size) for size in (12, 45_678, 1_250_000)] == ["1 kB", "46 kB", "1,2 MB"]
