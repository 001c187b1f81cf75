"""Corrections by hand: read from their files, put in, flagged, and refused where the cell has changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pytest
from click.testing import CliRunner

import regnskab
from regnskab.cli import main
from regnskab.errors import CorrectionError
from regnskab.report.conversion import Conversion
from regnskab.report.corrections import beside, read_folder


def _entry(cell: dict[str, Any], value: str, **changed: object) -> str:
    values = {
        "table": cell["table_id"], "row": cell["row"], "column": cell["column"], "page": cell["page"],
        "expect": cell["text"], "value": value, "why": "as the budget says", "who": "Kim", **changed,
    }  # fmt: skip
    lines = "\n".join(f"{key} = {json.dumps(given, ensure_ascii=False)}" for key, given in values.items())
    return f"[[corrections]]\n{lines}\nwhen = 2025-03-01\n"


@pytest.fixture
def report(tmp_path: Path, report_pdf: Callable[..., bytes]) -> Path:
    """A report whose total, 1.100, is not the sum of its parts, 600 and 400."""
    file = tmp_path / "report.pdf"
    file.write_bytes(report_pdf("1.100"))
    return file


@pytest.fixture
def read(report: Path) -> Conversion:
    return regnskab.convert(report)


def _cell(read: Conversion, text: str) -> dict[str, Any]:
    return next(cell for cell in read.cells.to_pylist() if cell["text"] == text)


def _correct(report: Path, name: str, *entries: str) -> Path:
    folder = report.parent / "corrections"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text("\n".join(entries), encoding="utf-8")
    return folder


def _failed(read: Conversion) -> set[tuple[str, str]]:
    return {(check["rule"], check["measure"]) for check in read.checks.to_pylist() if check["status"] == "fail"}


def test_a_corrected_amount_is_checked_and_flagged_and_its_text_stays(report: Path, read: Conversion) -> None:
    sums = ("total = sum of appropriations", "actual")
    assert sums in _failed(read)
    cell = _cell(read, "1.100")
    again = regnskab.convert(report, corrections=_correct(report, read.report_id, _entry(cell, "1.000")))
    assert sums not in _failed(again)
    assert any("variance" in rule for rule, _ in _failed(again))  # 1.000 - 900 is not the 200 that is printed
    for name in ("operating_expenditure", "figures"):
        (row,) = [
            row
            for row in again[name].to_pylist()
            if (row["cell_row"], row["cell_column"]) == (cell["row"], cell["column"])
        ]
        assert row["published"] == "1.100"
        assert row["amount_dkk"] == 1_000_000
        assert "corrected_by_user" in row["flags"]
    (stored,) = [row for row in again.cells.to_pylist() if "corrected_by_user" in row["flags"]]
    assert (stored["text"], stored["number"]) == ("1.100", 1000)


def test_a_corrected_label_moves_its_line_and_flags_its_figures(report: Path, read: Conversion) -> None:
    cell = _cell(read, "10.26 Veje")
    again = regnskab.convert(report, corrections=_correct(report, read.report_id, _entry(cell, "10.27 Veje og stier")))
    rows = [row for row in again.operating_expenditure.to_pylist() if row["appropriation_code"] == "10.27"]
    assert {row["label"] for row in rows} == {"10.27 Veje og stier"}
    assert len(rows) == 4
    assert all("corrected_by_user" in row["flags"] for row in rows)
    others = [row for row in again.operating_expenditure.to_pylist() if row["appropriation_code"] != "10.27"]
    assert not any("corrected_by_user" in row["flags"] for row in others)
    assert _cell(again, "10.26 Veje")["flags"] == ["corrected_by_user"]


def test_a_number_can_be_said_to_be_text(report: Path, read: Conversion) -> None:
    cell = next(c for c in read.cells.to_pylist() if c["text"] == "600")
    again = regnskab.convert(report, corrections=_correct(report, read.report_id, _entry(cell, "600", role="text")))
    stored = _cell(again, "600")
    assert (stored["role"], stored["number"]) == ("text", None)
    assert "600" not in again.figures["published"].to_pylist()


def test_corrections_that_no_longer_fit_are_all_named(report: Path, read: Conversion) -> None:
    cell = _cell(read, "1.100")
    folder = _correct(
        report,
        read.report_id,
        _entry(cell, "1.000", expect="1.110"),
        _entry(cell, "1.000", row=99),
        _entry(cell, "1.000", table=f"{cell['table_id']}-9"),
        _entry(_cell(read, "Regnskab"), "Actual"),
        _entry(_cell(read, "900"), "many", role="number"),
    )
    with pytest.raises(CorrectionError) as caught:
        regnskab.convert(report, corrections=folder)
    said = str(caught.value)
    assert said.startswith(str(folder / f"{read.report_id}.toml"))
    for part in ("reads “1.100”", "no such cell", "no such table", "is a head", "“many” is no number"):
        assert part in said


def test_those_of_other_reports_change_nothing(report: Path, read: Conversion) -> None:
    folder = _correct(report, "another-2024", _entry(_cell(read, "1.100"), "1.000"))
    assert regnskab.convert(report, corrections=folder).checks.equals(read.checks)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[corrections]]\ntable = 3", "key corrections.0.table"),
        ("[[corrections", "is not valid TOML"),
        ("[[wrong]]\n", "key wrong"),
        ("\udcff", "cannot be read"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "a.toml").write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(CorrectionError, match=says):
        read_folder(tmp_path)


_STRUCTURE = (
    '[[structure]]\ntable = "a"\npage = 1\nbox = [1, 2, 3.5, 4]\nwhy = "so"\nwho = "Kim"\nwhen = 2025-03-01\nchange = '
)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ('"column"', "say the same"),
        ('"column"\nexpect = 7\nvalue = 7.0', "say the same"),
        ('"column"\nexpect = true', "expect of a column is a float"),
        ('"row"\nvalue = nan', "key structure.0"),
        ('"head"\nexpect = 1\nvalue = 2.5', "value of a head is a int"),
        ('"head"\nexpect = 1\nvalue = -1', "0 head rows or more"),
        ('"kind"\nexpect = "other"', "value of a kind is a str"),
        ('"joined"\nexpect = 0\nvalue = 1', "expect of a joined is a bool"),
        ('"parted"\nexpect = "Nord"\nvalue = "1"', "value of a parted is a float"),
        ('"cut"\nvalue = 1', "key structure.0.change"),
    ],
)
def test_a_change_that_says_nothing_sound_is_refused(tmp_path: Path, change: str, says: str) -> None:
    (tmp_path / "a.toml").write_text(_STRUCTURE + change, encoding="utf-8")
    with pytest.raises(CorrectionError, match=says):
        read_folder(tmp_path)


def test_a_change_of_a_table_that_is_not_there_is_named(report: Path, read: Conversion) -> None:
    folder = _correct(report, read.report_id, _STRUCTURE + '"column"\nvalue = 2')
    with pytest.raises(CorrectionError, match="a, page 1, column: there is no such table"):
        regnskab.convert(report, corrections=folder)


def test_a_kind_that_there_is_not_is_named(report: Path, read: Conversion) -> None:
    piece = read.tables.to_pylist()[0]["fragments"][0]
    box = [piece[edge] for edge in ("x0", "top", "x1", "bottom")]
    entry = _STRUCTURE.replace("[1, 2, 3.5, 4]", str(box)) + '"kind"\nexpect = "status"\nvalue = "poetry"'
    folder = _correct(report, read.report_id, entry.replace("page = 1", f"page = {piece['page']}"))
    with pytest.raises(CorrectionError, match=r"is read as operating, not status; .* there is no poetry among"):
        regnskab.convert(report, corrections=folder)


def test_a_cell_is_not_corrected_twice(report: Path, read: Conversion) -> None:
    cell = _cell(read, "1.100")
    folder = _correct(report, read.report_id, _entry(cell, "1.000"), _entry(cell, "1.001"))
    with pytest.raises(CorrectionError, match="is corrected twice"):
        read_folder(folder)


def test_a_changed_correction_makes_a_report_stale_and_is_put_in(report: Path, read: Conversion) -> None:
    out = report.parent / "out"
    assert regnskab.convert_many([report], out).done
    assert regnskab.status(out)[0].condition == "current"
    assert beside(out) is None
    (out / "corrections").mkdir()
    file = out / "corrections" / f"{read.report_id}.toml"
    file.write_text(_entry(_cell(read, "1.100"), "1.000"), encoding="utf-8")
    assert (regnskab.status(out)[0].condition, regnskab.status(out)[0].why) == ("stale", "its corrections have changed")
    say = CliRunner().invoke
    assert "waiting" in say(main, ["corrections", "check", str(out)]).output
    assert regnskab.convert_many([report], out).done
    assert regnskab.status(out)[0].condition == "current"
    assert not regnskab.convert_many([report], out).done  # nothing is left to do
    checked = say(main, ["corrections", "check", str(out)])
    assert (checked.exit_code, "applied" in checked.output) == (0, True)
    assert "as the budget says (Kim, 2025-03-01)" in say(main, ["corrections", "list", str(out)]).output
    file.write_text(_entry(_cell(read, "1.100"), "1.000", expect="1.200"), encoding="utf-8")
    (failed,) = regnskab.convert_many([report], out).errors
    assert isinstance(failed, CorrectionError)
    checked = say(main, ["corrections", "check", str(out)])
    assert (checked.exit_code, "stale" in checked.output) == (1, True)
    file.unlink()
    assert regnskab.convert_many([report], out).done
    assert "corrected_by_user" not in str(ds.dataset(str(out / "figures")).to_table()["flags"].to_pylist())


def test_explain_says_that_a_figure_was_corrected(report: Path, read: Conversion) -> None:
    out = report.parent / "out"
    cell = _cell(read, "1.100")
    regnskab.convert_many([report], out, corrections=_correct(report, read.report_id, _entry(cell, "1.000")))
    arguments = ["explain", str(out), "--dataset", "operating_expenditure", "--where", "published = '1.100'"]
    said = CliRunner().invoke(main, arguments).output
    assert "“1.100”" in said
    assert "by a reviewer" in said
    assert "read as 1100" not in said
    assert "1.000.000 kr." in said
