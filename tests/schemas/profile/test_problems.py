from pathlib import Path

import pytest

from regnskab.errors import ProfileError
from schemas.profile.load import available, load_profile, locate
from schemas.profile.municipalities import municipalities, named_in
from schemas.profile.problems import problems_of

OWN = 'extends = "dansk-kommune"\nname = "eksempel"\n'


def says(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "eksempel.toml"
    path.write_text(text, encoding="utf-8")
    return [str(problem) for problem in problems_of(path)]


def test_nothing_is_wrong_with_the_profiles_that_come_along() -> None:
    assert [problems_of(locate(name)) for name in available()] == [[]] * len(available())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (OWN + "[columns.measures]\nactuall = ['x']\n", 'line 4: columns.measures.actuall: .*did you mean "actual"'),
        (OWN + "\n[lines]\nproject = '^x$'\n", "line 5: lines.project: needs a group"),
        (
            OWN + "[[identities]]\nkinds = ['operating']\nresult = 'omsætning'\nplus = ['actual']\n",
            "line 5: identities",
        ),
        (OWN + "colour = 'red'\n", "line 3: colour: is not known here; allowed: name, municipality"),
        (OWN + "municipality = 'Odense'\nmunicipality_code = '462'\n", "line 4: .* is 461"),
        ("name = 'x'\n", "sections: is missing; .*extends"),
        (OWN + "x = \n", "line 3: is not valid TOML"),
    ],
)
def test_what_is_wrong_has_its_line_its_key_and_what_is_allowed(tmp_path: Path, text: str, problem: str) -> None:
    import re

    found = says(tmp_path, text)
    assert any(re.search(problem, line) for line in found), found


def test_every_problem_is_named(tmp_path: Path) -> None:
    assert len(says(tmp_path, OWN + "colour = 'red'\n[units]\nsize = 1\n")) == 2


def test_a_base_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="findes-ikke"):
        says(tmp_path, 'extends = "findes-ikke"\nname = "x"\n')


def test_a_word_with_a_new_meaning_loses_the_bases(tmp_path: Path) -> None:
    path = tmp_path / "eksempel.toml"
    path.write_text(OWN + '[columns.measures]\ncarryover = ["Overførsler"]\n', encoding="utf-8")
    measures = load_profile(path).columns.measures
    assert "overførsler" in load_profile("dansk-kommune").columns.measures["expected_carryover"]
    assert "overførsler" not in measures["expected_carryover"]
    assert measures["carryover"] == ("Overførsler",)


def test_there_are_98_municipalities_with_codes_of_their_own() -> None:
    every = municipalities()
    assert len(every) == len({one.code for one in every}) == len({one.name for one in every}) == 98
    assert [one.code for one in every] == sorted(one.code for one in every)
    assert {one.name: one.code for one in every}["Ballerup"] == "151"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Høje-Taastrup Kommunes regnskab", ["Høje-Taastrup"]),
        ("Bornholms Regionskommune", ["Bornholm"]),
        ("Ålborg Kommune og Odense Kommune, Odense Kommunes", ["Odense", "Aalborg"]),
        ("Vejle by og kommunen", []),
    ],
)
def test_municipalities_are_found_by_name(text: str, names: list[str]) -> None:
    assert [one.name for one in named_in(text)] == names
