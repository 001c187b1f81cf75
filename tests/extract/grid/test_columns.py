"""Where columns part, and where white space stands inside of one number."""

from __future__ import annotations

from drawn import grid_of, only_table

GROUPED = """
Konto                   2023             2024
Skatter            3 350 307        3 508 045
Driften           12 714 220       14 293 723
Renter           115 327 040      115 397 926
Afdrag            -2 412 664       -2 352 987
"""


def test_thousands_set_wider_apart_than_words_are_one_figure() -> None:
    table = only_table(GROUPED)
    assert [row[1:] for row in grid_of(table)] == [
        ["2023", "2024"],
        ["3 350 307", "3 508 045"],
        ["12 714 220", "14 293 723"],
        ["115 327 040", "115 397 926"],
        ["-2 412 664", "-2 352 987"],
    ]


def test_figures_of_two_columns_that_stand_as_near_stay_two() -> None:
    table = only_table("""
Skole              2023 2024
Nord                 12  115
Syd                   9   98
Vest                104  110
""")
    assert [row[1:] for row in grid_of(table)] == [["2023", "2024"], ["12", "115"], ["9", "98"], ["104", "110"]]
