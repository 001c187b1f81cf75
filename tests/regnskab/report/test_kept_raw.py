"""One bad table never costs a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

import regnskab
from extract.model import PageLayout, RawTable
from extract.pdf.document import Metadata
from normalize.model import Report
from regnskab.errors import ContractError
from regnskab.report import pipeline
from regnskab.report.kept_raw import sound
from regnskab.report.source import Source
from regnskab.report.to_arrow import to_arrow
from schemas.validate import validate


def _made(report: Report) -> Mapping[str, pa.Table]:
    datasets = to_arrow(report, Source(Path("a.pdf"), "a.pdf", "ab" * 32, 5), Metadata(9, None, None, None))
    validate(datasets)
    return datasets


def test_a_report_that_keeps_the_contract_is_left_alone(make_report: Callable[..., Report]) -> None:
    report = make_report()
    assert sound(report, _made)[0] is report


def test_a_table_with_a_repeated_cell_is_kept_raw_and_the_rest_is_written(make_report: Callable[..., Report]) -> None:
    report = make_report()
    bad, *rest = report.tables
    broken = replace(report, tables=(replace(bad, cells=(*bad.cells, bad.cells[0])), *rest))
    with pytest.raises(ContractError, match="repeats"):
        _made(broken)
    kept, datasets = sound(broken, _made)
    assert [(t.kind, t.flags) for t in kept.tables] == [("other", ("kept_raw",)), ("status", ()), ("key_figures", ())]
    assert kept.tables[0].cells == bad.cells
    assert (kept.operating, kept.checks) == ((), ())
    assert (len(datasets["key_figures"]), len(datasets["budget_agreement_status"])) == (2, 1)


def test_a_table_with_a_repeated_fact_or_no_lines_is_kept_raw(make_report: Callable[..., Report]) -> None:
    report = make_report()
    operating, status, box = report.tables
    broken = replace(
        report,
        tables=(operating, replace(status, n_rows=0), box),
        key_figures=(*report.key_figures, report.key_figures[0]),
    )
    kept, datasets = sound(broken, _made)
    assert [t.flags for t in kept.tables] == [(), ("kept_raw",), ("kept_raw",)]
    assert kept.operating == report.operating
    assert len(datasets["checks"]) == 2


def test_what_no_table_explains_still_ends_the_conversion(make_report: Callable[..., Report]) -> None:
    with pytest.raises(ContractError, match="report_id"):
        sound(make_report("No Slug"), _made)


def test_a_conversion_names_a_table_whose_cells_claim_one_place(
    tmp_path: Path, report_pdf: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(report_pdf())
    read = pipeline._read

    def overlapping(*given: object) -> list[PageLayout]:
        return [replace(page, items=tuple(map(_overlapping, page.items))) for page in read(*given)]  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "_read", overlapping)
    conversion = regnskab.convert(path)
    (table,) = conversion.tables.to_pylist()
    assert (table["kind"], "irregular_grid" in table["flags"]) == ("other", True)
    (named,) = conversion.summary.raw
    assert named == f"{table['table_id']} on page 2: several of its cells claim one place"
    assert any(named in line for line in conversion.summary.lines())
    assert conversion.summary.to_json()["raw"] == [named]
    assert "Regnskab" in " ".join(conversion.cells["text"].to_pylist())


def _overlapping(item: object) -> object:
    if not isinstance(item, RawTable):
        return item
    wide = item.cells[1]._replace(column_span=item.n_columns - 1)
    return replace(item, cells=(item.cells[0], wide, *item.cells[2:]))
