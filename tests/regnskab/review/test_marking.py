"""A report marked as reviewed in the page: saved, shown by ``status``, and no longer so once it reads otherwise."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from regnskab.batch.api import convert_many
from regnskab.cli import main
from regnskab.report.corrections import read_file
from regnskab.review.site import write_site
from tests.regnskab.review.conftest import SAMPLE, Opened

Open = Callable[..., Opened]
ID = "ballerup-2024"


def _status(out: Path, *options: str) -> str:
    return CliRunner().invoke(main, ["status", str(out), *options]).output


def _save(page: Any, opened: Opened, out: Path) -> Path:
    with page.expect_download() as downloaded:
        opened.press("d")
    (out / "corrections").mkdir(exist_ok=True)
    downloaded.value.save_as(out / "corrections" / f"{ID}.toml")
    return out / "corrections" / f"{ID}.toml"


def test_a_report_is_marked_and_stays_so_until_it_reads_otherwise(
    open_page: Open, sample_out: Path, sample_site: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shutil.copytree(sample_out, out)
    assert "; 0 of 1 report reviewed" in _status(out)
    opened = open_page()
    page = opened.goto(sample_site / ID / "index.html")
    opened.press("m")
    assert "Doubts not yet accepted" in page.inner_text("dialog")
    page.fill("[name=who]", "Kim")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog", state="detached")
    assert "reviewed by Kim, 20" in page.inner_text("header")
    file = _save(page, opened, out)
    assert opened.complaints == []
    (mark,) = read_file(file).accepted
    assert mark.sha256 == json.loads((out / "manifest.jsonl").read_text("utf-8").splitlines()[-1])["source"]["sha256"]

    # It changes nothing of what is read: the report is current.
    assert "1 of 1 report reviewed" in _status(out)
    assert "reviewed by Kim, 20" in _status(out, "--all")
    assert json.loads(_status(out, "--json"))["reports"][0]["review"]["current"] is True
    assert [done.report_id for done in convert_many([SAMPLE], out).done] == []

    # A correction makes it another report, which nobody has seen.
    entry = f"""
[[corrections]]
table = "{ID}/kultur-og-fritidsudvalget/tabel-3"
row = 11
column = 1
page = 32
expect = "5"
value = "5.000"
why = "the budget"
who = "Kim"
when = 2025-01-01
"""
    file.write_text(file.read_text("utf-8") + entry, encoding="utf-8")
    write_site(out, tmp_path / "waiting", source=SAMPLE, pictures=False)
    page = opened.goto(tmp_path / "waiting" / ID / "index.html")
    opened.press("m")
    assert "Corrections are not yet in what was read" in page.inner_text("dialog")
    assert page.is_disabled("dialog button[type=submit]")
    assert convert_many([SAMPLE], out).done
    assert "reviewed by Kim" in _status(out, "--all")
    assert "but read anew since" in _status(out, "--all")
    assert "0 of 1 report reviewed" in _status(out)
    write_site(out, tmp_path / "anew", source=SAMPLE, pictures=False)
    page = opened.goto(tmp_path / "anew" / ID / "index.html")
    assert "reviewed by" not in page.inner_text("header")
    opened.press("m")
    page.click("dialog button[type=submit]")
    _save(page, opened, out)
    assert "1 of 1 report reviewed" in _status(out)


def test_a_mark_is_taken_back(open_page: Open, sample_site: Path) -> None:
    opened = open_page()
    page = opened.goto(sample_site / ID / "index.html")
    opened.press("m")
    page.fill("[name=who]", "Kim")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog", state="detached")
    page.reload()
    page.wait_for_selector("#download")
    assert "reviewed by Kim" in page.inner_text("header")
    opened.press("m")
    page.click("text=Not reviewed after all")
    assert "reviewed by" not in page.inner_text("header")
    page.locator("header").click()
    opened.press("u")
    assert "reviewed by Kim" in page.inner_text("header")


def test_axe_finds_no_fault_in_the_dialog(open_page: Open, sample_site: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    opened = open_page()
    page = opened.goto(sample_site / ID / "index.html")
    opened.press("m")
    faults = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults] == []
