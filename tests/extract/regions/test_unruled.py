"""Tables without a frame: where one ends and the next begins."""

from __future__ import annotations

import pytest
from drawn import grid_of, page_of, tables_of, words_of, y_of

from extract.page.rule_lines import RuleLine
from extract.page.text_lines import visual_lines
from extract.regions.unruled import areas_of

ROWS = 5
TWO = """
Income               Budget    Actual    Result
Taxes                 1.200     1.350       150
Grants                  400       380       -20
Fees                 12.000    12.100       100
Total                13.600    13.830       230
Source: the ledger.
Cash flow of the year
Cash                   Note    Budget    Actual
Operations                1     1.200     1.350
Investments               2       400       380
Loans                     3       300       200
Change                          1.900     1.930
"""


def _rule(y: float) -> RuleLine:
    return RuleLine(y, ((50.0, 290.0),))


@pytest.mark.parametrize(
    ("above", "closing", "first"),
    [
        (ROWS - 1, 1.0, "Cash Note Budget Actual"),  # close below a row: it closes that table
        (ROWS - 1, 3.5, "Source: the ledger."),  # closer to what is below
        (None, 1.0, "Source: the ledger."),  # nothing stands above
    ],
    ids=["row above", "line below", "nothing above"],
)
def test_the_rule_that_closes_a_table_heads_no_other(above: int | None, closing: float, first: str) -> None:
    """A note of the upper table and the title of the lower one stand below the upper one's last rule."""
    page = page_of(TWO)
    lines = visual_lines(page.words)
    rules = [_rule(lines[ROWS - 1].bottom + closing), _rule(y_of(8) - 1), _rule(y_of(9) - 1)]
    (area,) = areas_of(list(lines[ROWS:]), rules, page, None if above is None else lines[above])
    assert area.lines[0].text == first
    assert area.box.top <= area.lines[0].top


def test_an_address_below_a_table_is_no_row_of_it() -> None:
    text = """
Omraade                   Budget    Regnskab
Dagtilbud                  1.200       1.310
Folkeskolen               14.500      14.220
Tandpleje                    310         298
I alt                     16.010      15.828

Kjeldeby Kommune
Hovedgaden 15
Telefon 57 33 68 72
"""
    (table,) = tables_of(words_of(text))
    assert grid_of(table)[-1] == ["I alt", "16.010", "15.828"]
