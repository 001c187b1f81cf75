"""A draft proposes kinds for tables that it does not know; a trial shows what a profile changes, and writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import regnskab
from regnskab.cli import main
from schemas.profile.problems import problems_of
from tests.regnskab.invented import drawn

CASES = (
    "Tabel 7. Sager hos borgerrådgiveren 2024",
    [
        ["", "Modtagne sager", "Afsluttede sager"],
        ["Socialområdet", "125", "118"],
        ["Teknik og miljø", "75", "80"],
        ["Børn 0-6 år", "42", "39"],
        ["I alt", "242", "237"],
    ],
)
OWN = """extends = "dansk-kommune"
name = "fjordby"

[[kinds]]
kind = "citizen_cases"
caption = ['borgerrådgiver']
quantity = "count"
identities = ["total = social + works + children?"]

[kinds.lines]
social = ["socialområdet"]
works = ["teknik og miljø"]

[kinds.measures]
received = ["modtagne sager"]
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("trial") / "fjordby.pdf"
    path.write_bytes(drawn("fjordby", more=[CASES]))
    return path


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["profile", *map(str, arguments)])
    return result.exit_code, result.output


def test_fifteen_lines_type_a_kind_of_ones_own(report: Path, tmp_path: Path) -> None:
    assert len([line for line in OWN.splitlines() if line]) <= 15
    profile = tmp_path / "fjordby.toml"
    profile.write_text(OWN, encoding="utf-8")
    rows = regnskab.convert(report, profile=profile).statements.to_pylist()
    told = {(row["line_code"], row["label"], row["number"]) for row in rows if row["measure"] == "received"}
    assert told == {
        ("social", "Socialområdet", 125),
        ("works", "Teknik og miljø", 75),
        (None, "Børn 0-6 år", 42),
        ("total", "I alt", 242),
    }
    assert {row["quantity"] for row in rows if row["statement"] == "citizen_cases"} == {"count"}


def test_a_trial_shows_each_table_before_and_after_and_writes_nothing(report: Path, tmp_path: Path) -> None:
    profile = tmp_path / "fjordby.toml"
    profile.write_text(OWN, encoding="utf-8")
    before = sorted(tmp_path.rglob("*")), sorted(report.parent.iterdir())
    code, output = run("try", report, "--profile", profile)
    assert code == 0
    assert output.splitlines() == [
        "page 6, Tabel 7. Sager hos borgerrådgiveren 2024",
        "  before: of no known kind",
        "  after:  citizen_cases; measures received; 3 of 4 lines known; no checks",
        '          not known: "Børn 0-6 år"',
        "1 of 5 tables read otherwise with fjordby than with dansk-kommune; nothing was written",
        f"use it: regnskab convert {report} --profile {profile}",
    ]
    assert (sorted(tmp_path.rglob("*")), sorted(report.parent.iterdir())) == before
    everything = run("try", report, "--profile", profile, "--all")[1].splitlines()
    assert everything[:2] == [
        "page 2, Resultatopgørelse (mio. kr.)",
        "  same:   income_statement; measures prior_actual, adopted_budget, actual; 13 of 13 lines known; "
        "27 of 27 checks hold",
    ]


def test_a_profile_that_changes_nothing_says_so(report: Path) -> None:
    code, output = run("try", report, "--profile", "dansk-kommune")
    assert (code, output.count("\n")) == (0, 1)
    assert output.startswith("0 of 5 tables read otherwise")


def test_a_broken_profile_or_report_is_named(report: Path, tmp_path: Path) -> None:
    broken = tmp_path / "x.toml"
    broken.write_text(OWN.replace("quantity", "quality"), encoding="utf-8")
    code, output = run("try", report, "--profile", broken)
    assert (code, "x.toml: key kinds.0.quality" in output) == (2, True)
    assert run("try", tmp_path / "none.pdf", "--profile", "dansk-kommune")[0] == 1


def test_a_draft_proposes_a_kind_that_types_the_table_once_it_is_taken(report: Path, tmp_path: Path) -> None:
    drafted = tmp_path / "by.toml"
    code, output = run("draft", report, "-o", drafted)
    assert code == 0
    command = f"regnskab profile try {report} --profile {drafted}"
    assert output.splitlines()[-1] == f"decide what stands in comments, then: {command}"
    text = drafted.read_text(encoding="utf-8")
    assert '#   balance_sheet: page 3, "Balance (mio. kr.)"' in text
    proposal = text.partition("# Tables of no known kind.")[2].partition("\n#\n")[2]
    taken = "".join(line.removeprefix("# ") + "\n" for line in proposal.splitlines())
    assert taken == (
        '[[kinds]]  # page 6, "Tabel 7. Sager hos borgerrådgiveren 2024"\n'
        'kind = "sager_hos_borgerraadgiveren"\n'
        r"caption = ['sager\W+hos\W+borgerrådgiveren']" + "\n"
        'quantity = "number"\n'
        "[kinds.lines]\n"
        'socialomraadet = ["socialområdet"]\n'
        'teknik_og_miljoe = ["teknik og miljø"]\n'
        'boern_aar = ["børn år"]\n'
        'i_alt = ["i alt"]\n'
        "[kinds.measures]\n"
        'modtagne_sager = ["modtagne sager"]\n'
        'afsluttede_sager = ["afsluttede sager"]\n'
    )
    drafted.write_text(text.partition("# Tables of no known kind.")[0] + taken, encoding="utf-8")
    assert problems_of(drafted) == []
    assert (
        "after:  sager_hos_borgerraadgiveren; measures modtagne_sager, afsluttede_sager; 4 of 4 lines known"
        in (run("try", report, "--profile", drafted)[1])
    )


def test_a_draft_on_the_screen_says_what_comes_next_beside_it(report: Path) -> None:
    result = CliRunner().invoke(main, ["profile", "draft", str(report)])
    assert result.exit_code == 0
    assert "then: regnskab profile try" in result.stderr
    assert "then: regnskab profile try" not in result.stdout
