"""Running lines, told by what recurs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawn import SIZE, page_of, words_of

from extract.layout import read_layouts
from extract.model import Page, TextLine, Word


def _words(text: str, top: float) -> list[Word]:
    down = top - words_of(text)[0].top
    return [w._replace(top=w.top + down, bottom=w.bottom + down, baseline=w.baseline + down) for w in words_of(text)]


ROWS = [
    "Dagtilbud                  1.200       1.310\nFolkeskolen               14.500      14.220\n",
    "Tandpleje                    310         298\nVej og park                4.310       4.298\n",
    "Kultur                        45          47\nMuseer                       145         147\n",
]


@pytest.mark.parametrize("gap", [1.0, 4.0, 20.0])
def test_a_title_that_recurs_right_above_the_rows_is_no_row(gap: float) -> None:
    pages: list[Page] = []
    for number, rows in enumerate(ROWS, 1):
        head = _words("Hinde Kommune Regnskab", 40.0)
        body = _words(rows * 4, 40.0 + SIZE + gap)
        pages.append(replace(page_of([*head, *body]), number=number))
    for layout in read_layouts(pages):
        lines = [item for item in layout.items if isinstance(item, TextLine)]
        assert [(line.text, line.role) for line in lines] == [("Hinde Kommune Regnskab", "running")]
        (table,) = layout.tables
        assert table.n_rows == 8


def test_a_head_of_columns_that_recurs_is_kept() -> None:
    head = "Omraade                   Budget    Regnskab\n"
    pages = [replace(page_of(_words(head + rows * 4, 40.0)), number=n) for n, rows in enumerate(ROWS, 1)]
    assert [layout.tables[0].n_rows for layout in read_layouts(pages)] == [9, 9, 9]
