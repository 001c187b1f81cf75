"""``import regnskab``: the same datasets in memory."""

from __future__ import annotations

import importlib
import pickle
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import regnskab
from regnskab.errors import InputError, RegnskabError
from regnskab.phrases import kroner
from regnskab.report.conversion import Conversion
from schemas.datasets import DATASETS


@pytest.fixture
def path(tmp_path: Path, report_pdf: Callable[..., bytes]) -> Path:
    path = tmp_path / "Års rapport.pdf"
    path.write_bytes(report_pdf("1.700"))
    return path


def test_a_conversion_is_a_mapping_of_arrow_tables(path: Path) -> None:
    report = regnskab.convert(path)
    assert isinstance(report, regnskab.Conversion)
    assert list(report) == list(DATASETS)
    assert len(report) == len(DATASETS)
    assert report.operating_expenditure is report["operating_expenditure"]
    assert isinstance(report.checks, pa.Table)
    assert {"checks", "summary", "write"} <= set(dir(report))
    assert "operating_expenditure: 12" in repr(report)


def test_a_name_that_is_no_dataset_is_an_attribute_error(path: Path) -> None:
    with pytest.raises(AttributeError, match="no dataset or attribute 'chekcs'; it has sources, tables"):
        _ = regnskab.convert(path).chekcs


def test_an_unknown_publishers_report_is_named_after_its_file(path: Path) -> None:
    report = regnskab.convert(path)
    assert report.report_id == f"aars-rapport-{report.source.sha256[:8]}"


def test_pandas_gets_decimals(path: Path) -> None:
    frames = regnskab.convert(path).to_pandas()
    assert list(frames) == list(DATASETS)
    assert isinstance(frames["checks"], pd.DataFrame)
    assert set(map(type, frames["operating_expenditure"].amount_dkk)) == {Decimal}


def test_the_summary_says_what_was_found(path: Path) -> None:
    summary = regnskab.convert(path).summary
    assert (summary.pages, summary.n_tables, summary.n_checks, summary.checks_passed) == (2, 1, 7, 5)
    assert [(finding.measure, finding.expected - finding.actual) for finding in summary.failures] == [
        ("actual", Decimal(700_000)),
        ("variance", Decimal(700_000)),
    ]


def test_what_is_written_is_what_is_in_memory(path: Path, tmp_path: Path) -> None:
    report = regnskab.convert(path)
    for file, (name, table) in zip(report.write(tmp_path / "out"), report.items(), strict=True):
        assert file.parent.name == name
        assert pq.read_table(file).equals(table)


def test_progress_tells_the_pages(path: Path) -> None:
    told: list[tuple[int, int]] = []
    regnskab.convert(path, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_errors_say_the_file_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.pdf: there is no such file; check the path") as caught:
        regnskab.convert(tmp_path / "none.pdf")
    assert isinstance(caught.value, regnskab.RegnskabError)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 (our own)


def test_convert_stays_a_function_whatever_is_imported_first() -> None:
    modules = [
        "report.to_arrow", "cli", "commands.convert", "report.pipeline", "terminal.show", "terminal.rich_screen",
        "batch.outcome", "store.store", "query.datasets", "query.where",
    ]  # fmt: skip
    for module in modules:
        importlib.import_module(f"regnskab.{module}")
    assert callable(regnskab.convert)
    assert set(regnskab.__all__) <= set(dir(regnskab))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = regnskab.nothing  # type: ignore[attr-defined]


def test_importing_costs_nothing() -> None:
    code = "import sys, regnskab; sys.exit(any(name in sys.modules for name in ('pyarrow', 'numpy', 'click')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603


def test_a_conversion_can_be_copied_to_another_process(make_conversion: Callable[..., Conversion]) -> None:
    conversion = make_conversion()
    copy = pickle.loads(pickle.dumps(conversion))  # noqa: S301 (our own)
    assert copy.report_id == conversion.report_id
    assert copy.checks.equals(conversion.checks)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal("1234567.00"), "1.234.567 kr."),
        (Decimal("-1234.50"), "-1.234,50 kr."),
        (Decimal(0), "0 kr."),
        (Decimal("999"), "999 kr."),
    ],
)
def test_amounts_are_shown_as_danes_write_them(amount: Decimal, text: str) -> None:
    assert kroner(amount) == text


def test_an_error_has_one_line_with_file_page_and_remedy() -> None:
    error = RegnskabError("is torn", source="a.pdf", page=3, remedy="mend it")
    assert str(error) == "a.pdf, page 3: is torn; mend it"
