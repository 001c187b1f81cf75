from collections.abc import Sequence

from normalize.danish.spelling import Spelling
from normalize.figures.line_hierarchy import lines_of
from normalize.model import Line
from normalize.pages.placed_tables import place
from normalize.table.column_roles import roles_of
from normalize.table.logical_table import grid_of
from normalize.table.stitch import stitch
from normalize.wording.table_words import Words
from tests.normalize.layouts import CAPITAL_HEAD, OPERATING_HEAD, page, table

FIGURES = ["1.000", "1.100", "1.200", "100"]


def lines(labels: Sequence[str], head: list[str], words: Words) -> list[Line]:
    rows = [head, *([label, *FIGURES] for label in labels)]
    grid = grid_of(stitch(place([page(1, table(rows, head=1))], words), words, Spelling())[0], words)
    return [line for line, _ in lines_of(grid, roles_of(grid, words, 2024), words, Spelling())]


def test_each_line_carries_the_codes_it_stands_under(words: Words) -> None:
    found = lines(
        [
            "Årets resultat",
            "Inden for servicerammen",
            "10.26 Renovation mv.",
            "Uden for servicerammen",
            "Storskrald",
            "20.07 Beskæftigelse - inden for servicerammen",
            "Klima",
        ],
        OPERATING_HEAD,
        words,
    )
    told = [(x.level, x.appropriation_code, x.appropriation, x.service_frame, x.item) for x in found]
    assert told == [
        ("total", None, None, None, None),
        ("service_frame", None, None, "inside", None),
        ("appropriation", "10.26", "Renovation mv.", None, None),
        ("service_frame", "10.26", "Renovation mv.", "outside", None),
        ("item", "10.26", "Renovation mv.", "outside", "Storskrald"),
        ("appropriation", "20.07", "Beskæftigelse - inden for servicerammen", None, None),
        ("item", "20.07", "Beskæftigelse - inden for servicerammen", None, "Klima"),
    ]
    assert [x.row for x in found] == list(range(7))


def test_a_total_below_the_lines_stands_under_none_of_them(words: Words) -> None:
    found = lines(["10.26 Renovation", "Storskrald", "I alt Socialudvalget"], OPERATING_HEAD, words)
    assert (found[-1].level, found[-1].appropriation_code) == ("total", None)


def test_a_subtotal_carries_the_code_it_sums_up(words: Words) -> None:
    found = lines(["I alt", "10.26 Renovation", "Storskrald", "I alt", "10.30 Veje"], OPERATING_HEAD, words)
    assert (found[3].level, found[3].appropriation_code) == ("total", "10.26")


def test_projects_have_codes_in_upper_case_and_names(words: Words) -> None:
    found = lines(["Årets resultat", "a015017 Forbedring 2024", "Øvrige anlæg"], CAPITAL_HEAD, words)
    assert [(x.level, x.project_code, x.project, x.item) for x in found] == [
        ("total", None, "Årets resultat", None),
        ("project", "A015017", "Forbedring 2024", None),
        ("project", None, "Øvrige anlæg", None),
    ]
    assert [x.account_closed for x in found] == [None, False, False]


def test_a_year_is_no_project_code(words: Words) -> None:
    assert lines(["2024 puljen", "12345 Tag"], CAPITAL_HEAD, words)[0].project_code is None
    assert lines(["2024 puljen", "12345 Tag"], CAPITAL_HEAD, words)[1].project_code == "12345"
