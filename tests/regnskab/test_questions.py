"""A researcher's ten questions, as the cookbook answers them: each in at most three lines, run as they stand there."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import regnskab
from regnskab.years.compare import track
from tests.regnskab.yearly import TOTAL, item, report

ROOT = Path(__file__).parents[2]
COOKBOOK = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
SECTION = COOKBOOK.partition("## Ten questions")[2].partition("\n## ")[0]
QUESTIONS = dict(re.findall(r"^([A-Z][^\n]*\?)\n\n```python\n(.*?)```", SECTION, re.MULTILINE | re.DOTALL))
MILLION = 1_000_000


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample report, and two years of a municipality that renamed a line."""
    out = tmp_path_factory.mktemp("questions")
    regnskab.convert(ROOT / "samples" / "ballerup-2024.pdf").write(out)
    for year, words, actual in ((2023, "Vejvedligehold", "100"), (2024, "Vejvedligeholdelse", "120")):
        rows = [TOTAL, item("Parker", "10.30"), item(words, "10.26", actual=actual)]
        report(year, rows).write(out)
    track(out)
    (out / "folk1a.csv").write_text("OMRÅDE;TID;INDHOLD\nBallerup;2024K1;50000\nBallerup;2024K2;1\n", encoding="utf-8")
    return out


@pytest.fixture
def data(out: Path) -> regnskab.Library:
    return regnskab.open(out)


@pytest.fixture
def ask(out: Path, data: regnskab.Library, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the cookbook's lines under a question that begins so give as ``answer``."""
    monkeypatch.chdir(out)

    def run(question: str) -> Any:
        (code,) = (lines for asked, lines in QUESTIONS.items() if asked.startswith(question))
        names: dict[str, Any] = {"data": data}
        exec(code, names)  # noqa: S102 (the cookbook's own lines)
        return names["answer"]

    return run


def _long(data: regnskab.Library, dataset: str) -> pd.DataFrame:
    return data[dataset].pandas().dropna(subset=["amount_dkk"])


def test_there_are_ten_of_at_most_three_lines() -> None:
    assert len(QUESTIONS) == 10
    assert all(code.strip().count("\n") < 3 for code in QUESTIONS.values())


def test_who_overspent_most(ask: Any, data: regnskab.Library) -> None:
    frame = _long(data, "operating_expenditure")
    totals = frame[frame["level"] == "total"].set_index(["table_id", "row"])
    by = {m: totals[totals["measure"] == m]["amount_dkk"] for m in ("actual", "revised_budget")}
    most = max((by["actual"] - by["revised_budget"]).dropna())
    assert ask("Which committee")["overspent"].iat[0] == pytest.approx(float(most / MILLION))


def test_the_largest_carry_over(ask: Any, data: regnskab.Library) -> None:
    frame = _long(data, "capital_projects")
    chosen = frame[(frame["level"] == "project") & (frame["measure"] == "expected_carryover")]
    most = chosen.loc[chosen["amount_dkk"].astype(float).idxmax()]
    answer = ask("Which project takes")
    assert (answer["label"].iat[0], answer["row"].iat[0]) == (most["label"], most["row"])


def test_a_line_over_the_years(ask: Any) -> None:
    answer = ask("What became")
    assert answer[[2023, 2024]].to_numpy().tolist() == [[Decimal(100_000), Decimal(120_000)]]
    assert answer["wording"].tolist() == ["Vejvedligeholdelse"]


def test_per_inhabitant_and_what_is_not_known_is_said(ask: Any) -> None:
    with pytest.warns(UserWarning, match="no inhabitants are given for municipality 999 in 2023, 999 in 2024"):
        answer = ask("What does it cost")
    known = answer[(answer["municipality"] == "Ballerup") & answer["amount_dkk"].notna()]
    assert len(known) > 5
    for amount, each in zip(known["amount_dkk"], known["amount_dkk_per_inhabitant"], strict=True):
        assert abs(amount / 50_000 - each) <= Decimal("0.005")


def test_the_share_inside_the_service_frame(ask: Any, data: regnskab.Library) -> None:
    frame = _long(data, "operating_expenditure")
    chosen = frame[frame["is_leaf"] & (frame["measure"] == "actual") & (frame["report_id"] == "ballerup-2024")]
    chosen = chosen[chosen["amount_dkk"].notna()]
    inside = sum(chosen[chosen["service_frame"] == "inside"]["amount_dkk"])
    assert ask("How much of it").loc["ballerup-2024"] == pytest.approx(float(inside / sum(chosen["amount_dkk"])))


def test_projects_closed_with_an_overspend(ask: Any, data: regnskab.Library) -> None:
    frame = _long(data, "capital_projects")
    places: dict[tuple[str, int], dict[str, Decimal]] = {}
    for row in frame[frame["account_closed"].eq(True) & (frame["level"] == "project")].itertuples():
        places.setdefault((row.table_id, row.row), {})[row.measure] = row.amount_dkk
    expected = {
        place for place, of in places.items() if of.get("actual", 0) > of.get("revised_budget", Decimal("Infinity"))
    }
    answer = ask("Which projects were closed")
    assert set(zip(answer["table_id"], answer["row"], strict=True)) == expected
    assert expected


def test_where_on_the_page(ask: Any) -> None:
    assert re.search(r"^page +10, 446", str(ask("Where on the page")), re.MULTILINE)


def test_how_sure(ask: Any, data: regnskab.Library) -> None:
    answer = ask("How sure")
    assert set(answer.index) == set(_long(data, "operating_expenditure")["committee"])
    assert answer.is_monotonic_increasing


def test_what_does_not_add_up(ask: Any, data: regnskab.Library) -> None:
    answer = ask("What does not add up")
    committees = {row["table_id"]: row["committee"] for row in data.tables.arrow().to_pylist()}
    failed = [committees[table_id] for table_id in data.checks.pandas("status = fail")["table_id"]]
    assert answer.to_dict() == {name: failed.count(name) for name in failed if name}
    assert answer.is_monotonic_decreasing


def test_renamed_lines(ask: Any) -> None:
    answer = ask("Which lines were renamed")
    assert answer[["fiscal_year", "wording_then", "amount_dkk"]].to_numpy().tolist() == [
        [2023, "Vejvedligehold", Decimal(100_000)],
        [2024, "Vejvedligeholdelse", Decimal(120_000)],
    ]
