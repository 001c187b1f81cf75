"""Numbered titles, as notes of accounts have them: they part tables, and no row or head is lost to them."""

from __future__ import annotations

from drawn import grid_of, tables_of, words_of

from extract.model import Word

NOTES = """
                                      2024       2023


1    Forbrug og afgifter

     Elforbrug                      55.023     35.474
     Renovation                    164.880    174.734
                                   219.903    210.208


2    Vinduespolering

     Snerydning                          0     15.640
     Polering                       52.039     53.366
                                    52.039     69.006
"""


def titles_of(tables: list) -> list[list[str]]:
    return [[line.text for line in table.caption] for table in tables]


def test_notes_under_years_printed_once_are_tables_of_their_own() -> None:
    tables = tables_of(NOTES, bold=[3, 10])
    assert [grid_of(table) for table in tables] == [
        [
            ["", "2024", "2023"],
            ["Elforbrug", "55.023", "35.474"],
            ["Renovation", "164.880", "174.734"],
            ["", "219.903", "210.208"],
        ],
        [["Snerydning", "0", "15.640"], ["Polering", "52.039", "53.366"], ["", "52.039", "69.006"]],
    ]
    assert titles_of(tables) == [["1 Forbrug og afgifter"], ["2 Vinduespolering"]]
    assert [table.header_rows for table in tables] == [1, 0]


def test_the_head_of_the_next_note_is_no_row_of_the_one_above() -> None:
    tables = tables_of(
        """
5    Egenkapital
     Primo                        244.775    180.931
     Resultat                     -63.844     63.844
     Ultimo                       180.931    244.775


                                     2024       2023

6    Vandregnskab

     Indbetalt                   -594.876   -305.742
     Udgift                       181.206          0
                                 -413.670   -305.742
""",
        bold=[0, 8],
    )
    assert [grid_of(table)[0] for table in tables] == [["Primo", "244.775", "180.931"], ["", "2024", "2023"]]
    assert [table.n_rows for table in tables] == [3, 4]


def test_a_numbered_title_on_the_heads_line_is_the_tables_title() -> None:
    tables = tables_of(
        """
Not 4  Byggnader och mark           2023-12-31   2022-12-31

       Ingående värden              29 292 738   29 292 738
       Avskrivningar                -3 110 913   -2 765 253
       Utgående värden              26 181 825   26 527 485
       Redovisat värde              25 836 165   26 181 825


Not 5  Inventarier                  2023-12-31   2022-12-31

       Ingående värden                  45 079       45 079
       Utgående värden                  45 079       45 079
       Redovisat värde                       0            0
""",
        bold=[0, 8],
    )
    assert titles_of(tables) == [["Not 4 Byggnader och mark"], ["Not 5 Inventarier"]]
    assert [grid_of(table)[0] for table in tables] == [["", "2023-12-31", "2022-12-31"]] * 2
    assert [table.n_rows for table in tables] == [5, 4]


def test_a_note_that_prints_its_years_again_does_not_go_on_with_the_one_above() -> None:
    tables = tables_of(
        """
Not 4 Driftskostnader
                                    2023         2022
Reparationer                     421 258      267 480
Underhåll                        141 954      114 404
El                               835 389      838 385
                               1 398 601    1 220 269

Not 5 Externa kostnader
                                    2023         2022
Revision                          44 676       29 815
Administration                    24 278       38 230
                                  68 954       68 045
""",
        bold=[0, 1, 7, 8],
    )
    assert titles_of(tables) == [["Not 4 Driftskostnader"], ["Not 5 Externa kostnader"]]
    assert [(table.n_rows, table.header_rows) for table in tables] == [(5, 1), (4, 1)]


def test_a_title_wraps() -> None:
    words = words_of(
        """
Not 13  UPPLUPNA KOSTNADER OCH FÖR-   2021-12-31   2020-12-31
        UTBETALDA INTÄKTER

        Arvoden                                0       34.600
        Avgifter                         461.858      556.827
        Summa                            461.858      591.427
""",
        bold=[0],
    )
    (table,) = tables_of([w._replace(bold=w.text in ("Not", "13")) for w in words])
    assert grid_of(table)[0] == ["", "2021-12-31", "2020-12-31"]
    assert table.n_rows == 4


def test_references_to_notes_are_no_titles() -> None:
    tables = tables_of(
        """
Note                                2024       2023
     Udgifter
1    Forbrug                     246.000    252.130
2    Renholdelse                 207.000    198.782

3    Vedligeholdelse
     Resultat                      6.500    306.385
4    Andet                           500        385
""",
        bold=[0],
    )
    assert len(tables) == 1
    numbers = {row[0] for row in grid_of(tables[0])}
    assert {"1", "2", "3", "4"} <= numbers


def test_rows_that_are_counted_are_no_titles() -> None:
    tables = tables_of(
        """
                                    2024       2023
1 Skatter                        246.000    252.130
2 Tilskud
  fra staten                     207.000    198.782
3 Andet                           75.000     46.984
4 Renter                           6.500     30.385
"""
    )
    assert len(tables) == 1
    assert grid_of(tables[0])[-1] == ["4 Renter", "6.500", "30.385"]


def test_a_lone_head_far_above_its_figures_is_kept() -> None:
    (table,) = tables_of(
        """
5    Egenkapital
                                 Overfoert
                                  resultat


     Primo                         244.775
     Resultat                      -63.844
     Ultimo                        180.931
""",
        bold=[0],
    )
    assert grid_of(table)[0] == ["", "Overfoert resultat"]


def test_a_unit_above_other_heads_is_no_head_of_its_column() -> None:
    (table,) = tables_of(
        """
                                          1.000 kr.

                          Budget           Regnskab
Skatter                  244.775            180.931
Tilskud                   63.844             63.844
Renter                   180.931            244.775
"""
    )
    assert grid_of(table)[0] == ["", "Budget", "Regnskab"]


def test_a_title_of_larger_type_stands_beside_a_head_of_two_lines() -> None:
    words = words_of(
        """
                              Not   2023-01-01   2022-01-01
                                   -2023-12-31  -2022-12-31



Intaekter
Avgifter                        3      353.878      887.034
Oevrigt                                217.726            0
Summa                                  571.604      887.034
"""
    )
    title = Word("Resultat", 50.0, 105.0, 120.0, 121.0, 117.8, 16.0)
    (table,) = tables_of([*words, title])
    assert grid_of(table)[0] == ["Resultat", "Not", "2023-01-01 -2023-12-31", "2022-01-01 -2022-12-31"]
