"""The summary of how far a report can be relied on: its figures, its page and its picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from regnskab.report.acceptance import Review
from regnskab.review.stored import read_report
from regnskab.review.trust import TableTrust, Trust, trust_of
from regnskab.review.trust_page import SHOWN, summary
from regnskab.review.trust_picture import HEIGHT, WIDTH, Rect, Text, as_png, as_svg, shapes
from tests.regnskab.review.conftest import Opened

Open = Callable[..., Opened]
ID = "ballerup-2024"
TABLE = TableTrust("a/b", "Tabel 1", "other", 3, 0.95, 2, 0, 4, 3, ())


def _trust(*tables: TableTrust) -> Trust:
    return Trust("a-2024", "Ærø 2024", "a.pdf", "0" * 64, 9, "1.0", 7, None, tables, (0, 0), (("unit_inferred", 2),))


def test_its_figures_are_those_of_the_datasets(sample_out: Path) -> None:
    report = read_report(sample_out, ID)
    trust = trust_of(report, 55, None)
    checks = report.rows["checks"]
    assert trust.held == sum(check["status"] == "pass" for check in checks) == 557
    assert trust.failed == sum(check["status"] == "fail" for check in checks) == 17
    assert trust.least == min(table["confidence"] for table in report.tables)
    assert trust.coverage == 1.0
    assert trust.numbers == sum(cell["role"] == "number" and not cell["duplicate"] for cell in report.rows["cells"])
    assert dict(trust.flags)["unit_inferred"] > 0


def test_a_number_in_no_dataset_is_not_covered(sample_out: Path) -> None:
    report = read_report(sample_out, ID)
    left_out = {row["table_id"] for row in report.rows["figures"][:1]}
    kept = ("tables", "cells", "checks", "sources")
    none_of_it = {
        name: [row for row in rows if name in kept or row["table_id"] not in left_out]
        for name, rows in report.rows.items()
    }
    trust = trust_of(replace(report, rows=none_of_it), 0, None)
    (bare,) = [table for table in trust.tables if table.table_id in left_out]
    assert (bare.placed, bare.numbers > 0) == (0, True)
    assert trust.coverage is not None
    assert trust.coverage == pytest.approx(1 - bare.numbers / trust.numbers)


def test_the_worst_tables_come_first() -> None:
    fails = replace(TABLE, title="fails", failed=1)
    unsure = replace(TABLE, title="unsure", confidence=0.2)
    trust = _trust(TABLE, unsure, fails)
    assert [table.title for table in trust.worst_first] == ["fails", "unsure", "Tabel 1"]
    many = _trust(*[replace(TABLE, title=f"t{n}") for n in range(SHOWN + 3)])
    assert "and 3 tables more" in summary(many, picture="summary.png")


@pytest.mark.parametrize("count", [0, 1, 30, 500])
def test_every_table_has_its_square_inside_the_picture(count: int) -> None:
    drawn = shapes(_trust(*[TABLE] * count))
    squares = [one for one in drawn if isinstance(one, Rect) and one.says]
    assert len(squares) == count
    assert all(one.x >= 0 and one.x + one.width <= WIDTH and one.y + one.height <= HEIGHT for one in squares)
    assert len({(one.x, one.y) for one in squares}) == count


def test_the_picture_is_the_same_each_time_and_shows_what_is_said() -> None:
    from PIL import Image

    trust = replace(_trust(replace(TABLE, failed=1)), review=Review("Kim", "2025-05-02", True))
    drawn = shapes(trust)
    assert "reviewed by Kim, 2025-05-02" in [one.text for one in drawn if isinstance(one, Text)]
    data = as_png(drawn)
    assert as_png(drawn) == data
    image = Image.open(io.BytesIO(data))
    assert image.size == (WIDTH, HEIGHT)
    (square,) = [one for one in drawn if isinstance(one, Rect) and one.says]
    middle = (int(square.x + square.width / 2), int(square.y + square.height / 2))
    assert image.getpixel(middle) == tuple(square.color.to_bytes(3))
    title = next(one for one in drawn if isinstance(one, Text) and one.text == "Ærø 2024")
    ink = image.convert("L").crop((0, int(title.y - title.size), WIDTH, int(title.y))).point(lambda grey: 255 - grey)
    assert ink.getbbox() is not None


def test_texts_of_a_report_never_become_markup() -> None:
    nasty = '"><script>alert(1)</script>'
    trust = replace(_trust(replace(TABLE, title=nasty, kind=nasty, flags=(nasty,))), name=nasty, file=nasty)
    html = summary(trust, picture="summary.png")
    assert "<script" not in html
    assert as_svg(shapes(trust), nasty).count("<script") == 0
    assert as_png(shapes(trust)).startswith(b"\x89PNG")


@pytest.mark.parametrize("options", [{}, {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}])
def test_the_page_opens_from_the_disk_and_axe_finds_no_fault(
    open_page: Open, sample_site: Path, options: dict[str, object]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    opened = open_page(**options)
    page = opened.goto(sample_site / "index.html")
    page.click("td a:has-text('Summary')")
    page.wait_for_selector("svg.trust")
    assert "557 of 574" in page.locator("svg.trust").text_content()
    assert page.locator("tr.failing").count() > 3
    assert opened.complaints == []
    assert all(address.startswith(sample_site.as_uri()) for address in opened.requests)
    faults = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults] == []
