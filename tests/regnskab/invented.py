"""Two municipalities that do not exist, drawn as PDFs: their tables and answers are those of ``tests/normalize/data``.

Vesterkilde prints kroner and costs as positive amounts, Fjordby millions and income as positive ones.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.extract.pdfmaker import make_pdf, text

DATA = Path(__file__).parents[1] / "normalize" / "data"
SIZE = (595, 842)
_LEFT, _TOP, _ROW, _RIGHT, _GAP = 57, 760, 16, 540, 14
# Widths of Helvetica in thousandths of its size, as its metrics give them.
_WIDTHS: Mapping[str, int] = {
    **dict.fromkeys(".,t ", 278),
    **dict.fromkeys("-r", 333),
    **dict.fromkeys("il", 222),
    **dict.fromkeys("BKR", 722),
    "m": 833,
}
_SMALL = 9


def drawn(name: str, *, shift: int = 0, more: Sequence[tuple[str, Sequence[Sequence[str]]]] = ()) -> bytes:
    """A municipality's report, a table a page; ``shift`` moves all its years, ``more`` adds tables (caption, rows)."""
    told = (DATA / f"{name}.json").read_text(encoding="utf-8")
    for year in range(2025, 2020, -1) if shift > 0 else ():
        told = told.replace(str(year), str(year + shift))
    report = json.loads(told)
    tables = [(one["caption"], one["rows"]) for one in report["tables"]]
    first = text(_LEFT, _TOP, f"{name.capitalize()} Kommune", size=20, font="F2")
    first += text(_LEFT, _TOP - 40, report["title"], size=16)
    return make_pdf(first, *(_page(caption, rows) for caption, rows in (*tables, *more)), size=SIZE)


def _page(caption: str, rows: Sequence[Sequence[str]]) -> str:
    """A caption and its table below: a rule above and below the head and below the last line."""
    out = [text(_LEFT, _TOP, caption, size=11, font="F2")]
    wide = max(_width(row[column]) for row in rows for column in range(1, len(row))) + _GAP
    ends = [_RIGHT - wide * (len(rows[0]) - 1 - column) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        base = _TOP - 30 - _ROW * number
        font = "F2" if number == 0 else "F1"
        for column, cell in enumerate(row):
            x = _LEFT if column == 0 else ends[column] - _width(cell)
            out.append(text(x, base, cell, size=_SMALL, font=font) if cell else "")
    lines = (_TOP - 18, _TOP - 34, _TOP - 34 - _ROW * (len(rows) - 1))
    return "".join([*out, *(f"{_LEFT - 2} {y} m {_RIGHT + 2} {y} l S\n" for y in lines)])


def _width(cell: str) -> float:
    return sum(_WIDTHS.get(letter, 556) for letter in cell) * _SMALL / 1000
