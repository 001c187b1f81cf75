"""Tagged tables: true ones are read from their tags, lying ones as if they had none, and no word is lost either way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from taggedpdf import Drawing, Tag, tagged_pdf

from extract.layout import layout_page
from extract.model import Page, PageLayout, RawTable, TextLine
from extract.pdf import tags as pdf_tags
from extract.pdf.document import open_document

ROWS = (
    ("Omraade", "Budget", "Regnskab"),
    ("Dagtilbud", "1.200", "1.310"),
    ("Folkeskolen", "14.500", "14.220"),
    ("Tandpleje", "310", "298"),
    ("Kultur", "45", "51"),
)
LEFT, WIDE, TOP, HIGH = 60.0, 120.0, 700.0, 20.0


def drawn(drawing: Drawing, rows: Sequence[Sequence[str]], *, top: float = TOP, left: float = LEFT) -> list[list[int]]:
    """Draw the rows; gives the ids of the cells' marked contents, -1 for a blank cell."""
    return [
        [drawing.put(left + WIDE * c, top - HIGH * r, cell) if cell else -1 for c, cell in enumerate(row)]
        for r, row in enumerate(rows)
    ]


def table_of(ids: Sequence[Sequence[int]], *, heads: int = 1) -> Tag:
    """A table element of rows of cells, the first of them heads; a blank cell is there and empty."""
    return Tag(
        "Table",
        [Tag("TR", [Tag("TH" if r < heads else "TD", [] if i < 0 else [i]) for i in row]) for r, row in enumerate(ids)],
    )


def read(data: bytes) -> tuple[Page, PageLayout]:
    """The page and what stands on it; no word of the page may be missing there, or be there twice."""
    with open_document(data) as document:
        page = next(document.pages())
    layout = layout_page(page)
    printed = Counter(w.text for w in page.words)
    assert Counter(texts(layout)) == printed
    return page, layout


def texts(layout: PageLayout) -> list[str]:
    out = [w.text for item in layout.items if isinstance(item, TextLine) for w in item.words]
    return out + [w.text for table in layout.tables for cell in table.cells for w in cell.words]


def grid(table: RawTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows()]


def only(layout: PageLayout) -> RawTable:
    (table,) = layout.tables
    return table


def test_a_true_table_and_what_is_drawn_agree() -> None:
    drawing = Drawing()
    table = only(read(tagged_pdf(drawing, table_of(drawn(drawing, ROWS))))[1])
    assert grid(table) == [list(row) for row in ROWS]
    assert (table.witness, table.header_rows) == ("both", 1)


def test_without_tags_nothing_is_said_of_them() -> None:
    drawing = Drawing()
    drawn(drawing, ROWS)
    page, layout = read(tagged_pdf(drawing).replace(b"/MarkInfo << /Marked true >>", b" " * 28))
    assert page.tags is None
    assert only(layout).witness == "geometry"


def test_spans_of_a_head_and_of_a_group() -> None:
    drawing = Drawing()
    cells = drawn(
        drawing,
        [
            ("Omraade", "Driftsudgifter", "", "Note"),
            ("", "Budget", "Regnskab", ""),
            ("Skole", "1.200", "1.310", "1"),
            ("", "300", "298", "2"),
            ("Kultur", "45", "51", "3"),
        ],
    )

    def cell(r: int, c: int, kind: str = "TD", spans: tuple[int, int] = (1, 1)) -> Tag:
        return Tag(kind, [cells[r][c]], spans)

    table = Tag(
        "Table",
        [
            Tag(
                "THead",
                [
                    Tag("TR", [cell(0, 0, "TH", (2, 1)), cell(0, 1, "TH", (1, 2)), cell(0, 3, "TH", (2, 1))]),
                    Tag("TR", [cell(1, 1, "TH"), cell(1, 2, "TH")]),
                ],
            ),
            Tag(
                "TBody",
                [
                    Tag("TR", [cell(2, 0, spans=(2, 1)), *(cell(2, c) for c in (1, 2, 3))]),
                    Tag("TR", [cell(3, c) for c in (1, 2, 3)]),
                    Tag("TR", [cell(4, c) for c in range(4)]),
                ],
            ),
        ],
    )
    found = only(read(tagged_pdf(drawing, table))[1])
    spans = {c.text: (c.row, c.column, c.row_span, c.column_span) for c in found.cells}
    assert found.header_rows == 2
    assert spans["Omraade"] == (0, 0, 2, 1)
    assert spans["Driftsudgifter"] == (0, 1, 1, 2)
    assert spans["Note"] == (0, 3, 2, 1)
    assert spans["Skole"] == (2, 0, 2, 1)
    assert spans["298"] == (3, 2, 1, 1)


def test_blank_cells_keep_their_columns() -> None:
    drawing = Drawing()
    rows = [*ROWS, ("Puljer", "", "17"), ("", "", "4"), ("Andet", "8", "")]
    assert grid(only(read(tagged_pdf(drawing, table_of(drawn(drawing, rows))))[1])) == [list(row) for row in rows]


def test_blank_cells_that_the_tags_leave_out() -> None:
    drawing = Drawing()
    rows = [*ROWS, ("Puljer", "", "17"), ("", "", "4"), ("Andet", "8", "")]
    ids = [[i for i in row if i >= 0] for row in drawn(drawing, rows)]
    assert grid(only(read(tagged_pdf(drawing, table_of(ids)))[1])) == [list(row) for row in rows]


def test_heads_that_touch_are_parted_by_their_tags() -> None:
    drawing = Drawing()
    places = (60.0, 255.0, 300.0)  # "Regnskab" ends where "Afvigelse" begins
    rows = [("Omraade", "Regnskab", "Afvigelse"), ("Skole", "1.310", "110"), ("Kultur", "298", "-12")]
    ids = [
        [drawing.put(x, TOP - HIGH * r, cell) for x, cell in zip(places, row, strict=True)]
        for r, row in enumerate(rows)
    ]
    assert grid(only(read(tagged_pdf(drawing, table_of(ids)))[1])) == [list(row) for row in rows]


def layout_table(drawing: Drawing) -> list[Tag]:
    """A page laid out in a table: a cell with the menu, and one with everything else, a table too."""
    inner = table_of(drawn(drawing, ROWS, left=200.0))
    menu = [drawing.put(30, 700 - 14 * k, word) for k, word in enumerate(("Forside", "Budget", "Kontakt"))]
    title = drawing.put(200, 740, "Regnskab 2024")
    foot = drawing.put(200, 500, "Kommunen, Hovedgaden 1")
    outer = Tag(
        "Table",
        [
            Tag("TR", [Tag("TD", menu), Tag("TD", [Tag("H1", [title]), inner])]),
            Tag("TR", [Tag("TD"), Tag("TD", [foot])]),
        ],
    )
    return [outer]


def wrong_order(drawing: Drawing) -> list[Tag]:
    """The rows are tagged in another order than they stand in."""
    head, *rows = drawn(drawing, ROWS)
    return [table_of([rows[2], head, rows[0], rows[3], rows[1]])]


def columns_swapped(drawing: Drawing) -> list[Tag]:
    """In some rows the cells are tagged from right to left."""
    ids = drawn(drawing, ROWS)
    return [table_of([row[::-1] if r % 2 else row for r, row in enumerate(ids)])]


def one_table_of_the_page(drawing: Drawing) -> list[Tag]:
    """Each line of the page is a row, whether it is in the table or not."""
    lines = [drawing.put(LEFT, 780 - 14 * k, f"Dette er linje {k} af en beretning om aaret.") for k in range(5)]
    ids = drawn(drawing, ROWS)
    return [table_of([*([line] for line in lines), *ids, *[[drawing.put(LEFT, 560, "Slut paa det hele.")]]], heads=0)]


def cells_without_text(drawing: Drawing) -> list[Tag]:
    """The cells are of something invisible, and the text is in no cell."""
    for r, row in enumerate(ROWS):
        for c, cell in enumerate(row):
            drawing.plain(LEFT + WIDE * c, TOP - HIGH * r, cell)
    ids = []
    for r in range(len(ROWS)):
        ids.append([drawing.used, drawing.used + 1, drawing.used + 2])
        for c in range(3):
            drawing.content += f"/Span << /MCID {drawing.used} >> BDC {LEFT + WIDE * c} {TOP - HIGH * r} 1 1 re f EMC\n"
            drawing.used += 1
    return [table_of(ids)]


def text_left_out(drawing: Drawing) -> list[Tag]:
    """Two cells in the midst of the table are tagged as paragraphs."""
    ids = drawn(drawing, ROWS)
    lost = [ids[2].pop(), ids[3].pop()]
    return [table_of(ids), *(Tag("P", [i]) for i in lost)]


def cut_apart(drawing: Drawing) -> list[Tag]:
    """Each column is a table of its own, but the first two are one."""
    ids = drawn(drawing, [(*row, "9") for row in ROWS])
    parts = [[row[:2] for row in ids], [row[2:3] for row in ids], [row[3:] for row in ids]]
    return [table_of(part) for part in parts]


@pytest.mark.parametrize(
    "lying",
    [layout_table, wrong_order, columns_swapped, one_table_of_the_page, cells_without_text, text_left_out, cut_apart],
)
def test_lying_tags_are_not_believed(lying: Callable[[Drawing], list[Tag]]) -> None:
    drawing = Drawing()
    tags = lying(drawing)
    _, layout = read(tagged_pdf(drawing, *tags))
    rows = [row for table in layout.tables for row in grid(table)]
    for row in ROWS[1:]:
        assert any(got[: len(row)] == list(row) for got in rows), (row, rows)


def test_heads_everywhere_are_no_head() -> None:
    drawing = Drawing()
    table = only(read(tagged_pdf(drawing, table_of(drawn(drawing, ROWS), heads=len(ROWS))))[1])
    assert (grid(table), table.header_rows) == ([list(row) for row in ROWS], 1)


def test_a_first_row_of_figures_is_no_head() -> None:
    drawing = Drawing()
    table = only(read(tagged_pdf(drawing, table_of(drawn(drawing, ROWS[1:]), heads=1)))[1])
    assert table.header_rows == 0


def test_no_tags_of_heads_at_all() -> None:
    drawing = Drawing()
    table = only(read(tagged_pdf(drawing, table_of(drawn(drawing, ROWS), heads=0)))[1])
    assert table.header_rows == 1


def test_the_caption_in_the_table_titles_it() -> None:
    drawing = Drawing()
    ids = drawn(drawing, ROWS)
    title = drawing.put(LEFT, TOP + 60, "Udgifter fordelt paa omraader.")
    table = table_of(ids)
    table.children = [Tag("Caption", [title]), *table.children]
    found = only(read(tagged_pdf(drawing, table))[1])
    assert [line.text for line in found.caption] == ["Udgifter fordelt paa omraader."]


def test_a_header_is_running_though_the_page_is_alone() -> None:
    drawing = Drawing()
    drawing.artifact(LEFT, 800, "Kommunens regnskab", "/Type /Pagination /Subtype /Header")
    page, layout = read(tagged_pdf(drawing, table_of(drawn(drawing, ROWS))))
    assert page.tags is not None
    assert [page.words[i].text for i in page.tags.running] == ["Kommunens", "regnskab"]
    assert [item.role for item in layout.items if isinstance(item, TextLine)] == ["running"]


def test_what_is_called_a_header_amid_the_text_is_none() -> None:
    drawing = Drawing()
    ids = drawn(drawing, ROWS)
    drawing.artifact(LEFT, 650, "Mellemrubrik", "/Type /Pagination /Subtype /Header")
    page, _ = read(tagged_pdf(drawing, Tag("P", [drawing.put(LEFT, 500, "Tekst.")]), table_of(ids)))
    assert page.tags is not None
    assert not page.tags.running


def test_a_repeated_head_that_is_no_content() -> None:
    drawing = Drawing()
    for c, cell in enumerate(ROWS[0]):
        drawing.artifact(LEFT + WIDE * c, TOP, cell, "/Type /Pagination")
    ids = drawn(drawing, ROWS[1:], top=TOP - HIGH)
    body = Tag("TBody", table_of(ids, heads=0).children)
    table = only(read(tagged_pdf(drawing, Tag("Table", [Tag("THead", [Tag("TR", [Tag("TH")])]), body])))[1])
    assert (grid(table), table.header_rows) == ([list(row) for row in ROWS], 1)


def test_a_repeated_title_over_all_columns() -> None:
    drawing = Drawing()
    drawing.artifact(LEFT, TOP + HIGH, "Udgifter fordelt paa omraader i hele kommunen", "/Type /Pagination")
    ids = drawn(drawing, ROWS[1:])
    table = only(read(tagged_pdf(drawing, Tag("Table", [Tag("THead"), *table_of(ids, heads=0).children])))[1])
    assert [(cell.text, cell.column_span) for cell in table.rows()[0]] == [
        ("Udgifter fordelt paa omraader i hele kommunen", 3)
    ]


def test_the_last_row_of_a_table_from_the_page_before() -> None:
    drawing = Drawing()
    last = table_of(drawn(drawing, [("I alt", "16.055", "15.879")]), heads=0).children
    table = only(read(tagged_pdf(drawing, Tag("Table", [Tag("TR", [Tag("TD")]), *last])))[1])
    assert (grid(table), table.header_rows, table.witness) == ([["I alt", "16.055", "15.879"]], 0, "both")


def test_a_table_that_goes_on_in_the_next_column() -> None:
    drawing = Drawing()
    rows = [(f"Post {k}", str(100 + k)) for k in range(8)]
    left = drawn(drawing, rows[:5], top=500.0, left=40.0)
    right = drawn(drawing, rows[5:], top=700.0, left=330.0)
    _, layout = read(tagged_pdf(drawing, table_of([*left, *right], heads=0)))
    assert [row for table in layout.tables for row in grid(table)] == [list(row) for row in rows]
    assert [(table.continued, table.goes_on) for table in layout.tables] == [(False, True), (True, False)]


def test_a_table_in_the_next_column_whose_first_part_is_not_read_from_its_tags() -> None:
    drawing = Drawing()
    page, _ = read(tagged_pdf(drawing, table_of(drawn(drawing, ROWS))))
    assert page.tags is not None
    going_on = tuple(table._replace(folded=True) for table in page.tags.tables)
    layout = layout_page(replace(page, tags=replace(page.tags, tables=going_on)))
    assert Counter(texts(layout)) == Counter(w.text for w in page.words)


@pytest.mark.parametrize("angle", [90, 270])
def test_a_table_on_a_page_that_is_turned(angle: int) -> None:
    drawing = Drawing()
    data = tagged_pdf(drawing, table_of(drawn(drawing, ROWS)))
    table = only(read(data.replace(b"/StructParents 0", b"/StructParents 0 /Rotate %d" % angle))[1])
    assert (grid(table), table.witness) == ([list(row) for row in ROWS], "both")


def test_a_tree_that_runs_in_a_circle() -> None:
    drawing = Drawing()
    table = table_of(drawn(drawing, ROWS))
    row = table.children[0]
    assert isinstance(row, Tag)
    assert grid(only(read(tagged_pdf(drawing, table, extra_kid=(row, table)))[1])) == [list(row) for row in ROWS]


def test_a_tree_far_too_deep() -> None:
    drawing = Drawing()
    tag = table_of(drawn(drawing, ROWS))
    for _ in range(300):
        tag = Tag("Div", [tag])
    assert only(read(tagged_pdf(drawing, tag))[1]).witness == "geometry"


def test_more_elements_than_a_page_can_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_tags, "MOST_ELEMENTS", 12)
    drawing = Drawing()
    page, layout = read(tagged_pdf(drawing, table_of(drawn(drawing, ROWS))))
    assert page.tags is None
    assert grid(only(layout)) == [list(row) for row in ROWS]


def test_headings_are_told() -> None:
    drawing = Drawing()
    page, _ = read(tagged_pdf(drawing, Tag("H1", [drawing.put(60, 780, "Aarets resultat")])))
    assert page.tags is not None
    assert [[page.words[i].text for i in page.tags.parts[k]] for k in page.tags.headings] == [["Aarets", "resultat"]]
