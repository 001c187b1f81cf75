"""A report small enough to hold in the hand, and ways to write PDFs that are as small."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract.model import Box
from extract.pdf.document import Metadata
from normalize.model import Figure, Fragment, KeyFigure, Line, LogicalTable, Publisher, Report, StatusItem, TableCell
from normalize.verdicts import CellRef, Check
from regnskab.report.conversion import Conversion
from regnskab.report.source import Source
from regnskab.report.to_arrow import to_arrow
from tests.regnskab.tinypdf import Text, pdf

# Names the browser, and makes a missing one a failure: set where the tests of the page must run.
BROWSER = "REGNSKAB_BROWSER"
_SWITCHES = (
    "--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
BOX = Box(50.0, 100.0, 90.5, 110.0)
ROWS = (("Drift i alt", "1.000", "1.250"), ("10.26 Veje", "600", "900"), ("10.30 Parker", "400", ""))


def _cell(row: int, column: int, text: str) -> TableCell:
    head = row == 0
    number = Decimal(text.replace(".", "")) if text[:1].isdigit() and column and not head else None
    role = "header" if head else "blank" if not text else "number" if column else "label"
    line = None if head else row - 1
    return TableCell(row, column, 1, 1, 3, BOX, text, role, number, head, False, 0, line)  # type: ignore[arg-type]


def _table(table_id: str, number: int | None, kind: str) -> LogicalTable:
    grid = (("", "Budget", "Regnskab"), *ROWS)
    cells = tuple(_cell(row, column, text) for row, texts in enumerate(grid) for column, text in enumerate(texts))
    return LogicalTable(
        table_id=table_id,
        number=number,
        caption="Tabel 1. Drift",
        section="Teknisk Udvalg",
        committee="Teknisk Udvalg",
        kind=kind,  # type: ignore[arg-type]
        unit="1.000 kr.",
        fragments=(Fragment(3, Box(50, 90, 500, 200), 3, 1),),
        cells=cells,
        n_rows=4,
        n_columns=3,
        n_duplicate_rows=0,
        notes=("R: regnskabsaflagt",),
        confidence=0.97,
    )


def _figures(table_id: str) -> tuple[Figure, ...]:
    levels = (
        Line(0, "total", "Drift i alt"),
        Line(1, "appropriation", "10.26 Veje", "10.26", "Veje"),
        Line(2, "appropriation", "10.30 Parker", "10.30", "Parker"),
    )
    return tuple(
        Figure(
            table_id=table_id,
            committee="Teknisk Udvalg",
            line=line,
            measure=measure,  # type: ignore[arg-type]
            published=text,
            amount=Decimal(text.replace(".", "")) * 1000 if text else None,
            unit="1.000 kr.",
            marker=None,
            marker_meaning=None,
            flags=("unit_inferred",) if line.row == 1 else (),
            page=3,
            box=BOX,
            cell_row=line.row + 1,
            column=column,
        )
        for line, texts in zip(levels, ROWS, strict=True)
        for column, (measure, text) in enumerate(zip(("adopted_budget", "actual"), texts[1:], strict=True), start=1)
    )


def _check(table_id: str, name: str, measure: str, expected: int, actual: int) -> Check:
    failed = abs(actual - expected) > 1500
    return Check(
        check_id=name,
        kind="accounting",
        rule="total = sum of appropriations",
        table_id=table_id,
        subject="0:total",
        measure=measure,  # type: ignore[arg-type]
        cells=(CellRef(1, 2), CellRef(2, 2), CellRef(3, 2)),
        expected=Decimal(expected),
        actual=Decimal(actual),
        difference=Decimal(actual - expected),
        tolerance=Decimal(1500),
        status="fail" if failed else "pass",
        explanation="one cell is left blank" if failed else None,
        suspect=CellRef(3, 2) if failed else None,
        suggested=Decimal(expected - actual) if failed else None,
    )


@pytest.fixture(autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered of files, by tests alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


class _Here:
    """What a worker does, in this process."""

    def __init__(self, limits: object) -> None:
        self.limits = limits

    def stream(self, give: Callable[..., None], *arguments: object, place: str) -> Iterator[Any]:
        said: list[Any] = []
        error: Exception | None = None
        try:
            give(*arguments, say=said.append)
        except Exception as caught:
            error = caught
        yield from said
        if error is not None:
            raise error

    def close(self) -> None:
        """Nothing runs any more."""


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A single PDF is read in this process, where a test can put something else into the place of a part."""
    monkeypatch.setattr("regnskab.batch.alone.Worker", _Here)


@pytest.fixture
def make_report() -> Callable[..., Report]:
    """A report with an operating table, whose actuals do not add up, and a status and an overview table."""

    def make(report_id: str = "eksempel-2024", year: int | None = 2024, *, contradicted: bool = True) -> Report:
        table, status, box = (f"{report_id}/{name}" for name in ("drift/tabel-1", "drift/tabel-2", "p3-1"))
        return Report(
            report_id=report_id,
            publisher=Publisher("eksempel", "Eksempel", "999", year),
            tables=(_table(table, 1, "operating"), _table(status, 2, "status"), _table(box, None, "key_figures")),
            operating=_figures(table),
            financing=(),
            capital=(),
            key_figures=(
                KeyFigure(
                    box, 1, "Gæld", None, "Måltal", None, "1.000", Decimal(1000), "kr.", None, None, (), 3, BOX, 1, 1
                ),
                KeyFigure(box, 1, "Gæld", "ned", "Måltal", 2024, "R", None, "kr.", "R", "lukket", (), 3, BOX, 1, 2),
            ),
            status=(StatusItem(status, None, 0, "3.5", "Emne", "Beskrivelse", "I gang", (), 3, BOX),),
            checks=(
                _check(table, "a", "adopted_budget", 1_000_000, 1_000_000),
                _check(table, "b", "actual", 1_250_000, 900_000 if contradicted else 1_250_000),
            ),
        )

    return make


@pytest.fixture
def make_conversion(make_report: Callable[..., Report]) -> Callable[..., Conversion]:
    """The same report as a conversion that can be written; ``data`` stands for the PDF's bytes."""

    def make(report_id: str = "eksempel-2024", *, sha256: str = "ab" * 32, **options: object) -> Conversion:
        source = Source(Path(f"{report_id}.pdf"), f"{report_id}.pdf", sha256, 1234)
        datasets = to_arrow(make_report(report_id, **options), source, Metadata(9, "Årsrapport", "Word", None))
        return Conversion(report_id, source, datasets)

    return make


COLUMNS = (60.0, 260.0, 340.0, 420.0, 500.0)


def _lines(rows: Sequence[Sequence[str]], y: float) -> list[Text]:
    return [
        (x, y + 14 * place, text)
        for place, row in enumerate(rows)
        for x, text in zip(COLUMNS, row, strict=True)
        if text
    ]


@pytest.fixture
def report_pdf() -> Callable[..., bytes]:
    """A page with an operating table whose total is ``total`` (its parts give 1.000), behind a title page."""

    def make(total: str = "1.000", year: int = 2024, *, publisher: str = "Et sted", **options: Any) -> bytes:
        title = [
            (60.0, 80.0, f"{publisher}: Regnskab {year}"),
            (60.0, 120.0, "Alle tal er i 1.000 kr. i det følgende."),
        ]
        rows = [
            ("1.000 kr.", "Vedtaget budget", "Korr. budget", "Regnskab", "Resultat"),
            ("Årets resultat", "900", "900", total, f"{int(total.replace('.', '')) - 900}"),
            ("10.26 Veje", "500", "500", "600", "100"),
            ("10.30 Parker og legepladser", "400", "400", "400", "0"),
        ]
        body = [(60.0, 60.0, "Teknisk Udvalg"), (60.0, 90.0, "Tabel 1. Driftsvirksomhed"), *_lines(rows, 110.0)]
        return pdf([title, body], **options)

    return make


# Not for the whole session: playwright's event loop runs as long as the browser does, and other tests need their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, by playwright."""
    required = os.environ.get(BROWSER)
    executable = required or shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip(f"there is no chromium; {BROWSER} names one")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(_SWITCHES))
        yield browser
        browser.close()
