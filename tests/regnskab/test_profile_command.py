"""``regnskab profile``: list, show, check, and a draft that is worth having."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import regnskab
from regnskab.cli import main
from schemas.profile.load import load_profile

REPORT = Path(__file__).parent / "data" / "strandby-2025" / "report.pdf"


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["profile", *arguments])
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("drafts") / "ny.toml"
    code, output = run("draft", str(REPORT), "-o", str(path))
    assert (code, "7 heads understood" in output) == (0, True)
    return path


def test_profiles_are_listed_and_shown() -> None:
    code, output = run("list")
    assert code == 0
    assert "ballerup\tBallerup 151\textends dansk-kommune" in output.splitlines()
    assert run("show", "strandby") == (0, load_text("strandby"))
    assert '"municipality": "Strandby"' in run("show", "strandby", "--all")[1]
    assert run("show", "nowhere")[0] == 2


def load_text(name: str) -> str:
    from schemas.profile.load import locate

    return locate(name).read_text(encoding="utf-8").rstrip() + "\n"


def test_a_draft_is_valid_and_names_what_it_saw(drafted: Path) -> None:
    assert run("check", str(drafted)) == (0, f"{drafted}: nothing wrong\n")
    text = drafted.read_text(encoding="utf-8")
    for seen in ("Udvalget for Ældre og Sundhed", 'municipality = "Strandby"', "Bevillingsansøgninger", "I alt"):
        assert seen in text
    assert load_profile(drafted).municipality is None


def test_a_conversion_with_the_draft_is_no_worse_than_without(drafted: Path) -> None:
    without, using = regnskab.convert(REPORT, profile="none"), regnskab.convert(REPORT, profile=drafted)
    amounts = [sorted(map(str, report.figures["amount_dkk"].to_pylist())) for report in (without, using)]
    assert amounts[0] == amounts[1]
    assert using.operating_expenditure.num_rows >= without.operating_expenditure.num_rows


def test_a_draft_overwrites_nothing(drafted: Path) -> None:
    code, output = run("draft", str(REPORT), "-o", str(drafted))
    assert (code, "is there already" in output) == (1, True)


def test_what_is_wrong_is_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('extends = "dansk-kommune"\nname = "x"\ncolour = 1\n', encoding="utf-8")
    code, output = run("check", str(path), str(tmp_path / "nowhere.toml"))
    assert code == 1
    assert f"{path}: line 3: colour: is not known here" in output
    assert "nowhere.toml" in output
