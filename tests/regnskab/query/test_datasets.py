"""Every dataset can be looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from regnskab.cli import main
from regnskab.query.datasets import select
from regnskab.report.conversion import Conversion
from schemas.datasets import DATASETS, EVERY


@pytest.fixture
def out(make_conversion: Callable[..., Conversion], tmp_path: Path) -> Path:
    make_conversion().write(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", DATASETS)
def test_a_dataset_is_shown_by_its_telling_columns(out: Path, name: str) -> None:
    result = CliRunner().invoke(main, ["show", str(out), name])
    assert (result.exit_code, result.exception) == (0, None), result.output
    names = result.stdout.split("\n")[0].split("\t")
    assert set(names) <= set(EVERY[name].names)
    assert select(out, name, columns=["all"]).table.column_names == list(EVERY[name].names)


def test_the_lines_over_the_years_are_shown_too(out: Path) -> None:
    assert CliRunner().invoke(main, ["lines", str(out)]).exit_code == 0
    assert "line_id" in CliRunner().invoke(main, ["show", str(out), "lines"]).stdout
