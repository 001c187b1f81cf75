"""Runs of lines in columns: rows far apart, and dots that lead to figures."""

from __future__ import annotations

import pytest
from drawn import grid_of, only_table, page_of, tables_of, words_of

from extract.layout import layout_page
from extract.model import TextLine

LOOSE = """
Omraade                   Budget    Regnskab
Dagtilbud                  1.200       1.310
Folkeskolen               14.500      14.220
Tandpleje                    310         298
"""

LED = """
Omraade                   Budget    Regnskab
Dagtilbud . . . . . .      1.200       1.310
Folkeskolen . . . . .     14.500      14.220
Voksne med behov . .         310         298
Kultur og fritid .           -45          12
"""


@pytest.mark.parametrize("step", [20.0, 35.0, 50.0])
def test_rows_far_apart_are_one_table(step: float) -> None:
    table = only_table(words_of(LOOSE, step=step))
    assert [row[0] for row in grid_of(table)] == ["Omraade", "Dagtilbud", "Folkeskolen", "Tandpleje"]
    assert table.header_rows == 1


def test_centred_figures_in_rows_far_apart_are_one_table() -> None:
    table = only_table(
        words_of(
            """
Skoler               12.125.300        77            12
Born                     99        12.310.200       1210
Aeldre                  2110          1310       14.200.100
Kultur               12.310.100        11        11.200.310
""",
            step=30.0,
        )
    )
    assert [row[0] for row in grid_of(table)] == ["Skoler", "Born", "Aeldre", "Kultur"]


def test_a_figure_far_below_is_not_drawn_in() -> None:
    words = [*words_of(LOOSE), *words_of("\n" * 10 + "Side 12                      17", step=14.0)]
    assert len(grid_of(tables_of(words)[0])) == 4


def test_dots_that_lead_to_figures_are_in_no_cell_and_in_no_line() -> None:
    layout = layout_page(page_of(LED))
    (table,) = layout.tables
    assert grid_of(table)[1:] == [
        ["Dagtilbud", "1.200", "1.310"],
        ["Folkeskolen", "14.500", "14.220"],
        ["Voksne med behov", "310", "298"],
        ["Kultur og fritid", "-45", "12"],
    ]
    assert [item.text for item in layout.items if isinstance(item, TextLine)] == []
