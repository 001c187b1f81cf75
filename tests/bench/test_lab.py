"""The floors on invented and real reports, on scores small enough to count by hand."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bench import lab
from bench.lab import FIXED, FRESH, LabFloors, RealFloors, lab_floors, real_floors, seeds_of

NO_FLOOR = LabFloors(0, 0, 0, 0, 0, false_tables=99)
CLOSING = """12: REFUSED: a row is not in the PDF
reports without output 1; false tables on pages without any 0; head and body told apart 97.2 %
lab: 2 tables, found 100.0 %, joined 50.0 %, grids exact 0.0 %, body exact 50.0 %, numbers right 75.0 %, false tables 3
"""


def result(**other: object) -> dict[str, object]:
    whole = {"body": True, "grid": True, "joined": True, "rows": 4, "rows_exact": 4, "numbers": 8, "numbers_right": 8}
    return {**whole, **other}


def test_the_figures_of_a_run_come_from_its_tables_and_its_closing_lines() -> None:
    tables = [result(grid=False), result(body=False, grid=False, joined=False, rows_exact=1, numbers_right=4)]
    floors = {floor.what: floor.value for floor in lab_floors(CLOSING, tables, NO_FLOOR)}
    assert floors == {
        "bodies exact, %": 50,
        "grids exact, %": 0,
        "joined, %": 50,
        "rows exact, %": 62.5,
        "numbers right, %": 75,
        "false tables": 3,
        "reports lost": 1,
        "seeds that were not drawn": 1,
    }


def test_a_lost_report_fails_whatever_else_is_right() -> None:
    missed = [floor.what for floor in lab_floors(CLOSING, [result()], NO_FLOOR) if not floor.holds]
    assert missed == ["reports lost"]


def test_what_was_not_scored_has_not_passed() -> None:
    missed = {floor.what for floor in lab_floors(CLOSING, [], FIXED) if not floor.holds}
    assert {"bodies exact, %", "rows exact, %", "numbers right, %"} <= missed
    with pytest.raises(SystemExit, match="does not say"):
        list(lab_floors("nothing to score", [], FIXED))


def test_each_day_has_forty_seeds_of_its_own() -> None:
    assert seeds_of(datetime.date(2026, 1, 1)) == "100000-100039"
    assert seeds_of(datetime.date(2026, 1, 2)) == "100040-100079"


def test_unseen_reports_may_be_three_points_worse() -> None:
    assert pytest.approx(3) == FIXED.bodies - FRESH.bodies == FIXED.numbers - FRESH.numbers
    assert FRESH.false_tables > FIXED.false_tables


def test_real_documents_are_held_to_the_last_line_of_their_scorer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tools").mkdir()
    last = "all  found 9/10  rows 80/100 = 0.8 (+1 but for spaces)  grids exact 2/8  body 5/8  relations F 0.9  false 3"
    (tmp_path / "tools" / "score_real.py").write_text(f"print('a document')\nprint({last!r})\n")
    floors = real_floors(tmp_path, "dk", RealFloors(rows=0.8, found=9, grids=3, bodies=5, false=2))
    assert [floor.value for floor in floors] == [0.8, 9, 2, 5, 3]
    assert [floor.what for floor in floors if not floor.holds] == ["real/dk grids exact", "real/dk false tables"]
    assert "a document" in capsys.readouterr().out


def test_the_floors_of_real_documents_are_of_sets_that_exist() -> None:
    assert set(lab.REAL) == {"dk", "se"}
