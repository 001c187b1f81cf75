"""``regnskab compare`` and ``regnskab lines`` say what changed, and leave it in files."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from normalize.model import Measure
from regnskab.cli import main
from regnskab.store.manifest import MANIFEST
from schemas.contract.vocabulary import MEASURES
from tests.regnskab.yearly import TOTAL, appropriation, item, project, report

CODE = "10.30"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Two years: a line renamed, one new, one gone, one with another figure, and two that moved."""
    road = appropriation("Veje", CODE)
    before = [item("Sygedagpenge mv.", CODE), item("Havne", CODE, actual="7000"), item("Parker", CODE, actual="120")]
    after = [item("Sygedagpenge", CODE), item("Biblioteker", CODE), item("Parker", CODE, actual="9120")]
    report(2023, [TOTAL, road, *before], [project("Sti", "A1", "10"), project("Mur", "A2")]).write(tmp_path)
    beside = {"Parker": "150", "Sygedagpenge": "100"}
    report(2024, [TOTAL, road, *after], [project("Sti", "A1", "3010"), project("Sø", "A3")], beside=beside).write(
        tmp_path
    )
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_what_changed_is_told(out: Path) -> None:
    result = run("compare", out, "--from", 2023, "--to", 2024)
    assert result.exit_code == 0, result.output
    lines = [line.strip() for line in result.output.splitlines()]
    assert lines[0] == "Strandby, 2023 to 2024: 7 lines, then 7; 5 are in both, 2 vanished, 2 new"
    assert "[by wording, 90.0] strandby/operating/10.30/sygedagpenge-mv: Sygedagpenge mv. → Sygedagpenge" in lines
    assert "strandby/operating/10.30/parker, actual, 2023: 120 → 150, 30.000 kr. (page 2)" in lines
    assert "strandby/operating/10.30/havne: Havne, 7.000.000 kr." in lines
    assert "strandby/operating/10.30/biblioteker: Biblioteker, 100.000 kr." in lines
    moved = lines.index("movements, the largest first: 2")
    assert lines[moved + 1].startswith("9.000.000 kr., +7500.0 %: strandby/operating/10.30/parker")
    assert lines[moved + 2].startswith("3.000.000 kr., +30000.0 %: strandby/capital/a1")


def test_small_movements_are_left_out(out: Path) -> None:
    result = run("compare", out, "--from", 2023, "--to", 2024, "--at-least", 5_000_000)
    assert "movements, the largest first: 1" in result.output


def test_the_changes_go_to_a_file(out: Path, tmp_path: Path) -> None:
    target = tmp_path / "made" / "changes.csv"
    assert run("compare", out, "--from", 2023, "--to", 2024, "-o", target).exit_code == 0
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["what"] for row in rows} == {"new", "vanished", "rematched", "restated", "movement"}
    assert [(row["older"], row["newer"], row["difference"]) for row in rows if row["what"] == "restated"] == [
        ("120000.00", "150000.00", "30000.00")
    ]
    before = target.read_bytes()
    run("compare", out, "--from", 2023, "--to", 2024, "-o", target)
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["changes.csv"]


def test_json_holds_every_change(out: Path, tmp_path: Path) -> None:
    result = run("compare", out, "--from", 2023, "--to", 2024, "--limit", 0, "--json", "-o", tmp_path / "c.json")
    (found,) = json.loads(result.output)
    assert found["lines"] == {"from": 7, "to": 7, "both": 5}
    assert json.loads((tmp_path / "c.json").read_text(encoding="utf-8")) == [found]


def test_the_lines_are_a_dataset(out: Path) -> None:
    result = run("lines", out)
    assert result.exit_code == 0, result.output
    assert f"Strandby: 9 lines over 2023, 2024, in {out / 'lines' / 'strandby.parquet'}" in result.output
    shown = run("show", out, "lines", "--where", "first_year = 2024", "--columns", "line_id,last_year")
    assert shown.output.splitlines() == [
        "line_id\tlast_year",
        "strandby/capital/a3\t2024",
        "strandby/operating/10.30/biblioteker\t2024",
    ]
    assert len(json.loads(run("lines", out, "--json").output)[0]["lines"]) == 9


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--from", "2024", "--to", "2023"), 2, "no year before"),
        (("--from", "2022", "--to", "2024"), 2, "has reports of both 2022 and 2024; there are reports of 2023, 2024"),
        (("--from", "2023", "--to", "2024", "--municipality", "Byby"), 2, "there is no municipality 'Byby'"),
        (("--from", "2023", "--to", "2024", "--decisions", "none.toml"), 1, "none.toml: cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said(out: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    result = run("compare", out, *arguments)
    assert (result.exit_code, says in result.output) == (code, True), result.output


def test_a_folder_without_reports_is_refused(tmp_path: Path) -> None:
    result = run("lines", tmp_path)
    assert result.exit_code == 1
    assert "holds no operating_expenditure; convert a report into it first" in result.output


def test_movements_of_every_measure_can_be_asked_for(tmp_path: Path) -> None:
    for year, amount in ((2023, "100"), (2024, "9100")):
        line = item("Parker", CODE, actual=amount)
        report(year, [TOTAL, appropriation("Veje", CODE), line], [project("Sti")], measure="expected_actual").write(
            tmp_path
        )
    for measure in MEASURES:
        result = run("compare", tmp_path, "--from", 2023, "--to", 2024, "--measure", measure)
        assert result.exit_code == 0, result.output
        assert ("9.000.000 kr." in result.output) == (measure == "expected_actual"), measure


def restated(out: Path) -> list[dict[str, object]]:
    (found,) = json.loads(run("compare", out, "--from", 2023, "--to", 2024, "--json").output)
    return [change for change in found["changes"] if change["what"] == "restated"]


def two_years(out: Path, profile: str, head: str, measure: Measure) -> None:
    lines = [TOTAL, appropriation("Veje", CODE), item("Parker", CODE, actual="120")]
    for year, beside in ((2023, None), (2024, {"Parker": "150"})):
        made = report(year, lines, [project("Sti")], beside=beside, profile=profile, head=head, measure=measure)
        made.write(out)


def test_what_is_restated_is_told_in_the_words_of_the_publishers_profile(tmp_path: Path) -> None:
    # Only the profile of follow-ups, which strandby's extends, knows this head.
    two_years(tmp_path, "strandby", "Forventet forbrug", "expected_actual")
    assert [(change["measure"], change["printed"]) for change in restated(tmp_path)] == [
        ("expected_actual", "120 → 150")
    ]


@pytest.mark.parametrize("there", [True, False])
def test_a_profile_in_a_file_of_ones_own_is_found_by_the_manifest(tmp_path: Path, there: bool) -> None:
    out, mine = tmp_path / "out", tmp_path / "mine.toml"
    two_years(out, "mine", "Pengestrøm", "actual")
    own = 'extends = "dansk-kommune"\nname = "mine"\n\n[columns.measures]\nactual = ["pengestrøm"]\n'
    mine.write_text(own, encoding="utf-8")
    lines = [json.loads(line) for line in (out / MANIFEST).read_text(encoding="utf-8").split("\n") if line]
    recipe = {"code": "c", "profile": str(mine), "profile_sha256": "p", "second_opinion": None}
    text = "".join(json.dumps({**line, "recipe": recipe}, ensure_ascii=False) + "\n" for line in lines)
    (out / MANIFEST).write_text(text, encoding="utf-8")
    if not there:
        mine.unlink()
    assert [change["measure"] for change in restated(out)] == (["actual"] if there else [])
