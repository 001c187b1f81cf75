"""A report is named by its publisher and year, or else by its file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import regnskab
from regnskab.report.source import Source, report_id

SOURCE = Source(Path("a/Års rapport.pdf"), "Års rapport.pdf", "ab" * 32, 5)


def test_the_report_is_named_by_its_publisher_and_year() -> None:
    assert report_id(SOURCE, "Høje-Taastrup", 2022) == "hoeje-taastrup-2022"


def test_a_report_of_an_unknown_publisher_or_year_is_named_by_its_file() -> None:
    assert report_id(SOURCE, None, 2022) == report_id(SOURCE, "Ballerup", None) == "aars-rapport-abababab"


def test_publisher_year_and_name_are_decided_once_for_a_conversion(
    tmp_path: Path, report_pdf: Callable[..., bytes]
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(report_pdf(publisher="Ballerup Kommune", year=2022))
    conversion = regnskab.convert(path)
    assert conversion.report_id == "ballerup-2022"
    (source,) = conversion.sources.to_pylist()
    assert (source["municipality"], source["municipality_code"], source["fiscal_year"]) == ("Ballerup", "151", 2022)
    assert source["profile"] == "ballerup"
    unknown = regnskab.convert(path, profile="none")
    assert unknown.report_id == f"a-{unknown.source.sha256[:8]}"
    assert unknown.sources["profile"].to_pylist() == [None]
