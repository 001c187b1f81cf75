"""Inhabitants from a CSV file of one's own, or as Statbank gives FOLK1A."""

from __future__ import annotations

from pathlib import Path

import pytest

from regnskab.errors import QueryError
from regnskab.query.inhabitants import MissingInhabitantsWarning, read_inhabitants, warn_of_missing


@pytest.mark.parametrize(
    "text",
    [
        "municipality_code,fiscal_year,inhabitants\n151,2024,52000\n",
        "kommune;år;indbyggere\nBallerup Kommune;2024;52.000\n",
        "OMRÅDE;TID;INDHOLD\nHele landet;2024K1;5961249\nBallerup;2024K1;52000\nBallerup;2024K2;52100\n",
        '"OMRÅDE";"TID";"INDHOLD"\n"000";"2024K1";"1"\n"151";"2024K1";"52000"\n"084";"2024K1";"1"\n',
        "OMRÅDE\tTID\tINDHOLD\n151 Ballerup\t2024K1\t52000\n\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_every_way_of_writing_them(text: str, encoding: str, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(text, encoding=encoding)
    assert read_inhabitants(tmp_path / "in.csv") == {("151", 2024): 52_000}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("kommune;år\nBallerup;2024\n", "has no column for inhabitants, only kommune, år"),
        ("kommune;år;indbyggere\nBallerup;i fjor;52000\n", "line 2 has no year or number: 'i fjor', '52000'"),
        ("kommune;år;indbyggere\nBallerup;2024;mange\n", "line 2 has no year or number"),
        ("kommune;år;indbyggere\nBallerup;2024\n", "line 2 has 2 columns, its head 3"),
        ("kommune;år;indbyggere\nAtlantis;2024;1\n", "has no municipality in it"),
    ],
)
def test_what_cannot_be_understood_is_told(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=says):
        read_inhabitants(tmp_path / "in.csv")
    with pytest.raises(QueryError, match="cannot be read"):
        read_inhabitants(tmp_path / "none.csv")


def test_a_missing_year_is_said() -> None:
    with pytest.warns(MissingInhabitantsWarning, match="municipality 151 in 2023: its amounts"):
        warn_of_missing({("151", 2024), ("151", 2023), (None, 2020)}, {("151", 2024): 1})
