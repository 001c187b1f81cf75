"""Columns that have a head and nothing below it."""

from __future__ import annotations

from drawn import grid_of, only_table


def test_a_head_between_labels_and_figures_keeps_its_column() -> None:
    table = only_table(
        """
KASSESTROEM                      Note         2024      2023
Driftens resultat                           10.792   213.873
Renter                                      24.837    11.653
Afdrag                                    -200.000  -400.000
""",
        bold=[0],
    )
    assert grid_of(table)[:2] == [
        ["KASSESTROEM", "Note", "2024", "2023"],
        ["Driftens resultat", "", "10.792", "213.873"],
    ]


def test_a_head_left_of_the_labels_keeps_its_column() -> None:
    table = only_table(
        """
Note                                   2024      2023
       Tilgodehavender               10.792   213.873
       Likvide midler                24.837    11.653
       Aktiver i alt                200.000   400.000
""",
        bold=[0],
    )
    assert grid_of(table)[:2] == [["Note", "", "2024", "2023"], ["", "Tilgodehavender", "10.792", "213.873"]]


def test_a_head_over_several_columns_is_no_column_of_its_own() -> None:
    table = only_table(
        """
                                       Budget
Skatter                         10.792       213.873
Tilskud                         24.837        11.653
Renter                         200.000       400.000
""",
        bold=[0],
    )
    assert table.n_columns == 3


def test_a_label_over_indented_rows_is_no_column() -> None:
    table = only_table(
        """
Udgifter                              2024      2023
        Skatter                     10.792   213.873
        Tilskud                     24.837    11.653
        Renter                     200.000   400.000
Indtaegter                         200.000   400.000
""",
        bold=[0],
    )
    assert table.n_columns == 3
