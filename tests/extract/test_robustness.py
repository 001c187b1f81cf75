"""Damaged PDFs give tables or a clear error: never another exception, a crash or a hang."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib import colors
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle
from without_tables import PAGES, write_pdf

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "ballerup-2024.pdf"
ROWS = [["Post", "Budget", "Regnskab"], *([f"Post {n}", f"{n}.250", f"-{n},5"] for n in range(1, 12))]


def table(path: Path, *, packed: bool, style: TableStyle) -> None:
    SimpleDocTemplate(str(path), invariant=1, pageCompression=int(packed)).build([Table(ROWS, style=style)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("robustness")
    table(folder / "grid.pdf", packed=False, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    shaded = [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.lightgrey, colors.white]), ("SPAN", (1, 0), (2, 0))]
    table(folder / "shaded.pdf", packed=True, style=TableStyle(shaded))
    table(folder / "plain.pdf", packed=False, style=TableStyle([]))
    wanted = ("three_columns-en", "bars_with_grid_lines-en-vera", "chart_of_the_organisation-da")
    write_pdf(folder / "drawn.pdf", tuple(b for b in PAGES if b.name.startswith(wanted)))
    sample, few = pdfium.PdfDocument(SAMPLE), pdfium.PdfDocument.new()
    few.import_pages(sample, [7, 8])
    few.save(folder / "report.pdf")
    few.close()
    sample.close()
    return folder


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_damaged_copies_give_tables_or_a_clear_error(folder: Path, seed: int) -> None:
    command = [sys.executable, "-m", "bench.robustness", folder, "--count", "150", "--seed", str(seed), "--limit", "20"]
    run = subprocess.run(  # noqa: S603
        command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith("error: "), run.stdout  # the damage was bad enough to be noticed,
    assert ", tables: " in run.stdout  # and not always so bad that nothing could be read
