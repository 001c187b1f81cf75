"""The ground truth of the ICDAR-2013 table competition, and the name of the document that each file belongs to."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

from bench.icdar import Cell, Pages, Table


def document_name(path: Path) -> str:
    """``us-035`` for us-035a-str.xml and us-035.pdf alike."""
    return re.sub(r"(?<=\d)[ab]$", "", path.stem.removesuffix("-str"))


def read_truths(folder: Path) -> dict[str, list[Pages]]:
    """Every document's truths, from the ``*-str.xml`` in a folder. Raises FileNotFoundError where there is none."""
    truths: defaultdict[str, list[Pages]] = defaultdict(list)
    for path in sorted(folder.rglob("*-str.xml")):
        truths[document_name(path)].append(_pages(path))
    if not truths:
        raise FileNotFoundError(f"{folder}: no *-str.xml here; give the folder of ICDAR-2013 with --icdar")
    return dict(truths)


def _pages(path: Path) -> Pages:
    pages: defaultdict[int, list[Table]] = defaultdict(list)
    for table in ElementTree.parse(path).getroot().iter("table"):  # noqa: S314  (the user's own files)
        # A table of several regions has all of them on one page, with the place of each in the whole.
        parts: defaultdict[int, list[Cell]] = defaultdict(list)
        for region in table.iter("region"):
            parts[_number(region, "page", 1)] += _cells(region)
        for page, cells in parts.items():
            pages[page].append(Table(cells))
    return pages


def _cells(region: ElementTree.Element) -> list[Cell]:
    down, across = _number(region, "row-increment", 0), _number(region, "col-increment", 0)
    out = []
    for cell in region.findall("cell"):
        row, column = _number(cell, "start-row", 0), _number(cell, "start-col", 0)
        # Some ends lie before the start: those cells are one slot.
        last_row, last_column = max(row, _number(cell, "end-row", row)), max(column, _number(cell, "end-col", column))
        text = cell.findtext("content") or ""
        out.append(Cell(row + down, column + across, last_row + down, last_column + across, text))
    return out


def _number(element: ElementTree.Element, name: str, default: int) -> int:
    return int(element.get(name) or default)
