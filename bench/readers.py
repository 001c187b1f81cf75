"""The tools that are compared, each as a function from a PDF to the tables on its pages.

All but PyMuPDF come with ``pip install 'regnskab[bench]'``. PyMuPDF is under the AGPL: it is measured only where the
user has installed it. Each is imported when first used: in the process that measures it, not in the one that reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib import import_module, metadata, util
from pathlib import Path
from typing import Any

from bench.grids import Found, Grid, from_boxes, from_rows
from bench.icdar import Cell
from regnskab import __version__ as regnskab_version

Read = Callable[[Path], Found]


@dataclass(frozen=True, slots=True)
class Tool:
    """``modules`` are what it needs, the first one from the package ``distribution`` ("": ours, from this folder)."""

    name: str
    distribution: str
    modules: tuple[str, ...]
    read: Read

    @property
    def version(self) -> str:
        return metadata.version(self.distribution) if self.distribution else regnskab_version

    @property
    def installed(self) -> bool:
        return all(util.find_spec(module) is not None for module in self.modules)


def regnskab(path: Path) -> Found:
    from extract import open_document, read_layouts

    with open_document(path) as document:
        return {
            layout.number: [
                Grid(
                    table.n_rows,
                    table.n_columns,
                    tuple(
                        Cell(c.row, c.column, c.row + c.row_span - 1, c.column + c.column_span - 1, c.text)
                        for c in table.cells
                    ),
                )
                for table in layout.tables
            ]
            for layout in read_layouts(document)
        }


def camelot(path: Path, flavor: str) -> Found:
    import camelot

    found: defaultdict[int, list[Grid]] = defaultdict(list)
    for table in camelot.read_pdf(str(path), pages="all", flavor=flavor, suppress_stdout=True):
        found[int(table.page)].append(_camelot_grid(table.cells))
    return found


def _camelot_grid(cells: Any) -> Grid:
    """A cell goes on over blank ones from which no border parts it: camelot itself does not join them."""
    n_rows, n_columns = len(cells), len(cells[0]) if cells else 0
    out = []
    for r in range(n_rows):
        for c in range(n_columns):
            text = cells[r][c].text
            if not text.strip():
                continue
            right, low = c, r
            while right + 1 < n_columns and _open(cells[r][right].right, cells[r][right + 1].left, cells[r][right + 1]):
                right += 1
            while low + 1 < n_rows and _open(cells[low][c].bottom, cells[low + 1][c].top, cells[low + 1][c]):
                low += 1
            out.append(Cell(r, c, low, right, text))
    return Grid(n_rows, n_columns, tuple(out))


def _open(border: bool, same: bool, following: Any) -> bool:
    return not border and not same and not following.text.strip()


def pdfplumber(path: Path) -> Found:
    import pdfplumber

    found: Found = {}
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            found[page.page_number] = [
                from_boxes(
                    (*box, text or "")
                    for row, texts in zip(table.rows, table.extract(), strict=True)
                    for box, text in zip(row.cells, texts, strict=True)
                    if box
                )
                for table in page.find_tables()
            ]
            page.close()
    return found


def liteparse(path: Path) -> Found:
    from liteparse import LiteParse

    pages = LiteParse(ocr_enabled=False, extract_blocks=True, quiet=True, num_workers=1).parse(str(path)).pages
    return {
        page.page_num: [
            from_rows(
                [[cell.text for cell in row] for row in ([block.header] if block.header else []) + (block.rows or [])]
            )
            for block in page.blocks or []
            if block.kind == "table"
        ]
        for page in pages
    }


def img2table(path: Path) -> Found:
    from img2table.document import PDF

    tables = PDF(src=str(path)).extract_tables(ocr=None, borderless_tables=True)
    return {page + 1: [_img2table_grid(table.content) for table in found] for page, found in tables.items()}


def _img2table_grid(content: dict[int, list[Any]]) -> Grid:
    """A merged cell comes once for each slot, with the same box."""
    cells: dict[tuple[float, ...], Cell] = {}
    rows = [row for _, row in sorted(content.items())]
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            box = (cell.bbox.x1, cell.bbox.y1, cell.bbox.x2, cell.bbox.y2)
            first = cells.get(box)
            if first is None:
                cells[box] = Cell(r, c, r, c, cell.value or "")
            else:
                cells[box] = first._replace(last_row=max(first.last_row, r), last_column=max(first.last_column, c))
    return Grid(len(rows), max((len(row) for row in rows), default=0), tuple(cells.values()))


def tabula(path: Path, **options: bool) -> Found:
    """Page by page, because its answer does not say which page a table is on; Java starts once."""
    import tabula
    from pypdfium2 import PdfDocument

    with PdfDocument(path) as pdf:
        pages = range(1, len(pdf) + 1)
    return {
        page: _tabula_grids(tabula.read_pdf(path, pages=page, output_format="json", silent=True, **options))
        for page in pages
    }


def _tabula_grids(tables: Iterable[Any]) -> list[Grid]:
    return [from_rows([[cell["text"] for cell in row] for row in table["data"]]) for table in tables]


def pymupdf(path: Path) -> Found:
    """With its neural layout model, the strongest way it has."""
    module = import_module("pymupdf")
    import_module("pymupdf.layout")  # switches the model on
    with module.open(path) as document:
        return {
            number: [_pymupdf_grid(table) for table in page.find_tables(union=True, refine=True).tables]
            for number, page in enumerate(document, 1)
        }


def _pymupdf_grid(table: Any) -> Grid:
    placements = getattr(table, "placements", None)
    if not placements:
        return from_rows(table.extract())
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(placements):
        c = 0
        for placed in row:
            while (r, c) in taken:
                c += 1
            if placed is None:
                c += 1
                continue
            cell = Cell(r, c, r + placed.rowspan - 1, c + placed.colspan - 1, placed.text or "")
            taken.update((a, b) for a in range(r, cell.last_row + 1) for b in range(c, cell.last_column + 1))
            cells.append(cell)
            c = cell.last_column + 1
    return Grid(len(placements), max((b + 1 for _, b in taken), default=0), tuple(cells))


OURS = Tool("regnskab", "", ("extract",), regnskab)
_JAVA = ("tabula", "jpype")

TOOLS = (
    OURS,
    Tool("img2table, borderless", "img2table", ("img2table",), img2table),
    Tool("camelot, auto", "camelot-py", ("camelot",), partial(camelot, flavor="auto")),
    Tool("camelot, hybrid", "camelot-py", ("camelot",), partial(camelot, flavor="hybrid")),
    Tool("camelot, stream", "camelot-py", ("camelot",), partial(camelot, flavor="stream")),
    Tool("liteparse", "liteparse", ("liteparse",), liteparse),
    Tool("tabula, guess", "tabula-py", _JAVA, tabula),
    Tool("tabula, stream", "tabula-py", _JAVA, partial(tabula, stream=True)),
    Tool("pdfplumber, lines", "pdfplumber", ("pdfplumber",), pdfplumber),
    Tool("PyMuPDF, neural layout", "pymupdf", ("pymupdf", "pymupdf.layout"), pymupdf),
)
