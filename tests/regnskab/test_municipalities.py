"""From the PDFs of two invented municipalities to every fact, every identity, and both side by side."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import regnskab
from regnskab.cli import main
from regnskab.errors import SumError
from tests.normalize.figures.test_statements import NAMES, answers, normal
from tests.regnskab.invented import drawn

KEY_RATIOS = (
    "Nøgletal 2024",
    [["", "2023", "2024"], ["Antal indbyggere", "16.900", "17.000"], ["Udskrivningsprocent", "25,6", "25,7"]],
)
PROFILE = """extends = "dansk-kommune"
name = "{name}"
municipality = "{title}"
municipality_code = "{code}"

[recognise]
patterns = ['^{title} Kommune']
"""


def folder(tmp: Path, name: str, code: str, pdf: bytes) -> Path:
    """The output folder, with this municipality's report converted into it."""
    (tmp / f"{name}.pdf").write_bytes(pdf)
    profile = tmp / f"{name}.toml"
    profile.write_text(PROFILE.format(name=name, title=name.capitalize(), code=code), encoding="utf-8")
    regnskab.convert(tmp / f"{name}.pdf", profile=profile).write(tmp / "out")
    return tmp / "out"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both for 2024; Fjordby states its inhabitants, Vesterkilde (in place of code 151) does not."""
    tmp = tmp_path_factory.mktemp("both")
    folder(tmp, "vesterkilde", "151", drawn("vesterkilde", shift=1))
    return folder(tmp, "fjordby", "998", drawn("fjordby", more=[KEY_RATIOS]))


def run(*arguments: str | Path | int) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_and_identity_of_a_drawn_report(name: str, tmp_path: Path) -> None:
    data = regnskab.open(folder(tmp_path, name, "998", drawn(name)))
    rows = data.statements.arrow().to_pylist()
    order = {one["table_id"]: (one["page"], one["table_id"]) for one in data.tables.arrow().to_pylist()}
    rows.sort(key=lambda row: (order[row["table_id"]], row["cell_row"], row["cell_column"]))
    told = [
        normal(
            (
                row["statement"],
                row["line_code"] or "",
                row["label"],
                row["measure"] or "",
                "" if row["year"] is None else str(row["year"]),
                "" if row["amount_dkk"] is None else str(row["amount_dkk"]),
                "" if row["amount_dkk"] is not None else str(row["number"].normalize()),
                row["note_ref"] or "",
                row["side"] or "",
                str(row["is_leaf"]).lower(),
            )
        )
        for row in rows
    ]
    assert [tuple(map(_plain, row)) for row in told] == [tuple(map(_plain, normal(row))) for row in answers(name)]
    checks = data.checks.arrow().to_pylist()
    assert [check for check in checks if check["status"] == "fail"] == []
    assert {"assets_total = liabilities_total", "revenue_total = taxes + grants_equalisation"} <= {
        check["rule"] for check in checks
    }


def _plain(text: str) -> str:
    """A number without the zeros behind it, which Decimals of columns have."""
    try:
        return format(Decimal(text).normalize(), "f")
    except ArithmeticError:
        return text


def test_the_leaves_of_a_drawn_statement_add_up_to_its_result(both: Path) -> None:
    data = regnskab.open(both)
    where = "statement = income_statement and report_id = 'vesterkilde-2024'"
    assert data.total("statements", measure="actual", where=where).amount == -24_847_000
    with pytest.raises(SumError, match="amounts of 2 reports"):
        data.total("statements", measure="actual", where="statement = income_statement")


def test_both_stand_side_by_side_in_one_sign_and_per_inhabitant(both: Path) -> None:
    result = run("compare", both, "--across", "--year", 2024, "--statement", "income_statement")
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0] == "income_statement 2024, actual: million kroner, and kroner per inhabitant"
    assert lines[1].split() == ["Fjordby", "per", "inh.", "Vesterkilde", "per", "inh."]
    assert "taxes: Skatter -1.041,2 -61.247 -515,2 -" in [" ".join(line.split()) for line in lines]
    assert "health: Sundhedsområdet 222,3 13.076 - -" in [" ".join(line.split()) for line in lines]
    assert lines[-4:] == [
        "Fjordby: 17.000 inhabitants, says its report, page 6",
        "costs are positive amounts, income negative ones",
        "Fjordby prints income as positive amounts: its signs are turned",
        "Vesterkilde: neither its report nor a file says how many live there; give --inhabitants FILE",
    ]


def test_inhabitants_come_from_a_file_and_rows_go_into_one(both: Path, tmp_path: Path) -> None:
    file = tmp_path / "inhabitants.csv"
    file.write_text("kommune;år;indbyggere\n151;2024;40000\n", encoding="utf-8")
    target = tmp_path / "across.csv"
    asked = ("--across", "--year", 2024, "--statement", "balance_sheet", "--inhabitants", file, "-o", target)
    result = run("compare", both, *asked, "--json")
    assert result.exit_code == 0, result.output
    with target.open(encoding="utf-8", newline="") as opened:
        rows = [row for row in csv.DictReader(opened) if row["line"] == "assets_total"]
    assert [(row["municipality"], row["measure"], row["amount_dkk_per_inhabitant"]) for row in rows] == [
        ("Fjordby", "closing", "185629.41"),
        ("Vesterkilde", "closing", "60626.53"),
    ]
    document = json.loads(result.output)
    assert [row for row in document["rows"] if row["line"] == "assets_total"] == [
        {**row, "fiscal_year": 2024, "inhabitants": int(row["inhabitants"])} for row in rows
    ]
    assert document["remarks"] == []


def test_a_missing_year_is_said(both: Path, tmp_path: Path) -> None:
    out = folder(tmp_path, "vesterkilde", "151", drawn("vesterkilde"))
    folder(tmp_path, "fjordby", "998", drawn("fjordby"))
    found = regnskab.open(out).across("income_statement", 2023)
    assert [place.name for place in found.places] == ["Vesterkilde"]
    assert found.remarks[0] == "Fjordby has no report of 2023, only of 2024"
    staffing = regnskab.open(both).across("cost_types", 2024)
    assert staffing.remarks[0] == "Vesterkilde: its report of 2024 has no cost_types that was recognised"
    frame = staffing.pandas()
    assert frame.attrs["remarks"] == list(staffing.remarks)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--across", "--year", 2024), "--across needs --year YEAR and --statement KIND"),
        (("--across", "--year", 2024, "--statement", "debt", "--from", 2023), "not --from or --to"),
        (("--across", "--year", 1999, "--statement", "debt"), "no report is for 1999; there are reports of 2024"),
        (("--across", "--year", 2024, "--statement", "balance"), "did you mean balance_sheet?"),
        (("--across", "--year", 2024, "--statement", "debt", "--measure", "spent"), "has no measure 'spent'; say"),
        ((), "say which years with --from YEAR and --to YEAR, or --across"),
        (("--from", 2023, "--to", 2024, "--measure", "spent"), "'spent' is not one of adopted_budget"),
    ],
)
def test_what_is_not_there_is_named(both: Path, arguments: tuple[str | int, ...], problem: str) -> None:
    result = run("compare", both, *arguments)
    assert result.exit_code == 2
    assert problem in " ".join(result.output.replace("│", " ").split())


def test_functions_of_the_chart_of_accounts_are_joined_however_they_are_printed(tmp_path: Path) -> None:
    caption = "Regnskab 2024 fordelt på funktioner (1.000 kr.)"
    head = ["Funktion", "Budget 2024", "Regnskab 2024"]
    long = [
        head,
        ["03.22.01 Folkeskoler", "201.000", "205.500"],
        ["03.22.05 Skolefritidsordninger", "31.200", "30.900"],
    ]
    short = [head, ["3.22.01 Folkeskolen", "99.100", "98.700"], ["3.22.18 Idrætsfaciliteter", "4.000", "4.200"]]
    folder(tmp_path, "vesterkilde", "151", drawn("vesterkilde", shift=1, more=[(caption, long)]))
    out = folder(tmp_path, "fjordby", "998", drawn("fjordby", more=[(caption, short)]))
    found = regnskab.open(out).across("account_functions", 2024)
    assert found.amounts == {
        ("03.22.01", "Fjordby"): 98_700_000,
        ("03.22.18", "Fjordby"): 4_200_000,
        ("03.22.01", "Vesterkilde"): 205_500_000,
        ("03.22.05", "Vesterkilde"): 30_900_000,
    }
