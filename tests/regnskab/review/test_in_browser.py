"""The page in a real browser: opened from the disk, with the keyboard, on a phone, by those who do not see it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extract.pdf.document import open_document
from regnskab.batch.api import convert_many
from regnskab.review import site as sites
from regnskab.review.site import write_site
from regnskab.review.stored import read_report
from tests.regnskab.review.conftest import SAMPLE, Opened
from tests.regnskab.tinypdf import pdf

Open = Callable[..., Opened]
ID = "ballerup-2024"
PHONE = {"viewport": {"width": 390, "height": 844}}


def _select(page: Any, table: str, row: int, column: int, number: int) -> None:
    page.evaluate("address => { location.hash = address }", f"{table}:{row}:{column}:{number}")
    page.reload()
    page.wait_for_selector("td[aria-current]")


def test_it_opens_from_the_disk_and_asks_nobody(open_page: Open, sample_site: Path) -> None:
    opened = open_page()
    page = opened.goto(sample_site / "index.html")
    page.click(f"text={ID}")
    page.wait_for_selector(".doubts li")
    page.wait_for_function("document.querySelector('.sheet img')?.complete")
    assert page.title() == f"{ID}: Review"
    assert "557 identities hold, 17 fail" in page.inner_text("header")
    assert opened.complaints == []
    assert opened.requests
    assert all(address.startswith(sample_site.as_uri()) for address in opened.requests)


def test_all_doubts_are_settled_by_keyboard(open_page: Open, sample_site: Path) -> None:
    opened = open_page()
    page = opened.goto(sample_site / ID / "index.html")
    n = page.locator(".doubts li").count()
    assert n > 17
    opened.press("n")
    assert "page 8" in page.inner_text(".doubts [aria-current]")
    opened.press("a" * n)
    assert page.locator(".doubts li.settled").count() == n
    assert f"{n} / {n}" in page.inner_text("output")
    opened.press("uu")
    assert page.locator(".doubts li.settled").count() == n - 2
    page.reload()
    page.wait_for_selector(".doubts li.settled")
    assert page.locator(".doubts li.settled").count() == n - 2  # remembered by this browser
    opened.press("n" * (n + 3))
    assert page.locator(".doubts li").last.locator("[aria-current]").count() == 1
    assert opened.complaints == []


def test_both_sides_of_a_failed_identity_are_framed(open_page: Open, sample_site: Path) -> None:
    opened = open_page()
    page = opened.goto(sample_site / ID / "index.html")
    page.fill("#search", "A031150")
    page.keyboard.press("Escape")
    opened.press("n")
    page.wait_for_selector("td[aria-current]")
    assert page.inner_text("td[aria-current]") == "5"
    assert "suggested: 5.000.000 kr." in page.inner_text(".doubts [aria-current]")
    framed = page.locator("#page-32 svg .cell.doubt").count()
    assert framed == page.locator("#page-32 td.doubt").count() == 21  # the total and its twenty projects
    # The amount of the text, on the page before its table.
    page.fill("#search", "amount in the text")
    page.keyboard.press("Escape")
    opened.press("nn")
    page.wait_for_selector("#page-16 svg .stated", state="attached")


def test_a_cell_and_its_frame_lead_to_each_other(open_page: Open, sample_site: Path) -> None:
    page = open_page().goto(sample_site / ID / "index.html")
    page.fill("#page", "10")
    page.keyboard.press("Enter")
    name = page.locator("#page-10 td", has_text="2.494").first.get_attribute("data-cell")
    page.locator(f"#page-10 rect[data-cell='{name}']").click()
    assert page.inner_text("#page-10 td[aria-current]") == "2.494"
    assert "2.494.000 kr." in page.inner_text(".facts-of-cell")
    assert "operating_expenditure · Miljø · actual" in page.inner_text(".facts-of-cell")
    page.locator("#page-10 td", has_text="1.216").first.click()
    other = page.locator("#page-10 td", has_text="1.216").first.get_attribute("data-cell")
    assert page.locator("#page-10 rect.spot").get_attribute("data-cell") == other
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#page-10 td[aria-current]") == "2.373"


@pytest.mark.parametrize("options", [{}, PHONE])
def test_the_framed_pixels_hold_the_cells_words(open_page: Open, sample_site: Path, options: dict[str, Any]) -> None:
    from PIL import Image, ImageChops

    with open_document(SAMPLE) as document:
        (read,) = document.pages([32])
    page = open_page(device_scale_factor=2, **options).goto(sample_site / ID / "index.html")
    page.fill("#page", "32")
    page.keyboard.press("Enter")
    page.wait_for_selector("#page-32 rect.cell", state="attached")
    page.wait_for_function("document.querySelector('#page-32 img').complete")
    page.locator("#page-32 .sheet").scroll_into_view_if_needed()
    # Hide the frames: what is left in their place is ink.
    frames = page.locator("#page-32 rect.cell.number")
    boxes = [frames.nth(place).bounding_box() for place in range(frames.count())]
    texts = [
        page.inner_text(f"#page-32 td[data-cell='{frames.nth(place).get_attribute('data-cell')}']")
        for place in range(frames.count())
    ]
    page.evaluate("document.querySelectorAll('svg').forEach(svg => svg.remove())")
    sheet = page.locator("#page-32 .sheet img").bounding_box()
    scale = sheet["width"] / read.width
    pane = page.locator("#pages").bounding_box()
    shot = Image.open(io.BytesIO(page.screenshot())).convert("L")
    looked = 0
    for box, text in zip(boxes, texts, strict=True):
        words = [word for word in read.words if word.text == text]
        placed = [
            (sheet["x"] + word.x0 * scale, sheet["y"] + word.top * scale, sheet["x"] + word.x1 * scale)
            for word in words
        ]
        right = box["x"] + box["width"]
        assert any(
            box["x"] - 1 <= x0 and x1 <= right + 1 and box["y"] - 1 <= top <= box["y"] + box["height"]
            for x0, top, x1 in placed
        ), text
        if pane["y"] <= box["y"] and box["y"] + box["height"] <= pane["y"] + pane["height"]:
            looked += 1
            edges = (box["x"], box["y"], right, box["y"] + box["height"])
            cut = shot.crop(tuple(round(edge * 2) for edge in edges))
            ink = ImageChops.invert(cut).point(lambda value: 255 if value > 120 else 0).getbbox()
            assert ink is not None, f"no ink in the frame of {text}"
            assert ink[0] > 0 or ink[2] < cut.width, f"the frame of {text} cuts its ink"
    assert looked > 5


def test_search_filters_and_languages(open_page: Open, sample_site: Path) -> None:
    opened = open_page(locale="da-DK")
    page = opened.goto(sample_site / ID / "index.html")
    assert page.locator("html").get_attribute("lang") == "da"
    assert "Går ikke op" in page.inner_text(".doubts")
    page.select_option("#kind", "failed")
    assert page.locator(".doubts li").count() == 17
    page.locator("header").click()
    page.keyboard.press("l")
    assert "Identity fails" in page.inner_text(".doubts")
    page.keyboard.press("/")
    page.keyboard.type("lacks a group")
    assert page.locator(".doubts li").count() == 1
    page.keyboard.press("Escape")
    opened.press("na")
    page.check("text=open")
    page.fill("#search", "")
    assert page.locator(".doubts li:not(.settled)").count() == 16
    page.locator("header").click()
    page.keyboard.press("?")
    assert "next doubt" in page.inner_text("dialog")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    assert opened.complaints == []


@pytest.mark.parametrize("options", [{}, PHONE, {"color_scheme": "dark"}, PHONE | {"color_scheme": "dark"}])
def test_axe_finds_no_fault(open_page: Open, sample_site: Path, options: dict[str, Any]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    opened = open_page(**options)
    page = opened.goto(sample_site / "index.html")
    faults = list(Axe().run(page).response["violations"])
    opened.goto(sample_site / ID / "index.html")
    opened.press("nnn")
    page.wait_for_selector("td[aria-current]")
    faults += Axe().run(page).response["violations"]
    page.keyboard.press("?")
    faults += Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults] == []


def test_text_of_a_pdf_never_becomes_markup(open_page: Open, tmp_path: Path) -> None:
    nasty = (
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(2)>",
        "</script><b>",
        "'); alert(3); ('",
        "\\u003c&lt;",
    )
    texts = [
        (60.0, 60.0, "<script>alert(4)</script>: Regnskab 2024"),
        (300.0, 100.0, "<b>2023</b>"),
        (420.0, 100.0, "2024"),
    ]
    for place, text in enumerate(nasty):
        y = 115.0 + 15 * place
        texts += [(60.0, y, text), (300.0, y, f"{place + 1}.250"), (420.0, y, f"{place + 2}.900")]
    file = tmp_path / "nasty.pdf"
    file.write_bytes(pdf([texts]))
    out, site = tmp_path / "out", tmp_path / "site"
    convert_many([file], out)
    (reviewed,) = write_site(out, site)
    opened = open_page()
    page = opened.goto(site / reviewed.report_id / "index.html")
    page.wait_for_selector("td")
    shown = page.locator(".read td").all_inner_texts()
    assert set(nasty) <= set(shown)
    assert page.locator(".read img, .read b, .read script").count() == 0
    assert opened.complaints == []


def test_the_policy_forbids_scripts_and_connections(open_page: Open, sample_site: Path) -> None:
    opened = open_page()
    page = opened.goto(sample_site / ID / "index.html")
    page.evaluate(
        """() => {
            window.broken = [];
            document.addEventListener('securitypolicyviolation', event => window.broken.push(event.effectiveDirective));
            const script = document.createElement('script');
            script.textContent = 'window.ran = true';
            document.head.append(script);
            const image = document.createElement('img');
            image.src = 'https://example.org/a.png';
            document.body.append(image);
            document.body.insertAdjacentHTML('beforeend', '<p style="color: red" onclick="window.ran = true">a</p>');
            return fetch('https://example.org/').catch(() => null);
        }"""
    )
    page.wait_for_function("window.broken.length >= 5")
    broken = set(page.evaluate("window.broken"))
    assert {"script-src-elem", "img-src", "connect-src", "style-src-attr", "script-src-attr"} <= broken
    assert page.evaluate("window.ran") is None


def test_five_hundred_pages_open_in_two_seconds(
    open_page: Open, sample_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = read_report(sample_out, ID)
    times = range(0, 490, 49)

    def shifted(row: Any, by: int) -> Any:
        row = {**row, "table_id": f"{row['table_id']}-{by}", "page": row["page"] + by}
        if "fragments" in row:
            row["fragments"] = [{**piece, "page": piece["page"] + by} for piece in row["fragments"]]
        return row

    rows = {
        name: [shifted(row, by) for by in times for row in found] if name != "sources" else [{**found[0], "pages": 500}]
        for name, found in sample.rows.items()
    }
    monkeypatch.setattr(sites, "read_report", lambda _out, _name: replace(sample, rows=rows))
    write_site(sample_out, tmp_path / "long", pictures=False)
    opened = open_page()
    # The page's own processor time: other tests run beside this one.
    clock = opened.page.context.new_cdp_session(opened.page)
    clock.send("Performance.enable", {"timeDomain": "threadTicks"})
    page = opened.goto(tmp_path / "long" / ID / "index.html")
    page.wait_for_selector(".doubts li")
    page.wait_for_selector("#page-1 svg")
    metrics = {metric["name"]: metric["value"] for metric in clock.send("Performance.getMetrics")["metrics"]}
    loaded = [address for address in opened.requests if "/pages/" in address]
    assert page.locator(".page").count() == 500
    assert 0 < metrics["TaskDuration"] < 2
    assert len(loaded) < 8
    page.fill("#page", "400")
    page.keyboard.press("Enter")
    page.wait_for_selector("#page-400 td")
    assert len([address for address in opened.requests if "/pages/" in address]) < 20
    assert opened.complaints == []


def test_without_pictures_frames_stand_on_a_plain_page(open_page: Open, sample_out: Path, tmp_path: Path) -> None:
    write_site(sample_out, tmp_path / "plain", pictures=False)
    opened = open_page()
    page = opened.goto(tmp_path / "plain" / ID / "index.html")
    opened.press("n")
    page.wait_for_selector("#page-8 rect.spot", state="attached")
    assert "104.092" in page.locator("#page-8 svg text").all_text_contents()
    assert "without page images" in page.inner_text("header")
    assert opened.complaints == []


def test_cells_are_found_by_their_text_and_by_what_a_dataset_names(open_page: Open, sample_site: Path) -> None:
    opened = open_page()
    page = opened.goto(sample_site / ID / "index.html")
    page.wait_for_selector(".doubts li")
    assert not any(address.endswith("cells.js") for address in opened.requests)  # not before it is needed
    page.fill("#search", "2.494")
    page.locator(".found button", has_text="page 10").first.click()
    page.wait_for_selector("#page-10 td[aria-current]")
    assert page.inner_text("#page-10 td[aria-current]") == "2.494"
    # Where a row of a dataset came from: its table, cell_row and cell_column.
    page.fill("#search", f"{ID}/kultur-og-fritidsudvalget/tabel-3:11:1")
    page.click(".found button")
    page.wait_for_selector("#page-32 td[aria-current]")
    assert page.inner_text("#page-32 td[aria-current]") == "5"
    page.fill("#search", "<script>")
    page.wait_for_selector(".found", state="detached")
    page.fill("#search", "0")
    assert page.locator(".found").count() == 0
    assert opened.complaints == []
