"""Tables in frames: what belongs to one, and what is drawn among a table's figures only."""

from __future__ import annotations

from drawn import grid_of, only_table, rule, tables_of, upright, words_of

from extract.model import Ruling
from extract.page.rule_lines import lattices
from extract.regions.ruled import joined

ROWS = """
 Konto        R2023   R2024    Afvigelse
 Skatter        120     131           11
 Driften         98     104            6
 Anlaeg          12       9           -3
"""


def _boxes(columns: list[tuple[float, float]], rows: int) -> list[Ruling]:
    """A box round each cell, with white space between the boxes."""
    out: list[Ruling] = []
    for x0, x1 in columns:
        for row in range(rows):
            out += [rule(row + 0.05, x0, x1), rule(row + 0.95, x0, x1)]
            out += [upright(x, row + 0.05, row + 0.95) for x in (x0, x1)]
    return out


def test_a_column_in_boxes_set_off_from_the_others_is_the_table_s() -> None:
    columns = [(0, 12.7), (13, 20.7), (21, 28.7), (30.5, 42)]  # wider white space before the last one
    table = only_table(ROWS, rulings=_boxes(columns, 4))
    assert grid_of(table)[1] == ["Skatter", "120", "131", "11"]
    assert table.n_columns == 4


def test_two_framed_tables_with_labels_stay_two() -> None:
    text = """
 Konto        R2023     Emne       R2024
 Skatter        120     Born          11
 Driften         98     Unge           6
 Anlaeg          12     Gamle          3
"""
    columns = [(0, 12.7), (13, 20.7), (23, 33.7), (34, 42)]
    assert [table.n_columns for table in tables_of(text, rulings=_boxes(columns, 4))] == [2, 2]


def test_frames_of_two_charts_side_by_side_are_not_one_table() -> None:
    text = """
   50           60
   40           40
   30           20
"""
    frames = [rule(y, x0, x1) for y in (0, 4) for x0, x1 in ((0, 10), (11, 21))]
    frames += [upright(x, 0, 4) for x in (0, 10, 11, 21)]
    assert len(joined(lattices(frames), words_of(text))) == 2


def test_lines_among_the_figures_do_not_cut_the_labels_off() -> None:
    text = """
 Konto          R2023      R2024      Afvigelse
 Skatter
                  120        131             11
 Driften
                   98        104              6
 Anlaeg
                   12          9             -3
"""
    words = words_of(text, step=7.0, size=6.0)  # labels stand on the upper edge of their rows, figures on the lower one
    lines = [upright(x, 0.5, 3.5) for x in (13, 23, 34)] + [rule(y, 13, 34) for y in (0.5, 3.5)]
    table = only_table(words, rulings=lines)
    assert [row for row in grid_of(table) if row[0] == "Driften"] == [["Driften", "98", "104", "6"]]
