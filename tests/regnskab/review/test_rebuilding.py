"""How a table is built, corrected in the page: saved as a file, converted again, and seen in the tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from regnskab.batch.api import convert_many
from regnskab.cli import main
from regnskab.review.site import write_site
from regnskab.review.stored import StoredReport, read_report, report_ids
from tests.regnskab.review.conftest import Opened
from tests.regnskab.tinypdf import Text, pdf

Open = Callable[..., Opened]
DIGIT, DOT = 5.004, 2.502  # the width of Helvetica's figures at 9 pt
# Each school's number stands so near to its amount that both are taken for one number: "7 412".
FIRST = [
    ["Nord", "7", "412", "385"],
    ["Syd", "8", "981", "977"],
    ["Øst", "9", "655", "702"],
    ["Vest", "5", "120", "118"],
]
SECOND = [
    ["Midt", "6", "233", "241"],
    ["Ny", "4", "301", "299"],
    ["Sø", "3", "144", "150"],
    ["I alt", "", "2.846", "2.872"],
]
EXACT = [
    ["1.000 kr.", "2024", "2023"], ["Nord 7", "412", "385"], ["Syd 8", "981", "977"], ["Øst 9", "655", "702"],
    ["Vest 5", "120", "118"], ["1.000 kr.", "2024", "2023"], ["Midt 6", "233", "241"], ["Ny 4", "301", "299"],
    ["Sø 3", "144", "150"], ["I alt", "2.846", "2.872"],
]  # fmt: skip


def _right(edge: float, y: float, text: str) -> Text:
    return edge - sum(DOT if sign == "." else DIGIT for sign in text), y, text


def _page(top: float, rows: list[list[str]]) -> list[Text]:
    heads = [(60.0, top, "1.000 kr."), _right(168.6, top, "2024"), _right(300.0, top, "2023")]
    texts = [*heads]
    for place, (name, number, now, before) in enumerate(rows, 1):
        y = top + 15 * place
        texts += [(60.0, y, name), _right(150.0, y, number), _right(168.6, y, now), _right(300.0, y, before)]
    return [text for text in texts if text[2]]


@pytest.fixture
def misread(tmp_path: Path) -> Path:
    """A report with a table on two pages, converted into ``out`` beside it."""
    file = tmp_path / "skoler.pdf"
    file.write_bytes(pdf([[(60.0, 60.0, "Udgifter pr. skole"), *_page(700.0, FIRST)], _page(60.0, SECOND)]))
    assert convert_many([file], tmp_path / "out").done
    return file


def _report(out: Path) -> StoredReport:
    (name,) = report_ids(out)
    return read_report(out, name)


def _rows(report: StoredReport, table: int = 0) -> list[list[str]]:
    table_id = report.tables[table]["table_id"]
    rows: dict[int, list[str]] = {}
    for (name, row, _), cell in report.cells.items():
        if name == table_id:
            rows.setdefault(row, []).append(cell["text"])
    return list(rows.values())


def _open(opened: Opened, out: Path) -> Any:
    site = out.with_name("site")
    (reviewed,) = write_site(out, site)
    page = opened.goto(site / reviewed.report_id / "index.html")
    page.wait_for_selector("#page-1 td")
    return page


def _save(page: Any, opened: Opened, out: Path) -> None:
    """Say why, save, and put the file where the next conversion finds it."""
    page.fill(".build [name=why]", "numbers are part of the name")
    page.fill(".build [name=who]", "Kim")
    page.click(".build button[type=submit]")
    page.wait_for_selector(".build", state="detached")
    with page.expect_download() as downloaded:
        opened.press("d")
    (out / "corrections").mkdir(exist_ok=True)
    downloaded.value.save_as(out / "corrections" / downloaded.value.suggested_filename)


def _check(out: Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["corrections", "check", str(out)])
    return result.exit_code, result.output


def test_a_border_is_moved_by_keys_and_the_table_comes_out_exact_on_both_pages(
    open_page: Open, misread: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    read = _report(out)
    assert ["Nord", "7 412", "385"] in _rows(read)
    assert "pass" not in [check["status"] for check in read.rows["checks"]]
    opened = open_page()
    page = _open(opened, out)
    page.locator("#page-1 td", has_text="7 412").click()
    opened.press("b")
    page.wait_for_selector(".border.column:focus")
    assert page.locator(".border.column").count() == 2
    border = page.locator(".border.column").first
    for _ in range(40):
        if float(border.get_attribute("aria-valuenow")) >= 151.5:
            break
        page.keyboard.press("ArrowRight" if float(border.get_attribute("aria-valuenow")) > 146 else "Shift+ArrowRight")
    page.keyboard.press("Enter")
    _save(page, opened, out)
    assert opened.complaints == []

    code, says = _check(out)
    assert code == 0
    assert says.startswith("waiting: ")
    assert convert_many([misread], out).done
    report = _report(out)
    assert _rows(report) == EXACT
    assert "corrected_by_user" in report.tables[0]["flags"]
    assert all("corrected_by_user" in figure["flags"] for figure in report.figures.values())
    assert {figure["published"] for figure in report.figures.values()} >= {"412", "2.846"}
    assert [check["status"] for check in report.rows["checks"]] == ["pass", "pass"]
    assert _check(out)[1].startswith("applied: ")


def test_a_border_is_moved_by_the_pointer(open_page: Open, misread: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    opened = open_page()
    page = _open(opened, out)
    page.locator("#page-1 td", has_text="7 412").click()
    page.click(".facts-of-cell button:has-text('Structure')")
    border = page.locator(".border.column").first
    sheet = page.locator("#page-1 .sheet").bounding_box()
    box = border.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(sheet["x"] + 151.5 / 595 * sheet["width"], box["y"] + 10, steps=5)
    page.mouse.up()
    assert 150.5 < float(border.get_attribute("aria-valuenow")) < 152.5
    _save(page, opened, out)
    assert convert_many([misread], out).done
    assert _rows(_report(out)) == EXACT
    assert opened.complaints == []


def test_borders_are_put_in_and_taken_out_and_undone(open_page: Open, misread: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    opened = open_page()
    page = _open(opened, out)
    page.locator("#page-1 td", has_text="7 412").click()
    opened.press("b")
    page.wait_for_selector(".border.column:focus")
    box = page.locator(".borders").bounding_box()
    scale = page.locator("#page-1 .sheet").bounding_box()["width"] / 595
    page.mouse.dblclick(box["x"] + (151.5 - 60) * scale, box["y"] + 20 * scale)
    assert page.locator(".border.column").count() == 3
    page.locator(".border.column").first.focus()
    page.keyboard.press("Delete")
    assert page.locator(".border.column").count() == 2
    # Two rows become one, and the head is no head.
    page.locator(".border.row").nth(1).focus()
    page.keyboard.press("Delete")
    page.fill(".build [name=head]", "0")
    _save(page, opened, out)
    assert "(4)" in page.inner_text("#download")
    opened.press("u")
    assert page.locator("#download").count() == 0
    assert convert_many([misread], out).done
    report = _report(out)
    assert _rows(report)[:3] == [["1.000 kr.", "2024", "2023"], ["Nord 7 Syd 8", "412 981", "385 977"], EXACT[3]]
    assert report.cells[report.tables[0]["table_id"], 0, 1]["role"] != "header"
    assert opened.complaints == []


def test_a_kind_is_given_and_tables_are_parted_and_joined(open_page: Open, misread: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    opened = open_page()
    page = _open(opened, out)
    page.locator("#page-2 td", has_text="Midt").scroll_into_view_if_needed()
    page.locator("#page-2 td", has_text="Midt").click()
    opened.press("b")
    page.wait_for_selector(".border:focus")
    assert page.is_checked(".build [name=joined]")
    page.uncheck(".build [name=joined]")
    page.select_option(".build [name=kind]", "operating")
    _save(page, opened, out)
    page.locator("#page-1 td", has_text="Øst").click()
    opened.press("b")
    page.check(".build [name=parted]")
    _save(page, opened, out)
    assert convert_many([misread], out).done
    report = _report(out)
    assert [table["kind"] for table in report.tables] == ["other", "other", "operating"]
    assert _rows(report, 1)[0][0] == "Øst"

    # What is parted is joined again, by the file's next entry.
    page = _open(opened, out)
    page.locator("#page-1 td", has_text="Øst").click()
    opened.press("b")
    page.wait_for_selector(".border:focus")
    page.check(".build [name=joined]")
    _save(page, opened, out)
    assert convert_many([misread], out).done
    assert len(_report(out).tables) == 2
    assert opened.complaints == []


def test_what_no_longer_fits_fails_and_is_listed(open_page: Open, misread: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    opened = open_page()
    page = _open(opened, out)
    page.locator("#page-1 td", has_text="7 412").click()
    opened.press("b")
    page.wait_for_selector(".border.column:focus")
    page.keyboard.press("Delete")
    page.fill(".build [name=head]", "2")
    _save(page, opened, out)
    (file,) = (out / "corrections").iterdir()
    text = file.read_text(encoding="utf-8")
    assert text.count("[[structure]]") == 2
    expect = next(line for line in text.splitlines() if line.startswith("expect"))
    file.write_text(text.replace(expect, "expect = 99.0").replace("expect = 1", "expect = 3"), encoding="utf-8")
    run = convert_many([misread], out)
    (error,) = run.errors
    assert "none is at 99.0" in error.problem
    assert "has 1 head rows, not 3" in error.problem
    assert error.source == str(file)
    file.write_text(text.replace("page = 1", "page = 2"), encoding="utf-8")
    code, says = _check(out)
    assert code == 1
    assert says.count("stale: ") == 2


def test_axe_finds_no_fault_in_the_panel(open_page: Open, misread: Path, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for options in ({}, {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}):
        opened = open_page(**options)
        page = _open(opened, tmp_path / "out")
        page.locator("#page-1 td", has_text="7 412").click()
        opened.press("b")
        page.wait_for_selector(".border.column:focus")
        faults = Axe().run(page).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults] == []
