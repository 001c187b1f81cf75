"""Words given their meaning in the page: a profile file, by which the next report's heads and lines are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pyarrow.dataset as ds
import pytest

from regnskab.batch.api import convert_many
from regnskab.errors import ProfileError
from regnskab.review.learnt import parse
from regnskab.review.serve import ReviewServer
from regnskab.review.site import write_site
from schemas.profile.load import load_profile
from tests.regnskab.review.conftest import Opened
from tests.regnskab.tinypdf import pdf

Open = Callable[..., Opened]


@pytest.fixture
def report(tmp_path: Path, report_pdf: Callable[..., bytes]) -> Path:
    """A report whose column of actual figures has a head that no profile knows."""
    file = tmp_path / "nordvig.pdf"
    file.write_bytes(report_pdf().replace(b"(Regnskab) Tj", b"(Bogholdt) Tj"))
    assert convert_many([file], tmp_path / "out").done
    return file


def _measures(out: Path) -> set[str]:
    return set(ds.dataset(str(out / "operating_expenditure")).to_table()["measure"].to_pylist())


def _pick(opened: Opened, page: Any, text: str, number: int = 2) -> None:
    page.fill("#page", str(number))
    page.keyboard.press("Enter")
    page.locator(f"#page-{number} td", has_text=text).first.click()
    page.wait_for_selector(".facts-of-cell dl")
    opened.press("w")
    page.wait_for_selector(".learn")


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[str], ReviewServer]]:
    running = []

    def start(report_id: str) -> ReviewServer:
        server = ReviewServer(tmp_path / "site", tmp_path / "out" / "corrections", [report_id])
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        running.append((server, thread))
        return server

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


def test_an_unknown_head_is_named_and_the_next_report_is_typed_by_it(
    open_page: Open, report: Path, tmp_path: Path, report_pdf: Callable[..., bytes]
) -> None:
    out = tmp_path / "out"
    assert "actual" not in _measures(out)
    (reviewed,) = write_site(out, tmp_path / "site")
    opened = open_page()
    page = opened.goto(tmp_path / "site" / reviewed.report_id / "index.html")
    _pick(opened, page, "Bogholdt")
    assert page.input_value("[name=word]") == "bogholdt"
    page.fill("[name=key]", "actual")
    page.keyboard.press("Enter")
    assert "bogholdt" in page.inner_text(".learnt")
    with page.expect_download() as downloaded:
        page.click("[name=profile]")
    file = tmp_path / "nordvig.toml"
    downloaded.value.save_as(file)
    assert load_profile(file).columns.measures["actual"][0] == "bogholdt"
    assert opened.complaints == []

    # The next year's report, by the file alone.
    next_year = tmp_path / "next.pdf"
    next_year.write_bytes(report_pdf(year=2025).replace(b"(Regnskab) Tj", b"(Bogholdt) Tj"))
    assert convert_many([next_year], tmp_path / "out-2025", profile=file).done
    assert "actual" in _measures(tmp_path / "out-2025")
    checks = ds.dataset(str(tmp_path / "out-2025" / "checks")).to_table().to_pylist()
    assert {"variance = actual - revised_budget"} <= {check["rule"] for check in checks if check["status"] == "pass"}


def test_words_are_saved_where_the_review_is_served_and_forgotten_again(
    open_page: Open, report: Path, tmp_path: Path, serve: Callable[[str], ReviewServer]
) -> None:
    out = tmp_path / "out"
    (reviewed,) = write_site(out, tmp_path / "site")
    server = serve(reviewed.report_id)
    opened = open_page()
    page = opened.goto(f"{server.origin}/{server.token}/{reviewed.report_id}/index.html")
    file = server.profile(reviewed.report_id)
    for text, what, kind, key in (
        ("Veje", "line", "balance_sheet", "roads"),
        ("Bogholdt", "measure", "", "closing"),
        ("Veje", "caption", None, "operating"),
    ):
        _pick(opened, page, text)
        page.select_option("[name=what]", what)
        if kind is not None:
            page.select_option("[name=kind]", kind)
        page.fill("[name=key]", key)
        page.click("button[type=submit]")
        page.click("[name=profile]")
        page.locator(".learn .said", has_text="Saved").wait_for()
        page.click(".learn button:has-text('Close')")
    profile = load_profile(file)
    kinds = {kind.kind: kind for kind in profile.kinds[:2]}
    assert list(kinds["balance_sheet"].lines) == ["roads"]
    assert kinds["operating"].caption == (r"Tabel\s+\d+\.\s+Driftsvirksomhed",)
    assert profile.statements.measures["closing"][0] == "bogholdt"

    # The next review knows them, and forgets one.
    write_site(out, tmp_path / "site")
    page = opened.goto(f"{server.origin}/{server.token}/{reviewed.report_id}/index.html")
    _pick(opened, page, "Bogholdt")
    assert page.locator(".learnt li").count() == 3
    page.click("[aria-label='Forget: bogholdt']")
    page.click("[name=profile]")
    page.locator(".learn .said", has_text="Saved").wait_for()
    assert "bogholdt" not in file.read_text(encoding="utf-8")

    # A meaning that no profile may hold is refused, and the file stays as it was.
    before = file.read_bytes()
    page.select_option("[name=what]", "caption")
    page.fill("[name=key]", "operatin")
    page.click("button[type=submit]")
    page.click("[name=profile]")
    page.locator(".learn .said", has_text="Not saved").wait_for()
    assert "operating" in page.inner_text(".learn .said")
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_a_profile_that_holds_more_is_left_alone(open_page: Open, report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (reviewed,) = write_site(out, tmp_path / "site")
    file = out / "profiles" / f"{reviewed.report_id}.toml"
    file.parent.mkdir()
    text = 'extends = "dansk-kommune"\nname = "nordvig"\nmunicipality = "Nordvig"\n'
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError, match="key municipality is more than words"):
        parse(text, file)
    write_site(out, tmp_path / "site")
    opened = open_page()
    page = opened.goto(tmp_path / "site" / reviewed.report_id / "index.html")
    _pick(opened, page, "Bogholdt")
    page.fill("[name=key]", "actual")
    page.click("button[type=submit]")
    assert page.is_disabled("[name=profile]")
    assert "by hand" in page.inner_text(".learn")


def test_texts_become_words_and_patterns_as_they_are(open_page: Open, tmp_path: Path) -> None:
    texts = [(60.0, 60.0, 'Tabel 3. Lån (net) "a\\b" 2024'), (300.0, 100.0, 'Kr. "x" \\'), (420.0, 100.0, "Bud?")]
    for place in range(5):
        y = 115.0 + 15 * place
        texts += [(60.0, y, f'Post "{place}\\'), (300.0, y, f"{place + 1}.250"), (420.0, y, f"{place + 2}.900")]
    file = tmp_path / "nasty.pdf"
    file.write_bytes(pdf([texts]))
    out = tmp_path / "out"
    convert_many([file], out)
    (reviewed,) = write_site(out, tmp_path / "site")
    opened = open_page()
    page = opened.goto(tmp_path / "site" / reviewed.report_id / "index.html")
    _pick(opened, page, "2.250", 1)
    page.fill("[name=word]", 'kr "x" \\')
    page.fill("[name=key]", "actual")
    page.click("button[type=submit]")
    with page.expect_download() as downloaded:
        page.click("[name=profile]")
    downloaded.value.save_as(tmp_path / "p.toml")
    assert load_profile(tmp_path / "p.toml").columns.measures["actual"][0] == 'kr "x" \\'


def test_axe_finds_no_fault_in_the_dialog(open_page: Open, report: Path, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    (reviewed,) = write_site(tmp_path / "out", tmp_path / "site")
    opened = open_page()
    page = opened.goto(tmp_path / "site" / reviewed.report_id / "index.html")
    _pick(opened, page, "Bogholdt")
    page.fill("[name=key]", "actual")
    page.click("button[type=submit]")
    faults = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults] == []
