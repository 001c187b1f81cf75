"""Corrections made in the page: saved as a file, converted again, and seen in the checks and in Parquet."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.dataset as ds

from regnskab.batch.api import convert_many
from regnskab.query.datasets import stored_findings
from regnskab.report.corrections import read_file
from regnskab.review.site import write_site
from tests.regnskab.review.conftest import SAMPLE, Opened

Open = Callable[..., Opened]
ID = "ballerup-2024"
RULE = "total = sum of projects"


def _failing(out: Path) -> set[tuple[str, str]]:
    found = stored_findings(out, ID)
    return {(finding.table_id, finding.measure or "") for finding in found if finding.failed and finding.rule == RULE}


def test_five_becomes_five_thousand_and_the_identity_holds(
    open_page: Open, sample_out: Path, sample_site: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shutil.copytree(sample_out, out)
    table = f"{ID}/kultur-og-fritidsudvalget/tabel-3"
    assert (table, "adopted_budget") in _failing(out)

    opened = open_page()
    page = opened.goto(sample_site / ID / "index.html")
    page.fill("#search", "A031150")
    page.keyboard.press("Escape")
    opened.press("n")
    page.wait_for_selector("td[aria-current]")
    page.wait_for_selector(".facts-of-cell button")
    opened.press("c")
    assert page.input_value("[name=value]") == "5.000"  # what the check suggests, in the cell's unit
    page.fill("[name=who]", 'Kim "K" Æbelø')
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog", state="detached")
    assert page.inner_text("#page-32 td[aria-current] ins") == "5.000"
    assert page.inner_text("#page-32 td[aria-current] del") == "5"
    with page.expect_download() as downloaded:
        opened.press("d")
    assert downloaded.value.suggested_filename == f"{ID}.toml"
    (out / "corrections").mkdir()
    downloaded.value.save_as(out / "corrections" / f"{ID}.toml")
    assert opened.complaints == []

    (entry,) = read_file(out / "corrections" / f"{ID}.toml").entries
    assert (entry.expect, entry.value, entry.who, entry.page) == ("5", "5.000", 'Kim "K" Æbelø', 32)
    assert convert_many([SAMPLE], out).done
    assert (table, "adopted_budget") not in _failing(out)
    rows = ds.dataset(str(out / "capital_projects")).to_table().to_pylist()
    (row,) = [row for row in rows if "corrected_by_user" in row["flags"]]
    assert (row["published"], row["amount_dkk"], row["measure"]) == ("5", 5_000_000, "adopted_budget")

    # The next review shows it, and its file keeps it.
    write_site(out, tmp_path / "site", source=SAMPLE, pictures=False)
    page = opened.goto(tmp_path / "site" / ID / "index.html")
    assert "558 identities hold, 16 fail" in page.inner_text("header")
    assert "(1)" in page.inner_text("#download")


def test_corrections_are_undone_deleted_and_remembered(open_page: Open, sample_site: Path) -> None:
    opened = open_page()
    page = opened.goto(sample_site / ID / "index.html")
    for text, role in (("7", "number"), ("</script><b>", "text")):
        opened.press("n")
        page.wait_for_selector(".facts-of-cell button")
        opened.press("c")
        page.fill("[name=value]", text)
        page.select_option("[name=role]", role)
        page.fill("[name=why]", "because")
        page.fill("[name=who]", "Kim")
        page.click("text=Save")
    assert "(2)" in page.inner_text("#download")
    page.locator("header").click()
    page.reload()
    page.wait_for_selector("#download")
    assert "(2)" in page.inner_text("#download")
    opened.press("n")
    page.wait_for_selector(".facts-of-cell button")
    opened.press("c")
    assert page.input_value("[name=value]") == "7"
    page.click("text=Delete the correction")
    assert "(1)" in page.inner_text("#download")
    page.locator("header").click()
    opened.press("u")
    assert "(2)" in page.inner_text("#download")
    assert opened.complaints == []


def test_a_head_is_not_corrected(open_page: Open, sample_site: Path) -> None:
    opened = open_page()
    page = opened.goto(sample_site / ID / "index.html")
    page.fill("#page", "32")
    page.keyboard.press("Enter")
    page.locator("#page-32 td.header").first.click()
    page.wait_for_selector(".facts-of-cell dl")
    assert page.locator(".facts-of-cell button").all_inner_texts() == ["Structure (b)", "Word (w)"]
    opened.press("c")
    assert page.locator("dialog").count() == 0


def test_axe_finds_no_fault_in_the_dialog(open_page: Open, sample_site: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    opened = open_page(color_scheme="dark")
    page = opened.goto(sample_site / ID / "index.html")
    opened.press("n")
    page.wait_for_selector(".facts-of-cell button")
    opened.press("c")
    faults = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults] == []
