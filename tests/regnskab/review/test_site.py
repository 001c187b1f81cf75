"""What is written for a review, without a browser."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from regnskab.batch.api import convert_many
from regnskab.errors import InputError, OutputError, QueryError
from regnskab.review.doubts import doubts_of
from regnskab.review.overview import Reviewed, overview
from regnskab.review.page_data import pages_data
from regnskab.review.pages import lines_outside
from regnskab.review.site import write_site
from regnskab.review.stored import read_report
from tests.regnskab.review.conftest import SAMPLE
from tests.regnskab.tinypdf import pdf


def _data(script: Path) -> Any:
    text = script.read_text("utf-8")
    return json.loads(text[text.index("(") + 1 : text.rindex(")")])


def test_every_page_has_a_picture_and_every_failed_identity_is_a_doubt(sample_out: Path, sample_site: Path) -> None:
    folder = sample_site / "ballerup-2024"
    assert len(list((folder / "pages").glob("*.jpg"))) == 49
    report = _data(folder / "report.js")
    failed = [doubt for doubt in report["doubts"] if doubt["kind"] == "failed"]
    checks = read_report(sample_out, "ballerup-2024").rows["checks"]
    assert len(failed) == report["failed"] == sum(check["status"] == "fail" for check in checks) == 17
    (five,) = [doubt for doubt in failed if (doubt["check"]["explanation"] or "").startswith("A031150: 5 lacks")]
    assert five["check"]["suspect"]
    assert five["check"]["suggested"] == "5000000"
    row, column, page = five["cells"][0]
    cells = pages_data(read_report(sample_out, "ballerup-2024"), {})[page]["cells"]
    assert [c["text"] for c in cells if (c["t"], c["r"], c["c"]) == (five["table"], row, column)] == ["5"]


def test_every_cell_of_the_report_is_on_its_page(sample_out: Path) -> None:
    report = read_report(sample_out, "ballerup-2024")
    pages = pages_data(report, {})
    written = {(n, c["t"], c["r"], c["c"], c["text"]) for n, page in pages.items() for c in page["cells"]}
    numbers = {table["table_id"]: number for number, table in enumerate(report.tables)}
    rows = report.rows["cells"]
    assert written == {(c["page"], numbers[c["table_id"]], c["row"], c["column"], c["text"]) for c in rows}


def test_a_flag_is_one_doubt_for_all_its_cells(sample_out: Path) -> None:
    report = read_report(sample_out, "ballerup-2024")
    doubts = [doubt for doubt in doubts_of(report, {}) if doubt.kind == "inferred"]
    assert len({(doubt.table_id, doubt.about) for doubt in doubts}) == len(doubts)
    flagged = {
        (row["table_id"], row["cell_row"], row["cell_column"])
        for row in report.rows["figures"]
        if "unit_inferred" in row["flags"]
    }
    named = {
        (doubt.table_id, row, column)
        for doubt in doubts
        if doubt.about == "unit_inferred"
        for row, column, _ in doubt.cells
    }
    assert flagged <= named


def test_text_outside_tables_that_looks_like_a_row_is_doubted(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    row = [(60.0, 300.0, "Veje"), (300.0, 300.0, "1.250"), (400.0, 300.0, "900")]
    prose = [(60.0, 400.0, "Der blev brugt 1.250 kr. og ikke 900 kr. i 2024.")]
    inside = [(60.0, 100.0, "Drift"), (300.0, 100.0, "7"), (400.0, 100.0, "8")]
    file.write_bytes(pdf([[*row, *prose, *inside]]))
    lines = lines_outside(file, {1: [(50.0, 85.0, 500.0, 110.0)]})[1]
    assert [(line.text, line.doubted) for line in lines] == [
        ("Veje 1.250 900", True),
        ("Der blev brugt 1.250 kr. og ikke 900 kr. i 2024.", False),
    ]


def test_running_heads_are_no_text_that_was_missed(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf([[(60.0, 40.0, f"Side {n} af 5"), (60.0, 300.0, "a" * n)] for n in range(1, 6)]))
    assert [line.text for lines in lines_outside(file, {}).values() for line in lines] == ["a" * n for n in range(1, 6)]


def test_a_report_that_is_not_there_is_refused(sample_out: Path, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="did you mean ballerup-2024"):
        write_site(sample_out, tmp_path / "site", ["ballerup-2042"])


def test_a_missing_pdf_is_named_and_can_be_done_without(tmp_path: Path) -> None:
    file = tmp_path / "in" / "report.pdf"
    file.parent.mkdir()
    shutil.copy(SAMPLE, file)
    out, site = tmp_path / "out", tmp_path / "site"
    convert_many([file], out)
    file.unlink()
    with pytest.raises(InputError, match=r"is not where it was converted from.*--source"):
        write_site(out, site)
    with pytest.raises(InputError, match="is not the PDF"):
        write_site(out, site, source=Path(__file__))
    (reviewed,) = write_site(out, site, pictures=False)
    assert reviewed.doubts > 17
    assert not list(site.rglob("*.jpg"))
    assert _data(site / "ballerup-2024" / "report.js")["pages"][0] == [595, 842]


def test_the_same_report_gives_the_same_bytes(sample_out: Path, sample_site: Path, tmp_path: Path) -> None:
    write_site(sample_out, tmp_path / "again", source=SAMPLE)
    for file in sample_site.rglob("*.*"):
        if file.is_file():
            assert (tmp_path / "again" / file.relative_to(sample_site)).read_bytes() == file.read_bytes(), file.name


def test_a_folder_that_is_not_ours_is_left_alone(sample_out: Path, tmp_path: Path) -> None:
    mine = tmp_path / "site" / "ballerup-2024" / "mine.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    with pytest.raises(OutputError, match="is no review of ours"):
        write_site(sample_out, tmp_path / "site", pictures=False)
    assert mine.read_text() == "mine"


def test_the_overview_has_the_worst_first_and_escapes_names() -> None:
    def report(name: str, held: int, failed: int, municipality: str = "") -> Reviewed:
        return Reviewed(name, municipality, 2024, 9, 3, held, failed, failed, 0.9)

    html = overview([report("good", 9, 1), report("worst", 1, 9, "<script>alert(1)</script>"), report("empty", 0, 0)])
    assert html.index(">worst<") < html.index(">good<") < html.index(">empty<")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
