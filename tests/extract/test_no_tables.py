"""No table is found where there is none: prose, lists, contents, charts, forms, letters, listings."""

from __future__ import annotations

from pathlib import Path

import pytest
from without_tables import PAGES, write_pdf

from extract import find_tables


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pdf(tmp_path_factory.mktemp("without_tables") / "pages.pdf")


@pytest.mark.parametrize("number", range(1, len(PAGES) + 1), ids=[blank.name for blank in PAGES])
def test_no_table_is_found_on(number: int, pdf: Path) -> None:
    found = find_tables(pdf, [number])
    assert [[cell.text for cell in row] for table in found for row in table.rows()] == []


def test_there_are_enough_pages_of_different_names() -> None:
    assert len({blank.name for blank in PAGES}) == len(PAGES) >= 40
