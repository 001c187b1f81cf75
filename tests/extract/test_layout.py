"""Tables as they are drawn, and the grids that must come out."""

from __future__ import annotations

import pytest
from drawn import grid_of, only_table, page_of, rule, shade, tables_of, upright, words_of

from extract.layout import layout_page, read_layouts
from extract.model import Page, TextLine

PLAIN = """
Omraade                   Budget    Regnskab
Dagtilbud                  1.200       1.310
Folkeskolen og SFO        14.500      14.220
Tandpleje                    310         298
Kultur                       -45           -
"""


def test_columns_without_a_single_rule() -> None:
    table = only_table(PLAIN)
    assert grid_of(table) == [
        ["Omraade", "Budget", "Regnskab"],
        ["Dagtilbud", "1.200", "1.310"],
        ["Folkeskolen og SFO", "14.500", "14.220"],
        ["Tandpleje", "310", "298"],
        ["Kultur", "-45", "-"],
    ]
    assert table.header_rows == 1


def test_a_grid_of_rules_with_a_head_over_two_columns() -> None:
    table = only_table(
        """
             Maend og kvinder
 Alder        2023      2024
 0-17         1200      1300
 18-66        5100      5000
""",
        rulings=[rule(y, 0, 32) for y in (0, 1, 2, 3, 4)]
        + [upright(x, 0, 4) for x in (0, 12, 32)]
        + [upright(22, 1, 4)],
    )
    assert grid_of(table)[0] == ["", "Maend og kvinder", ""]
    assert [(c.row, c.column, c.column_span) for c in table.cells if c.row == 0] == [(0, 0, 1), (0, 1, 2)]
    assert grid_of(table)[3] == ["18-66", "5100", "5000"]


def test_a_cell_that_spans_rows_takes_the_text_of_both() -> None:
    table = only_table(
        """
 Emne      Maal      Antal
 Skole     Pct         12
 og SFO    Timer       14
 Bus       Pct          3
""",
        rulings=[rule(y, 0, 30) for y in (0, 1, 3, 4)]
        + [rule(2, 10, 30)]
        + [upright(x, 0, 4) for x in (0, 10, 20, 30)],
    )
    assert grid_of(table)[1] == ["Skole og SFO", "Pct", "12"]
    assert grid_of(table)[2] == ["", "Timer", "14"]
    assert next(c for c in table.cells if c.text == "Skole og SFO").row_span == 2


@pytest.mark.parametrize(
    "label_lines",
    [
        ["Renovering af groenne omraader i  120     90", "hele kommunen"],
        ["Renovering af groenne omraader i", "hele kommunen                     120     90"],
    ],
)
def test_a_wrapped_label_is_one_row_wherever_its_figures_stand(label_lines: list[str]) -> None:
    rows = [
        "Vej                               100     80",
        *label_lines,
        "Park                              300    280",
    ]
    words = [w for line, step in zip(rows, (0, 1.4, 2.25, 3.6), strict=True) for w in _at(line, step)]
    assert grid_of(only_table([*words, *_at("Bro                               200    180", 5.0)])) == [
        ["Vej", "100", "80"],
        ["Renovering af groenne omraader i hele kommunen", "120", "90"],
        ["Park", "300", "280"],
        ["Bro", "200", "180"],
    ]


def test_figures_set_half_way_between_the_lines_of_their_label() -> None:
    words = [
        *_at("Vej                               100     80", 0),
        *_at("Renovering af groenne omraader i", 1.4),
        *_at("                                  120     90", 1.8),
        *_at("hele kommunen", 2.2),
        *_at("Park                              300    280", 3.6),
        *_at("Bro                               200    180", 5.0),
    ]
    assert grid_of(only_table(words))[1] == ["Renovering af groenne omraader i hele kommunen", "120", "90"]


def test_the_last_rows_label_may_wrap_below_its_figures() -> None:
    words = [
        *_at("Vej                               100     80", 0),
        *_at("Park                              300    280", 1.4),
        *_at("Renovering af groenne omraader i  120     90", 2.8),
        *_at("hele kommunen", 3.7),
    ]
    assert grid_of(only_table(words))[-1] == ["Renovering af groenne omraader i hele kommunen", "120", "90"]


def test_the_last_rows_label_may_wrap_around_its_figures() -> None:
    words = [
        *_at("Vej                               100     80", 0),
        *_at("Park                              300    280", 1.4),
        *_at("Renovering af groenne omraader i", 2.8),
        *_at("                                  120     90", 3.2),
        *_at("hele kommunen", 3.6),
    ]
    assert grid_of(only_table(words))[-1] == ["Renovering af groenne omraader i hele kommunen", "120", "90"]


def test_thousands_that_stand_apart_are_one_figure() -> None:
    text = """
Omraade            Budget    Regnskab
Skoler              1 234       1 310
Dagtilbud          14 500      14 220
Ældre               2 410       2 398
Veje                  -45       1 045
"""
    table = only_table(words_of(text, size=20, step=28))  # a character's width is a space's, then
    assert grid_of(table)[1:] == [
        ["Skoler", "1 234", "1 310"],
        ["Dagtilbud", "14 500", "14 220"],
        ["Ældre", "2 410", "2 398"],
        ["Veje", "-45", "1 045"],
    ]


def test_rows_that_stand_far_apart_are_one_table_where_their_columns_agree() -> None:
    rows = [
        "Veje                      100      80",
        "Parker                    300     280",
        "Skoler                    500     480",
        "Kultur, fritid, idraet     90      85",
    ]
    words = [w for k, row in enumerate(rows) for w in _at(row, 2.6 * k)]
    wrapped = [*_at("og bibliotek", 8.7), *_at("Bygninger                  40      41", 11.3)]
    assert grid_of(only_table([*words, *wrapped])) == [
        ["Veje", "100", "80"],
        ["Parker", "300", "280"],
        ["Skoler", "500", "480"],
        ["Kultur, fritid, idraet og bibliotek", "90", "85"],
        ["Bygninger", "40", "41"],
    ]


def test_a_bold_head_is_no_part_of_the_first_row_though_only_every_other_row_is_shaded() -> None:
    table = only_table(
        """
Nr.    Emne              Status
1.1    Veje og stier     Er undervejs
1.2    Skoler            Er udsat
1.3    Plejehjem         Er undervejs
1.4    Parker            Er udsat
1.5    Bibliotek         Er undervejs
""",
        fills=[shade(2, 0, 40), shade(4, 0, 40)],
        bold=[0],
    )
    assert grid_of(table)[:2] == [["Nr.", "Emne", "Status"], ["1.1", "Veje og stier", "Er undervejs"]]
    assert table.header_rows == 1


def test_a_heading_between_rows_stays_a_row_of_its_own() -> None:
    table = only_table(
        """
Omraade                 2023      2024
Skoler
Lundebjerg               120       130
Hedegaard                 80        90
Boernehaver
Solsikken                 40        41
Globen                    20        22
"""
    )
    assert [row[0] for row in grid_of(table)] == [
        "Omraade",
        "Skoler",
        "Lundebjerg",
        "Hedegaard",
        "Boernehaver",
        "Solsikken",
        "Globen",
    ]


def test_stacked_heads_span_what_the_rule_below_them_covers() -> None:
    table = only_table(
        """
                    Budget              Regnskab
Omraade          2023    2024        2023    2024
Skoler            120     130         118     131
Parker             20      22          19      25
Veje               55      60          51      61
""",
        rulings=[rule(0, 0, 49), rule(1, 16, 25), rule(1, 36, 49), rule(2, 0, 49), rule(5, 0, 49)],
    )
    heads = {c.text: (c.row, c.column, c.row_span, c.column_span) for c in table.cells if c.header and c.text}
    assert heads["Budget"] == (0, 1, 1, 2)
    assert heads["Regnskab"] == (0, 3, 1, 2)
    assert heads["Omraade"] == (0, 0, 2, 1)
    assert table.header_rows == 2
    assert grid_of(table)[2] == ["Skoler", "120", "130", "118", "131"]


def test_wrapped_prose_in_marked_rows_is_one_row_each() -> None:
    table = only_table(
        """
Nr.   Emne           Beskrivelse                Status
1.1   Cykelstier     Der anlaegges stier        Er i gang
      i byen         langs alle veje
1.2   Solceller      Skoler faar solceller      Venter paa et
                     paa taget                  selskab
""",
        rulings=[rule(0, 0, 62), rule(1, 0, 62), rule(3, 0, 62), rule(5, 0, 62)],
        bold=[0],
    )
    assert grid_of(table) == [
        ["Nr.", "Emne", "Beskrivelse", "Status"],
        ["1.1", "Cykelstier i byen", "Der anlaegges stier langs alle veje", "Er i gang"],
        ["1.2", "Solceller", "Skoler faar solceller paa taget", "Venter paa et selskab"],
    ]


def test_shading_marks_rows_as_rules_do() -> None:
    table = only_table(
        """
Nr.   Emne           Beskrivelse                Status
1.1   Cykelstier     Der anlaegges stier        Er i gang
      i byen         langs alle veje
1.2   Solceller      Skoler faar solceller      Venter
                     paa taget
1.3   Busser         Elbusser indfoeres         Er i gang
""",
        fills=[shade(1, 0, 62, 2), shade(5, 0, 62, 1)],
        bold=[0],
    )
    assert [row[0] for row in grid_of(table)] == ["Nr.", "1.1", "1.2", "1.3"]


def test_a_sparse_column_is_kept() -> None:
    rows = "\n".join(
        f"Projekt {k:02d}            {k + 10}        {k + 7}      {'R' if k == 4 else ''}" for k in range(12)
    )
    table = only_table("Navn                Budget   Forbrug   Note\n" + rows)
    assert table.n_columns == 4
    assert grid_of(table)[5][3] == "R"


def test_dots_that_lead_to_a_figure_are_no_text_and_typed_dashes_are_rules() -> None:
    table = only_table(
        """
Andel              1.0     1.5     2.0
----------------------------------------
0.99 ........      800   1,200   1,600
0.95 ........      160     240     320
0.90 ........       80     120     160
"""
    )
    assert grid_of(table)[1] == ["0.99", "800", "1,200", "1,600"]
    assert table.n_rows == 4


def test_two_tables_above_each_other_with_other_columns_are_two() -> None:
    upper = _lines(
        ["Vej         10    20    30    40", "Park        11    21    31    41", "Skole       12    22    32    42"], 0
    )
    lower = _lines(
        ["Bus     1     2     3     4     5", "Tog     2     3     4     5     6", "Bil     4     5     6     7     8"],
        5,
    )
    found = tables_of([*upper, *lower])
    assert [(t.n_rows, t.n_columns) for t in found] == [(3, 5), (3, 6)]


def test_verticals_alone_part_columns() -> None:
    table = only_table(
        """
Land  2006 2007 2008
Norge 1200 1300 1400
Fynen   12   13   14
Oslo    55   56   57
""",
        rulings=[upright(x, 0, 4) for x in (5.45, 10.45, 15.45)],
    )
    assert grid_of(table)[1:3] == [["Norge", "1200", "1300", "1400"], ["Fynen", "12", "13", "14"]]


def test_groups_of_rows_set_apart_are_one_table() -> None:
    text = """
 Vej       12    14
 Park      13    15

 Bro       22    24
 Sti       23    25
"""
    down = [upright(x, y, y + 2) for x in (0, 10, 16, 22) for y in (0, 2.6)]
    across = [rule(y, 0, 22) for y in (0, 1, 2, 2.6, 3.6, 4.6)]
    words = [w for line, y in zip(text.strip("\n").split("\n"), (0, 1, 2, 2.6, 3.6), strict=True) for w in _at(line, y)]
    table = only_table(words, rulings=[*across, *down])
    assert [row[0] for row in grid_of(table)] == ["Vej", "Park", "Bro", "Sti"]


def test_the_keys_of_a_legend_make_no_table() -> None:
    text = """
1200      Greece        Spain
1000      Ireland       Italy
 800      Portugal      Kypros
"""
    keys = [rule(row + 0.6, x - 4, x - 1) for row in range(3) for x in (10, 24)]
    assert tables_of(text, rulings=[*keys, *(rule(y, 5, 34) for y in (0, 1, 2, 3))]) == []


def test_tables_side_by_side_are_two_where_their_rules_end_between_them() -> None:
    text = """
Vej          2023   2024     Park         Antal    Pris
Hovedgaden     12     14     Skoven           3    1.20
Torvet         13     15     Soeen            4    2.40
Stien          14     16     Lunden           5    3.60
"""
    rules = [rule(y, x0, x1) for y in (0, 1, 4) for x0, x1 in ((0, 24), (29, 55))]
    found = tables_of(text, rulings=rules)
    assert [grid_of(table)[1] for table in found] == [["Hovedgaden", "12", "14"], ["Skoven", "3", "1.20"]]


def test_columns_underlined_one_by_one_are_one_table() -> None:
    text = """
Post                     Budget      Regnskab
Skoler                    1.200         1.310
Dagtilbud                   500           490
I alt                     1.700         1.800
Aeldre                    2.100         2.050
Handicap                    300           350
I alt                     2.400         2.400
"""
    rulings = [rule(y, x0, x1) for y in (3, 6) for x0, x1 in ((21, 31), (35, 45))]
    table = only_table(text, rulings=rulings, fills=[shade(0, 0, 10, lines=7)])
    assert (table.n_rows, table.n_columns) == (7, 3)


def test_figures_under_figures_are_rows_though_their_labels_wrap() -> None:
    table = only_table(
        """
Post              Budget   Regnskab
Veje, stier og
belaegning           120        131
Parker, skove og
strande               50         49
I alt                170        180
Bibliotek             30         35
I alt                200        215
""",
        rulings=[rule(y, 0, 35) for y in (1, 5, 6, 7)],
    )
    assert grid_of(table)[1:3] == [
        ["Veje, stier og belaegning", "120", "131"],
        ["Parker, skove og strande", "50", "49"],
    ]
    assert table.n_rows == 6


def test_a_table_of_marks_and_one_of_words_under_a_head() -> None:
    marks = only_table(
        """
Kursus           Ny  Nu  Da
Regnskab          X       X
Budget og plan        X
Revision          X   X
Ledelse                   X
"""
    )
    assert (marks.n_rows, marks.n_columns) == (5, 4)
    words = only_table(
        """
Begreb      Betydning
Ramme       Hvad et udvalg har til raadighed
Anlaeg      Hvad der bygges eller koebes
Overfoersel Hvad der bruges et andet aar
""",
        rulings=[rule(1, 0, 44)],
    )
    assert (words.n_rows, words.n_columns) == (4, 2)


def test_marks_beside_figures_are_in_their_column() -> None:
    table = only_table(
        """
Projekt        Budget    Regnskab     Overfoersel
Skole             500         480      20
Park              300         310             R
Vej               200         100     100
Bro               100          90             R
""",
        rulings=[rule(1, 0, 50)],
    )
    assert grid_of(table)[1:] == [
        ["Skole", "500", "480", "20"],
        ["Park", "300", "310", "R"],
        ["Vej", "200", "100", "100"],
        ["Bro", "100", "90", "R"],
    ]


def test_two_columns_under_one_head_that_are_filled_together_stay_two() -> None:
    table = only_table(
        """
Projekt        Budget    Regnskab     Overfoersel
Skole             500         480      20     R
Park              300         310             R
Vej               200         100     100
Bro               100          90             R
""",
        rulings=[rule(1, 0, 50)],
    )
    assert table.n_columns == 5


def test_a_share_in_brackets_stays_with_its_figure() -> None:
    table = only_table(
        """
Alder       Kvinder (%)   Maend (%)
0-17 aar    4.770 (48,3)  3.718 (34,8)
18-29 aar   3.923 (77,3)  3.426 (59,6)
30-66 aar   7.741 (94,5)  4.361 (55,1)
67-79 aar   4.149 (89,5)  1.394 (13,8)
"""
    )
    assert grid_of(table)[1] == ["0-17 aar", "4.770 (48,3)", "3.718 (34,8)"]


def test_a_table_inside_one_of_two_columns_of_prose() -> None:
    left = [f"Her staar der en laengere tekst om {k:02d}" for k in range(16)]
    right = [f"Og her staar en anden tekst med {k:02d} ord" for k in range(16)]
    right[5:9] = [
        "Vej            100     80",
        "Park           200    180",
        "Bro            300    280",
        "Sti             40     20",
    ]
    table = only_table("\n".join(a.ljust(45) + b for a, b in zip(left, right, strict=True)))
    assert grid_of(table) == [["Vej", "100", "80"], ["Park", "200", "180"], ["Bro", "300", "280"], ["Sti", "40", "20"]]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("Dette er en almindelig linje med mange ord i, som ikke er en tabel" for _ in range(12)),
        "\n".join(f"{k}.   Punkt nummer {k} i en liste over gode ting" for k in range(1, 9)),
        "\n".join(f"Kapitel {k} om noget ..................... {3 * k}" for k in range(1, 9)),
        "Borgmester                    Kommunaldirektoer\nHanne Hansen                  Jens Jensen",
    ],
    ids=["prose", "list", "contents", "signatures"],
)
def test_no_table_in(text: str) -> None:
    assert tables_of(text) == []


def test_caption_notes_and_prose_stay_outside() -> None:
    page = page_of(
        "Tabel 3. Udgifter i kommunen\n" + PLAIN.strip("\n") + "\nKilde: egne beregninger\n"
        "Herefter foelger en hel almindelig linje tekst om noget helt andet"
    )
    (table,) = layout_page(page).tables
    assert [line.text for line in table.caption] == ["Tabel 3. Udgifter i kommunen"]
    assert [line.text for line in table.notes] == ["Kilde: egne beregninger"]
    assert table.n_rows == 5


def test_every_slot_is_covered_once() -> None:
    table = only_table(PLAIN)
    slots = [(c.row + r, c.column + k) for c in table.cells for r in range(c.row_span) for k in range(c.column_span)]
    assert sorted(slots) == [(r, c) for r in range(table.n_rows) for c in range(table.n_columns)]


def test_a_footer_that_the_next_page_has_too_is_running() -> None:
    def page(number: int) -> Page:
        words = [w._replace(top=820, bottom=830, baseline=828) for w in words_of(f"Aarsrapport 2024 side {number}")]
        return Page(number, 595, 842, (*words_of("Lidt tekst paa siden"), *words), (), ())

    roles = [
        [item.role for item in layout.items if isinstance(item, TextLine)]
        for layout in read_layouts([page(1), page(2)])
    ]
    assert roles == [["body", "running"], ["body", "running"]]


def _at(line: str, row: float) -> list:
    return [
        w._replace(top=w.top + 14 * row, bottom=w.bottom + 14 * row, baseline=w.baseline + 14 * row)
        for w in words_of(line.rstrip())
        if line.strip()
    ]


def _lines(lines: list[str], first: float) -> list:
    return [w for k, line in enumerate(lines) for w in _at(line, first + k)]
