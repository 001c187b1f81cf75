"""Heads as reports of accounts set them: in brackets below a rule, over references, over a single row."""

from __future__ import annotations

from drawn import grid_of, only_table, rule, tables_of, words_of


def test_what_is_in_brackets_below_a_rule_explains_the_head_above() -> None:
    words = words_of(
        """
                     Regnskab     Budget       Regnskab
                         2024      2024            2023   Forskel

                               (revideret)
Indtaegter
Bidrag                 55.023    335.000        135.474    20.023
Renovation            164.880    155.000        174.734     9.880
Diverse                10.580      2.000         10.580     8.580
"""
    )
    up = [
        w._replace(top=w.top - 11, bottom=w.bottom - 11, baseline=w.baseline - 11) if w.top > 135 else w for w in words
    ]
    table = only_table(up, rulings=[rule(2, 19, 29), rule(2, 30, 43), rule(2, 45, 55), rule(2, 57, 66)])
    assert grid_of(table)[0] == ["", "Regnskab 2024", "Budget 2024 (revideret)", "Regnskab 2023", "Forskel"]


def test_a_word_over_references_is_a_head_though_it_stands_below_the_others() -> None:
    table = only_table(
        """
BALANS                                 2023-12-31   2022-12-31
                                Not
TILLGAANGAR
Byggnader                        4     25.836.165   26.181.825
Inventarier                      5         10.000       12.000
Kassa                                   1.220.555    1.366.160
""",
        bold=[0, 1, 2],
    )
    assert grid_of(table)[0] == ["BALANS", "Not", "2023-12-31", "2022-12-31"]
    assert table.header_rows == 1


def test_dates_over_a_single_row_are_a_table() -> None:
    table = only_table(
        """
                                 2023-12-31   2022-12-31

Fastighetsinteckningar           15.000.000   15.630.126
"""
    )
    assert grid_of(table) == [["", "2023-12-31", "2022-12-31"], ["Fastighetsinteckningar", "15.000.000", "15.630.126"]]


def test_years_over_words_are_none() -> None:
    assert not tables_of(
        """
                                 2023-12-31   2022-12-31

Fastighetsinteckningar           se not 4     se not 5
"""
    )


def test_a_sentence_below_the_total_is_no_row() -> None:
    table = only_table(
        """
                                    2023         2022
Styrelsearvoden                  157.500      145.000
Sociala avgifter                  49.486       45.559
                                 206.986      190.559
Foreningen har inte haft anstallda.
""",
        bold=[0],
    )
    assert table.n_rows == 4


def test_a_head_printed_again_under_a_larger_title_begins_another_table() -> None:
    words = words_of(
        """
Note                             Regnskab     Budget
     Udgifter                     252.130    246.000
     Forsikring                    79.344    104.000
     Resultat                     306.385      6.500

     Noter

Note                             Regnskab     Budget
     Elforbrug                     46.971     40.000
     Renovation                   189.739    190.000
     I alt                        236.710    230.000
""",
        bold=[0, 7],
    )
    larger = [w._replace(size=14.0, top=w.top - 3) if w.text == "Noter" else w for w in words]
    tables = tables_of(larger)
    assert [grid_of(table)[0][-2:] for table in tables] == [["Regnskab", "Budget"]] * 2
    assert [table.n_rows for table in tables] == [4, 4]


def test_one_unit_across_all_heads_is_a_line_of_the_head() -> None:
    table = only_table(
        """
Omraade            Budget    Regnskab
                         1.000 kr.
Dagtilbud           1.200       1.310
Folkeskolen        14.500      14.220
I alt              15.700      15.530
"""
    )
    assert table.header_rows == 2
    assert grid_of(table)[2] == ["Dagtilbud", "1.200", "1.310"]
