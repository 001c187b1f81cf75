"""``regnskab tables``: every table of a PDF, in each format, and what is said where there is none."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from extract import find_tables
from extract.pdf import pdfium
from regnskab.cli import main
from regnskab.errors import PageError
from regnskab.tables.pages import PageRange, chosen, parse_pages
from tests.regnskab.tinypdf import pdf

MakePdf = Callable[..., bytes]
SECRET = "geheim"  # noqa: S105
PROSE = [(60.0, 80.0, "Her er kun tekst, og ingen tabel er der."), (60.0, 94.0, "Den fylder to linjer.")]


def _tables(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, ["tables", *(str(argument) for argument in arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def good(tmp_path: Path, report_pdf: MakePdf) -> Path:
    """A title page, and a page with a table of five rows and columns."""
    path = tmp_path / "good.pdf"
    path.write_bytes(report_pdf())
    return path


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """Two pages with a table each, and one of prose between them."""
    rows = [("Navn", "Budget", "Regnskab"), ("Veje", "100", "120"), ("Parker", "200", "180"), ("I alt", "300", "300")]
    table = [
        (x, 100.0 + 14 * place, text)
        for place, row in enumerate(rows)
        for x, text in zip((60.0, 260.0, 340.0), row, strict=True)
    ]
    path = tmp_path / "several.pdf"
    path.write_bytes(pdf([table, PROSE, table]))
    return path


def test_a_word_parted_at_a_line_end_is_whole(tmp_path: Path) -> None:
    xs = (60.0, 260.0, 340.0)
    lines = [("", "Medlems-", "Balance-"), ("", "indskud", "ret og"), ("Primo", "100", "120"), ("Ultimo", "200", "180")]
    path = tmp_path / "parted.pdf"
    path.write_bytes(
        pdf(
            [
                [
                    (x, 100.0 + 12 * k, text)
                    for k, row in enumerate(lines)
                    for x, text in zip(xs, row, strict=True)
                    if text
                ]
            ]
        )
    )
    cells = json.loads(_tables(path, "--format", "json").output)["tables"][0]["cells"]
    assert [cell["text"] for cell in cells if cell["header"]] == ["", "Medlemsindskud", "Balanceret og"]


def test_text_is_aligned_under_a_line_that_says_where(good: Path) -> None:
    result = _tables(good)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("page 2, table 1: Tabel 1. Driftsvirksomhed (4 rows, 5 columns, confidence ")
    assert lines[2].split("  ")[0] == "1.000 kr."
    assert set(lines[3]) == {"-", " "}
    # Figures end below each other.
    ends = [line.index(word) + len(word) for line, word in ((lines[4], "1.000"), (lines[5], "600"), (lines[6], "400 "))]
    assert ends[0] == ends[1]


def test_json_is_what_find_tables_gives(good: Path) -> None:
    document = json.loads(_tables(good, "--format", "json").stdout)
    (table,) = find_tables(good)
    assert set(document) == {"source", "tables"}
    source = document["source"]
    assert (source["name"], source["pages"]) == ("good.pdf", 2)
    assert source["sha256"] == hashlib.sha256(good.read_bytes()).hexdigest()
    (found,) = document["tables"]
    assert set(found) == {"page", "bbox", "caption", "confidence", "witness", "cells"}
    assert (found["page"], found["caption"]) == (2, "Tabel 1. Driftsvirksomhed")
    assert found["bbox"] == [round(side, 2) for side in table.box]
    assert 0.0 < found["confidence"] <= 1.0
    assert found["cells"] == [
        {
            "row": cell.row,
            "col": cell.column,
            "row_span": cell.row_span,
            "col_span": cell.column_span,
            "text": cell.text,
            "bbox": [round(side, 2) for side in cell.box],
            "header": cell.header,
        }
        for cell in table.cells
    ]


def test_csv_of_one_table_is_plain_csv(good: Path) -> None:
    rows = list(csv.reader(io.StringIO(_tables(good, "--format", "csv").stdout)))
    assert rows[1] == ["Årets resultat", "900", "900", "1.000", "100"]
    assert {len(row) for row in rows} == {5}


def test_csv_of_several_tables_says_which_is_which(several: Path) -> None:
    first, second = _tables(several, "--format", "csv").stdout.split("\n\n")
    assert first.splitlines()[0] == "# page 1, table 1"
    assert second.splitlines()[:2] == ["# page 3, table 1", "Navn,Budget,Regnskab"]


def test_csv_files_are_named_by_page_and_table(several: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    result = _tables(several, "--format", "csv", "-o", out)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"2 files written to {out}: p1-1.csv, p3-1.csv\n"
    assert sorted(path.name for path in out.iterdir()) == ["p1-1.csv", "p3-1.csv"]
    assert (out / "p3-1.csv").read_text(encoding="utf-8").splitlines()[1] == "Veje,100,120"


@pytest.mark.parametrize(("form", "suffix"), [("text", "txt"), ("json", "json"), ("html", "html")])
def test_other_formats_are_one_file_called_as_the_pdf(form: str, suffix: str, several: Path, tmp_path: Path) -> None:
    result = _tables(several, "--format", form, "-o", tmp_path / "out")
    assert result.stdout == f"1 file written to {tmp_path / 'out'}: several.{suffix}\n"
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"several.{suffix}"]
    written = (tmp_path / "out" / f"several.{suffix}").read_text(encoding="utf-8")
    printed = _tables(several, "--format", form).stdout
    # Links lead to the PDF from where the page is.
    assert written.replace("../several.pdf", "several.pdf").count("several.pdf") == printed.count("several.pdf")
    assert form == "html" or written == printed


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_one_page_with_links_to_the_pdf(several: Path, tmp_path: Path) -> None:
    _tables(several, "--format", "html", "-o", tmp_path / "a folder")
    page = (tmp_path / "a folder" / "several.html").read_text(encoding="utf-8")
    tags = _Tags()
    tags.feed(page)
    assert tags.open == []
    links = [attributes["href"] for tag, attributes in tags.found if tag == "a"]
    assert {"../several.pdf#page=1", "../several.pdf#page=3", "#p1-1", "#p3-1"} <= set(links)
    assert [attributes["id"] for tag, attributes in tags.found if tag == "section"] == ["p1-1", "p3-1"]
    assert sum(tag == "table" for tag, _ in tags.found) == 2
    # Nothing is fetched from elsewhere.
    assert not {"script", "link", "img"} & {tag for tag, _ in tags.found}


def test_pages_are_read_once_and_in_order(several: Path) -> None:
    document = json.loads(_tables(several, "--pages", "3,1-2,3", "--format", "json").stdout)
    assert [table["page"] for table in document["tables"]] == [1, 3]
    assert [t["page"] for t in json.loads(_tables(several, "--pages", "2-", "--format", "json").stdout)["tables"]] == [
        3
    ]


@pytest.mark.parametrize("pages", ["", "x", "0", "3-1", "1,,2", "1.5", "-3", "1-2-3"])
def test_what_is_no_page_is_wrong_usage(pages: str, good: Path) -> None:
    result = _tables(good, "--pages", pages)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--pages" in result.stderr


def test_a_page_that_is_not_there_is_wrong_usage(good: Path, tmp_path: Path) -> None:
    result = _tables(good, "--pages", "2-4", "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"error: {good}: there is no page 4; it has pages 1 to 2\n"
    assert not (tmp_path / "out").exists()


def test_where_no_table_is_nothing_is_written(several: Path, tmp_path: Path) -> None:
    result = _tables(several, "--pages", "2", "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "none of the pages asked for has a table" in result.stderr
    assert not (tmp_path / "out").exists()


def test_json_without_a_table_is_a_document_all_the_same(several: Path) -> None:
    result = _tables(several, "--pages", "2", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["tables"] == []
    assert "has a table" in result.stderr


def test_a_scan_is_told_from_prose(tmp_path: Path) -> None:
    blank, prose = tmp_path / "blank.pdf", tmp_path / "prose.pdf"
    blank.write_bytes(pdf([[]]))
    prose.write_bytes(pdf([PROSE]))
    result = _tables(blank)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no page has any text, as in a scan; run it through OCR first" in result.stderr
    assert "no page has a table" in _tables(prose).stderr


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(b"no PDF at all")
    for path, reason in ((tmp_path / "missing.pdf", "no such file"), (tmp_path, "folder"), (other, "no PDF")):
        result = _tables(path)
        assert (result.exit_code, result.stdout) == (1, "")
        assert str(path) in result.stderr
        assert reason in result.stderr


def test_a_password_opens_an_encrypted_file(tmp_path: Path, report_pdf: MakePdf) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(report_pdf(password=SECRET))
    assert "--password" in _tables(path).stderr
    assert _tables(path, "--password", "wrong").exit_code == 1
    assert "Årets resultat" in _tables(path, "--password", SECRET).stdout


@pytest.mark.usefixtures("in_this_process")
def test_a_damaged_page_does_not_keep_the_others_back(several: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load = pdfium.load_page
    monkeypatch.setattr(pdfium, "load_page", lambda handle, index: None if index == 0 else load(handle, index))
    result = _tables(several, "--format", "json")
    assert result.exit_code == 3
    assert [table["page"] for table in json.loads(result.stdout)["tables"]] == [3]
    assert f"error: {several}, page 1: the page is damaged" in result.stderr
    result = _tables(several, "--pages", "1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no page can be read" in result.stderr


def test_a_folder_that_cannot_be_written_to_is_named(several: Path) -> None:
    result = _tables(several, "-o", several)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{several}: cannot be written" in result.stderr
    assert several.read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("in_this_process")
def test_an_error_of_our_own_is_told_and_can_be_seen(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise KeyError("oops")

    monkeypatch.setattr("regnskab.tables.reading.read_layouts", fail)
    result = _tables(good)
    assert result.exit_code == 1
    assert "an error of regnskab's own (KeyError: 'oops'); please report it" in result.stderr
    monkeypatch.setenv("REGNSKAB_DEBUG", "1")
    assert isinstance(CliRunner().invoke(main, ["tables", str(good)]).exception, KeyError)


@pytest.mark.usefixtures("in_this_process")
def test_a_second_opinion_without_camelot_says_how_to_get_it(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "camelot", None)
    result = _tables(good, "--second-opinion")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "pip install 'regnskab[second-opinion]'" in result.stderr


@pytest.mark.usefixtures("in_this_process")
def test_camelot_is_not_loaded_unless_it_is_asked(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "camelot", None)
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    assert _tables(good).exit_code == 0


def test_a_second_opinion_is_in_every_format(good: Path) -> None:
    pytest.importorskip("camelot")
    document = json.loads(_tables(good, "--second-opinion", "--format", "json").stdout)
    (table,) = document["tables"]
    readers = table["second_opinion"]["readers"]
    assert readers[-1]["found"]
    assert table["second_opinion"]["failed"] == []
    filled = [cell for cell in table["cells"] if cell["text"]]
    said = {verdict["verdict"] for cell in filled for verdict in cell["second_opinion"]}
    assert "agree" in said
    assert all(cell["second_opinion"] for cell in filled)
    differing = any(cell["flags"] == ["second_opinion_differs"] for cell in table["cells"])
    assert table["flags"] == (["second_opinion_differs"] if differing or readers[-1]["unread"] else [])
    assert f"{readers[-1]['reader']} agrees on" in _tables(good, "--second-opinion").stdout
    assert f"<li>{readers[-1]['reader']} agrees on" in _tables(good, "--second-opinion", "--format", "html").stdout


def test_help_names_the_formats() -> None:
    result = _tables("--help")
    assert result.exit_code == 0
    assert "[text|json|csv|html]" in result.stdout


@pytest.mark.parametrize(
    ("text", "ranges"),
    [("7", ((7, 7),)), ("1-3,7", ((1, 3), (7, 7))), (" 2 - 4 , 9- ", ((2, 4), (9, None))), ("5-5", ((5, 5),))],
)
def test_pages_are_written_as_ranges(text: str, ranges: tuple[tuple[int, int | None], ...]) -> None:
    assert parse_pages(text) == ranges


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 9)), min_size=1, max_size=5))
def test_chosen_pages_are_those_of_the_ranges(spans: list[tuple[int, int]]) -> None:
    text = ",".join(f"{first}-{first + more}" for first, more in spans)
    expected = sorted({number for first, more in spans for number in range(first, first + more + 1)})
    assert list(chosen(parse_pages(text), 50, "x.pdf")) == expected


def test_no_range_is_every_page() -> None:
    assert list(chosen((), 3, "x.pdf")) == [1, 2, 3]
    with pytest.raises(PageError, match="there is no page 4; it has one page"):
        chosen((PageRange(4, None),), 1, "x.pdf")
