"""Whether every word of a page is read, and once, as the bench counts it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawn import page_of

from bench.corpus import SAMPLE
from bench.coverage import main, of_page
from extract.layout import layout_page
from extract.model import RawTable

TEXT = """
Service              Budget    Actual    Result
Roads                 1.200     1.350       150
Parks                   400       380       -20
Schools ..........   12.000    12.100       100
Total                13.600    13.830       230
"""


def test_a_page_that_is_read_whole() -> None:
    page = page_of(TEXT, bold=[0])
    found = of_page(page, layout_page(page))
    assert not found.lost
    assert not found.twice
    assert not found.beside


def test_a_cell_that_is_lost_or_comes_twice() -> None:
    page = page_of(TEXT, bold=[0])
    layout = layout_page(page)
    (table,) = layout.tables
    *others, last = [cell for cell in table.cells if cell.words]

    def of(cells: list[object]) -> RawTable:
        return replace(table, cells=tuple(cells))

    assert of_page(page, replace(layout, items=(of(others),))).lost.total() == len("230")
    assert of_page(page, replace(layout, items=(of([*others, last, last]),))).twice.total() == len("230")


def test_the_sample_is_read_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SAMPLE)]) == 0
    assert "0 with text lost" in capsys.readouterr().out
