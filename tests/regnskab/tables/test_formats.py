"""Tables with spans, blanks and odd characters, in each format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from extract.model import Box, Cell, RawTable, TextLine, Word
from extract.pdf.document import Metadata
from extract.second_opinion.comparing import CellOpinion, Opinion, SecondOpinion
from regnskab.report.source import Source
from regnskab.tables.as_csv import csv_pieces, csv_text
from regnskab.tables.as_html import html_pieces
from regnskab.tables.as_json import json_pieces
from regnskab.tables.as_text import table_lines, text_pieces
from regnskab.tables.grid import amount_columns, text_rows
from regnskab.tables.on_screen import print_tables
from regnskab.tables.reading import Found, TablesSource

ORIGIN = TablesSource(Source(Path("a & b.pdf"), "a & b.pdf", "ab" * 32, 10), Metadata(3, None, "Word", None))


def _cell(row: int, column: int, *lines: str, rows: int = 1, columns: int = 1, header: bool = False) -> Cell:
    box = Box(column * 50.0, row * 10.0, column * 50.0 + 40.123456, row * 10.0 + 9.0)
    words = tuple(Word(text, *box, box.bottom, 9.0) for line in lines for text in line.split())
    return Cell(row, column, box, lines, words, rows, columns, header=header)


@pytest.fixture
def table() -> RawTable:
    """A head that spans two columns, a label beside two rows, a blank, a comma, a quote and a tag."""
    cells = (
        _cell(0, 0, header=True),
        _cell(0, 1, "Budget, in thousands", columns=2, header=True),
        _cell(1, 0, "Roads", "& <b>", rows=2),
        _cell(1, 1, "1.200"),
        _cell(1, 2, "-5"),
        _cell(2, 1, "80"),
        _cell(2, 2),
        _cell(3, 0, 'The "total"'),
        _cell(3, 1, "1.280"),
        _cell(3, 2, "-5"),
    )
    return RawTable(2, Box(-0.001, 10, 200, 50), 4, 3, cells, 1, confidence=0.876)


@pytest.fixture
def doubted(table: RawTable) -> Found:
    cells = (
        CellOpinion(1, 1, "agree", "1.200"),
        CellOpinion(1, 2, "differs", "-6"),
        CellOpinion(2, 1, "differs", "80"),
        CellOpinion(2, 2, "differs", "7"),
        CellOpinion(3, 1, "differs", ""),
    )
    opinions = (Opinion("other", True, 5, 3, cells, ("lost",)), Opinion("blind", False))
    return Found(table, 1, SecondOpinion(opinions, ("third: broken",)))


def test_spans_are_text_in_their_first_slot(table: RawTable) -> None:
    assert text_rows(table) == [
        ["", "Budget, in thousands", ""],
        ["Roads & <b>", "1.200", "-5"],
        ["", "80", ""],
        ['The "total"', "1.280", "-5"],
    ]
    assert amount_columns(table) == {1, 2}


def test_csv_reads_back_as_it_was(table: RawTable) -> None:
    read = list(csv.reader(io.StringIO(csv_text(Found(table, 1)))))
    assert [[text.removeprefix("'") for text in row] for row in read] == text_rows(table)


def test_text_keeps_columns_apart_and_spans_together(table: RawTable) -> None:
    assert table_lines(table) == [
        "             Budget, in thousands",
        "-----------  -----  -------------",
        "Roads        1.200             -5",
        "& <b>",
        "",
        "                80",
        "",
        'The "total"  1.280             -5',
    ]


def test_text_of_one_line_cells_has_no_blank_lines(table: RawTable) -> None:
    cells = tuple(_cell(c.row, c.column, *c.lines[:1], rows=c.row_span, columns=c.column_span) for c in table.cells)
    lines = table_lines(RawTable(1, table.box, 4, 3, cells))
    assert "" not in lines
    assert len(lines) == 4


def test_json_is_valid_whatever_the_text_is(table: RawTable) -> None:
    document = json.loads("".join(json_pieces(ORIGIN, [Found(table, 1), Found(table, 2)])))
    assert document["source"]["producer"] == "Word"
    first, second = document["tables"]
    assert first == second
    assert (first["caption"], first["confidence"], first["bbox"]) == (None, 0.88, [0.0, 10, 200, 50])
    assert first["cells"][1]["col_span"] == 2
    assert first["cells"][2]["text"] == "Roads & <b>"
    assert first["cells"][3]["bbox"] == [50.0, 10.0, 90.12, 19.0]
    assert "-0.0" not in "".join(json_pieces(ORIGIN, [Found(table, 1)]))


def test_json_tells_what_others_read(doubted: Found) -> None:
    (table,) = json.loads("".join(json_pieces(ORIGIN, [doubted])))["tables"]
    assert table["flags"] == ["second_opinion_differs"]
    assert table["second_opinion"] == {
        "readers": [
            {"reader": "other", "found": True, "rows": 5, "columns": 3, "agreement": 0.167, "unread": ["lost"]},
            {"reader": "blind", "found": False, "rows": 0, "columns": 0, "agreement": 0.0, "unread": []},
        ],
        "failed": ["third: broken"],
    }
    cells = {(cell["row"], cell["col"]): cell for cell in table["cells"]}
    assert cells[1, 1]["flags"] == []
    assert cells[1, 2]["flags"] == ["second_opinion_differs"]
    assert cells[1, 2]["second_opinion"] == [{"reader": "other", "verdict": "differs", "text": "-6"}]
    assert cells[0, 0]["second_opinion"] == []


def test_text_tells_what_others_read(doubted: Found) -> None:
    said = "".join(text_pieces([doubted])).split("\n\n")[-1].splitlines()
    assert said == [
        "second opinion failed: third: broken",
        "other agrees on 17 % of 5 cells",
        '  row 1, column 2: "-5", it reads "-6"',
        '  row 2, column 1: "80", it reads it in another column',
        '  row 2, column 2: "", it reads "7"',
        '  row 3, column 1: "1.280", it reads nothing',
        '  only there: "lost"',
        "blind finds no table here",
    ]


def test_html_has_spans_heads_and_no_text_as_markup(table: RawTable, doubted: Found) -> None:
    page = "".join(html_pieces(ORIGIN, [Found(table, 1), doubted]))
    assert '<th scope="colgroup" colspan="2">Budget, in thousands</th>' in page
    assert '<td rowspan="2">Roads &amp; &lt;b&gt;</td>' in page
    assert "The &quot;total&quot;" in page
    assert '<td class="n">1.200</td>' in page
    assert '<td class="n differs">-5</td>' in page
    assert 'href="a%20%26%20b.pdf#page=2"' in page
    assert page.count("<thead>") == 2
    assert "<nav>2 tables:" in page


def test_a_screen_shows_every_text(
    doubted: Found, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    print_tables([doubted])
    shown = capsys.readouterr().out
    for text in ("page 2, table 1", "Roads & <b>", "1.280", 'The "total"', "other agrees on 17 %"):
        assert text in shown


def test_no_spreadsheet_runs_what_a_pdf_says() -> None:
    cells = (_cell(0, 0, '=HYPERLINK("http://x")'), _cell(0, 1, "-5"))
    title = TextLine(1, Box(0, 0, 9, 9), "Tabel 1,=1+1;@SUM(A1)\n=2", (), 9.0, False)
    hostile = Found(RawTable(1, Box(0, 0, 100, 10), 1, 2, cells, caption=(title,)), 1)
    said = "".join(csv_pieces([hostile, hostile]))
    assert said.startswith("# page 1, table 1: Tabel 1, =1+1; @SUM(A1)␊=2\n")
    read = list(csv.reader(line for line in said.splitlines() if line and not line.startswith("#")))
    assert read == [['\'=HYPERLINK("http://x")', "-5"]] * 2
