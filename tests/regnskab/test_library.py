"""``regnskab.open``: every dataset as a frame of the reader's choice, amounts exact."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import regnskab
from regnskab.errors import OutputError, QueryError
from regnskab.query.frames import long
from regnskab.query.inhabitants import MissingInhabitantsWarning
from regnskab.query.labels import danish
from regnskab.report.conversion import Conversion
from schemas.datasets import DATASETS, EVERY


@pytest.fixture
def out(make_conversion: Callable[..., Conversion], tmp_path: Path) -> Path:
    for year in (2023, 2024):
        make_conversion(f"eksempel-{year}", year=year).write(tmp_path / "out")
    return tmp_path / "out"


@pytest.mark.parametrize("name", DATASETS)
def test_every_dataset_as_every_kind_of_frame(out: Path, name: str) -> None:
    frames = regnskab.open(out)[name]
    rows, columns = len(frames), len(DATASETS[name].columns)
    assert frames.pandas().shape == (rows, columns)
    assert frames.polars().shape == (rows, columns)
    assert frames.duckdb().shape == (rows, columns)
    about = frames.pandas().attrs["columns"]
    assert all(about[column.name]["description_da"] == column.da for column in DATASETS[name].columns)


def test_amounts_stay_exact_in_every_unit(out: Path) -> None:
    lines = regnskab.open(out).operating_expenditure
    kroner = lines.pandas()["amount_dkk"].dropna()
    for unit, worth in (("thousand", 1000), ("million", 1_000_000)):
        frame = lines.pandas(unit=unit)
        scaled = frame[f"amount_dkk_{unit}"].dropna()
        assert [value * worth for value in scaled] == list(kroner)
        assert isinstance(scaled.iat[0], Decimal)
        assert "amount_dkk" not in frame
    assert lines.polars(unit="million")["amount_dkk_million"].drop_nulls()[0] == kroner.iat[0] / 1_000_000
    assert lines.pandas(unit="million", floats=True)["amount_dkk_million"].dtype == "float64"


def test_per_inhabitant_where_given(out: Path) -> None:
    lines = regnskab.open(out).operating_expenditure
    with pytest.warns(MissingInhabitantsWarning, match="999 in 2023"):
        frame = lines.pandas(inhabitants={("999", 2024): 3000})
    known = frame[frame["fiscal_year"] == 2024].dropna(subset=["amount_dkk"])
    assert known["amount_dkk_per_inhabitant"].iat[0] == Decimal("416.67")  # 1.250.000 kr.
    assert frame.loc[frame["fiscal_year"] == 2023, "amount_dkk_per_inhabitant"].isna().all()
    with pytest.raises(QueryError, match="above zero"):
        lines.pandas(inhabitants={("999", 2024): 0, ("999", 2023): 1})


def test_wide_and_long(out: Path) -> None:
    lines = regnskab.open(out).operating_expenditure
    wide = lines.pivot("measure")
    assert list(wide.columns[-2:]) == ["adopted_budget", "actual"]
    assert wide.shape[0] == 6
    assert wide.loc[0, ["label", "adopted_budget", "actual"]].tolist() == ["Drift i alt", 1_000_000, 1_250_000]
    back = long(wide, "measure", ["adopted_budget", "actual"])
    frame = lines.pandas().dropna(subset=["amount_dkk"])
    assert sorted(back["amount_dkk"]) == sorted(frame["amount_dkk"])
    with pytest.raises(QueryError, match="cannot be spread by 'label'"):
        lines.pivot("label")


def test_where_columns_and_what_is_not_there(out: Path, tmp_path: Path) -> None:
    data = regnskab.open(out)
    assert len(data.checks.pandas("status = fail")) == 2
    assert list(data.checks.pandas(columns=["rule", "status"])) == ["rule", "status"]
    assert "operating_expenditure: 12" in repr(data)
    with pytest.raises(QueryError, match="has no column 'colour'"):
        data.checks.pandas(columns=["colour"])
    with pytest.raises(QueryError, match="there is no unit 'billion'"):
        data.checks.pandas(unit="billion")
    with pytest.raises(AttributeError, match="there is no dataset or attribute 'nothing'"):
        data.nothing  # noqa: B018
    with pytest.raises(OutputError, match="holds no datasets"):
        regnskab.open(tmp_path)


def test_danish_labels(out: Path) -> None:
    lines = regnskab.open(out).operating_expenditure
    frame = lines.pandas(unit="million", labels="da")
    assert {"kommune", "regnskabsår", "udvalg", "mål", "beløb, mio. kr."} <= set(frame.columns)
    assert set(frame["mål"]) == {"vedtaget budget", "regnskab"}
    wide = lines.pivot("measure", labels="da")
    assert list(wide.columns[-2:]) == ["vedtaget budget", "regnskab"]
    assert set(wide["niveau"]) == {"i alt", "bevillingsramme"}
    with pytest.raises(QueryError, match="no labels in 'fr'"):
        lines.pandas(labels="fr")


@pytest.mark.parametrize("name", EVERY)
def test_every_column_and_word_has_a_danish_label(name: str) -> None:
    labels = danish()
    assert [column.name for column in EVERY[name].columns if column.name not in labels["columns"]] == []
    words = {word for column in EVERY[name].columns for word in column.vocabulary}
    assert words - set(labels["values"]) == set()
    columns = [labels["columns"][column] for column in EVERY[name].names]
    assert len(set(columns)) == len(columns)


def test_a_notebook_shows_tables(out: Path) -> None:
    data = regnskab.open(out)
    assert "<code>operating_expenditure</code>" in data._repr_html_()
    shown = data.operating_expenditure._repr_html_()
    assert ("<th>label</th>" in shown, shown.count("<tr") > 5) == (True, True)
