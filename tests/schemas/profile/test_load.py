import os
from pathlib import Path

import pytest

from regnskab.errors import ProfileError
from schemas.profile.load import available, choose_profile, load_profile

OWN = 'extends = "dansk-kommune"\nname = "eksempel"\nmunicipality = "Eksempel"\nmunicipality_code = "999"\n'


def write(folder: Path, text: str, name: str = "eksempel.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_profile_that_comes_along_is_valid_and_named_by_its_file() -> None:
    assert "dansk-kommune" in available()
    assert [load_profile(name).name for name in available()] == available()


def test_an_extending_profile_has_its_own_words_first_and_its_own_single_values(tmp_path: Path) -> None:
    base = load_profile("dansk-kommune")
    text = OWN + '[columns.measures]\nactual = ["brugt i året"]\n[units]\ndefault = "kr."\n'
    own = load_profile(write(tmp_path, text))
    assert own.columns.measures["actual"] == ("brugt i året", *base.columns.measures["actual"])
    assert (own.units.default, own.municipality) == ("kr.", "Eksempel")
    assert own.sections == base.sections


def test_what_recognises_a_publisher_is_not_inherited(tmp_path: Path) -> None:
    parent = write(tmp_path, OWN + "[recognise]\npatterns = ['Eksempel Kommune']\n")
    child = write(tmp_path, f'extends = "{parent.name}"\nname = "andet"\n', "andet.toml")
    assert load_profile(parent).matches("Eksempel Kommune · Årsrapport")
    assert not load_profile(child).matches("Eksempel Kommune · Årsrapport")


def test_the_shared_words_recognise_no_report() -> None:
    assert choose_profile("Årsrapport 2024 for en kommune", "Årsrapport 2024") is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("", "Ballerup Kommune · Årsrapport 2024"),
        ("Ballerup Kommunes årsregnskab 2022", None),
        ("Årsrapport 2021\nBallerup Kommune\n", ""),
    ],
)
def test_a_publisher_is_recognised_by_title_or_first_pages(text: str, title: str | None) -> None:
    chosen = choose_profile(text, title)
    assert chosen is not None
    assert (chosen.municipality, chosen.municipality_code) == ("Ballerup", "151")


def test_a_report_that_only_mentions_the_municipality_is_not_its() -> None:
    assert choose_profile("Beredskabet drives sammen med Ballerup Kommune og andre.", "Årsrapport 2024") is None


@pytest.mark.parametrize(
    ("text", "title", "year"),
    [
        ("Regnskab 2019", "Årsrapport 2024", 2024),
        ("Årsregnskab for 2022\nbudget 2023", None, 2022),
        ("2021 Regnskab", None, 2021),
        ("Budget 2024", None, None),
    ],
)
def test_the_fiscal_year_is_the_reports_own(text: str, title: str | None, year: int | None) -> None:
    assert load_profile("dansk-kommune").fiscal_year(text, title) == year


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (OWN + "[lines]\nproject = '^(\\d+)$'\n", "key lines.project"),
        (OWN + "[lines]\nproject = '(?P<code>['\n", "key lines.project"),
        (OWN + "[recognise]\npatterns = ['(']\n", "key recognise.patterns.0"),
        (OWN + '[columns.measures]\nturnover = ["omsætning"]\n', "key columns.measures.turnover"),
        (OWN + 'colour = "red"\n', "key colour"),
        (OWN.replace('"999"', '"99"'), "key municipality_code"),
        ('name = "tom"\n', "key sections"),
        ("name = \n", "not valid TOML"),
        ('extends = "findes-ikke"\nname = "x"\n', "no profile named 'findes-ikke'"),
        ('extends = 3\nname = "x"\n', "key extends"),
        ('extends = "eksempel.toml"\nname = "x"\n', "profiles extend each other"),
    ],
)
def test_what_is_wrong_is_named_with_its_file_and_key(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ProfileError, match=says) as caught:
        load_profile(write(tmp_path, text))
    assert caught.value.remedy
    assert caught.value.source is None or caught.value.source.endswith("eksempel.toml")


def test_a_missing_profile_names_those_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="dansk-kommune"):
        load_profile("nowhere")
    with pytest.raises(ProfileError, match="no such profile file"):
        load_profile(tmp_path / "nowhere.toml")


def test_a_profile_that_was_changed_is_read_again(tmp_path: Path) -> None:
    path = write(tmp_path, OWN)
    assert load_profile(path).municipality == "Eksempel"
    write(tmp_path, OWN.replace('"Eksempel"', '"Prøve"'))
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1_000_000_000))
    assert load_profile(path).municipality == "Prøve"
