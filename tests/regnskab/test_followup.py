"""A third publisher's report, whose columns are others, is read by its profile alone."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

import regnskab
from regnskab.report.conversion import Conversion

DATA = Path(__file__).parent / "data" / "strandby-2025"


@pytest.fixture(scope="module")
def followup() -> Conversion:
    return regnskab.convert(DATA / "report.pdf")


def _answers(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _facts(rows: Iterable[Mapping[str, object]], *names: str) -> Counter[tuple[object, ...]]:
    return Counter(
        (*("" if row[n] is None else str(row[n]) for n in names), Decimal(str(row["amount_dkk"]))) for row in rows
    )


@pytest.mark.parametrize(
    ("answers", "dataset", "names"),
    [
        ("operating", "operating_expenditure", ("appropriation", "item")),
        ("capital", "capital_projects", ()),
    ],
)
def test_every_figure_is_as_published(followup: Conversion, answers: str, dataset: str, names: tuple[str, ...]) -> None:
    shared = ("committee", "row", "page", "level", "label", "measure", "published", *names)
    assert _facts(followup[dataset].to_pylist(), *shared) == _facts(_answers(answers), *shared)


def test_the_publisher_and_year_are_known(followup: Conversion) -> None:
    (source,) = followup.sources.to_pylist()
    assert (followup.report_id, source["profile"], source["municipality_code"]) == ("strandby-2025", "strandby", None)


def test_the_profiles_identities_find_what_is_misprinted_and_nothing_else(followup: Conversion) -> None:
    failed = Counter((row["subject"], row["measure"]) for row in followup.checks.to_pylist() if row["status"] == "fail")
    excl, incl = "expected_variance_excl_carryover", "expected_variance_incl_carryover"
    assert failed == Counter(
        {
            ("5:Plejecentre", excl): 1,
            ("Plejecentre", "revised_budget_excl_carryover"): 1,
            ("total", "revised_budget_excl_carryover"): 1,
            ("2:Kontanthjælp og uddannelseshjælp", excl): 1,
            ("2:Kontanthjælp og uddannelseshjælp", incl): 1,
            ("Forsørgelse", excl): 1,
        }
    )
    assert followup.checks.num_rows > 200


def test_without_its_profile_every_figure_is_there_with_its_amount_unit_and_paths(followup: Conversion) -> None:
    unknown = regnskab.convert(DATA / "report.pdf", profile="none")
    assert unknown.sources.to_pylist()[0]["profile"] is None
    names = ("page", "published", "unit", "quantity", "row_path", "column_path")
    assert _facts(unknown.figures.to_pylist(), *names) == _facts(followup.figures.to_pylist(), *names)
    # A label without its rows' amounts on the way would hide in a sum of counts.
    assert unknown.figures.num_rows == len(_answers("operating")) + len(_answers("capital"))
