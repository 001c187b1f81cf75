"""``figures`` spans every table, with the amounts of the known datasets, whether or not the publisher is known."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

import regnskab
from regnskab.report.conversion import Conversion

SAMPLE = Path(__file__).parents[3] / "samples" / "ballerup-2024.pdf"
KNOWN = ("operating_expenditure", "financing", "capital_projects", "key_figures")


@pytest.fixture(scope="module")
def sample() -> Conversion:
    return regnskab.convert(SAMPLE)


def test_every_known_amount_is_the_figures_of_the_same_cell(sample: Conversion) -> None:
    every = _amounts(sample.figures.to_pylist())
    for name in KNOWN:
        known = _amounts(row for row in sample[name].to_pylist() if row["amount_dkk"] is not None)
        assert known
        assert {place: every.get(place) for place in known} == known


def test_every_numeric_cell_is_there_once(sample: Conversion) -> None:
    numeric = {
        (row["table_id"], row["row"], row["column"])
        for row in sample.cells.to_pylist()
        if row["role"] == "number" and not row["duplicate"]
    }
    assert set(_amounts(sample.figures.to_pylist())) == numeric


def test_with_the_profile_taken_away_amounts_units_and_paths_are_the_same(sample: Conversion) -> None:
    unknown = regnskab.convert(SAMPLE, profile="none")
    (source,) = unknown.sources.to_pylist()
    assert (source["profile"], source["municipality"], source["fiscal_year"]) == (None, None, 2024)
    names = [
        "page",
        "x0",
        "top",
        "published",
        "number",
        "quantity",
        "unit",
        "amount_dkk",
        "year",
        "row_path",
        "column_path",
    ]
    ours, theirs = (sorted(map(str, c.figures.select(names).to_pylist())) for c in (sample, unknown))
    assert ours == theirs


def _amounts(rows: Iterable[dict[str, object]]) -> dict[tuple[object, ...], object]:
    return {(row["table_id"], row["cell_row"], row["cell_column"]): row["amount_dkk"] for row in rows}
