"""Columns of a table as the XML of a worksheet (ECMA-376, part 1, 18.3).

Written by Arrow's kernels, a column at a time: the libraries that write workbooks a cell at a time take longer than it
takes to read the report from its PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from regnskab.publish.flat import as_text
from schemas.arrays import build, constant

# Excel keeps 15 significant digits of a number; one with more stands as text, so that none is lost.
DIGITS = 15
MAX_TEXT = 32_767
MAX_ROWS = 1_048_576

PLAIN, HEAD, AMOUNT, WRAPPED = range(4)

_STRING = pa.string()
_OPEN, _CLOSE = '<c t="inlineStr"{style}><is><t xml:space="preserve">', "</t></is></c>"
# What XML 1.0 cannot hold is written as _x000B_, and what looks like that already is shielded (ECMA-376, 22.9.2.19).
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def sheet(head: Sequence[str], columns: Sequence[pa.ChunkedArray], styles: Sequence[int], widths: Sequence[int]) -> str:
    """Return a worksheet: a bold head that stays in view and filters, and a row per value of the ``flat`` columns."""
    wide = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1))
    last = f"{letters(len(head))}{len(columns[0]) + 1}"
    rows = "".join(_rows(columns, styles))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>'
        '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{wide}</cols><sheetData>"
        f"<row>{''.join(text_cell(name, HEAD) for name in head)}</row>{rows}</sheetData>"
        f'<autoFilter ref="A1:{last}"/></worksheet>'
    )


def text_cell(text: str, style: int = PLAIN) -> str:
    """Return a cell that holds a text as it is, also one that looks like a number or a formula."""
    return _OPEN.format(style=_style(style)) + escape(text) + _CLOSE


def escape(text: str) -> str:
    """Return a text as XML and Excel want it."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "_x000D_")
    return _FORBIDDEN.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def letters(number: int) -> str:
    """Return the letters of a column, from 1: A, Z, AA."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def significant(text: str) -> int:
    """Return how many significant digits a plain decimal number has."""
    return len(text.lstrip("-").replace(".", "").strip("0"))


def _rows(columns: Sequence[pa.ChunkedArray], styles: Sequence[int]) -> Iterator[str]:
    if not len(columns[0]):
        return
    cells = [_cells(column, style) for column, style in zip(columns, styles, strict=True)]
    lines = pc.binary_join_element_wise(_text("<row>"), *cells, _text("</row>"), _text(""))
    yield from lines.to_pylist()


def _cells(column: pa.ChunkedArray, style: int) -> pa.ChunkedArray:
    opening, closing = _OPEN.format(style=_style(style)), _CLOSE
    if pa.types.is_string(column.type):
        words = pa.chunked_array([build(_STRING, [None if text is None else escape(text) for text in _values(column)])])
    elif pa.types.is_boolean(column.type):
        words = pc.if_else(column, _text("1"), _text("0"))
        opening, closing = f'<c t="b"{_style(style)}><v>', "</v></c>"
    else:
        words = as_text(column)
        if pa.types.is_decimal(column.type) or pa.types.is_int64(column.type):
            return _numbers(words, style)
        opening, closing = f"<c{_style(style)}><v>", "</v></c>"
    return pc.fill_null(_between(opening, words, closing), _text("<c/>"))


def _numbers(words: pa.ChunkedArray, style: int) -> pa.ChunkedArray:
    cells = []
    for word in words.to_pylist():
        if word is None:
            cells.append("<c/>")
        elif significant(word) <= DIGITS:
            cells.append(f"<c{_style(style)}><v>{word}</v></c>")
        else:
            cells.append(text_cell(word, style))
    return pa.chunked_array([build(_STRING, cells)])


def _values(column: pa.ChunkedArray) -> list[str | None]:
    values: list[str | None] = column.to_pylist()
    return values


def _between(opening: str, words: pa.ChunkedArray, closing: str) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(_text(opening), words, _text(closing), _text(""))


def _style(style: int) -> str:
    return f' s="{style}"' if style else ""


def _text(value: str) -> pa.Scalar:
    return constant(_STRING, value)
