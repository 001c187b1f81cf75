"""The sample report against its reference answers: every published figure, its page and what does not add up."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

import regnskab
from regnskab.report.conversion import Conversion

SAMPLES = Path(__file__).parents[2] / "samples"
ANSWERS = SAMPLES / "reference" / "2024"
DATASETS = {"operating": "operating_expenditure", "financing": "financing", "capital": "capital_projects"}


@pytest.fixture(scope="module")
def sample() -> Conversion:
    return regnskab.convert(SAMPLES / "ballerup-2024.pdf")


def _answers(name: str) -> list[dict[str, str]]:
    with (ANSWERS / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _facts(rows: Iterable[Mapping[str, object]]) -> Counter[tuple[object, ...]]:
    names = ("committee", "row", "page", "level", "measure")
    return Counter(
        (
            *(str(row[name]) for name in names),
            str(row["published"]).replace("\u2212", "-"),
            None if row["amount_dkk"] in (None, "") else Decimal(str(row["amount_dkk"])),
            row["marker"] or None,
        )
        for row in rows
    )


@pytest.mark.parametrize("name", DATASETS)
def test_every_figure_is_as_published(sample: Conversion, name: str) -> None:
    assert _facts(sample[DATASETS[name]].to_pylist()) == _facts(_answers(name))


def test_the_status_of_every_initiative_is_as_published(sample: Conversion) -> None:
    columns = ("item_no", "topic", "description", "status")

    def texts(rows: Iterable[Mapping[str, object]]) -> Counter[tuple[str, ...]]:
        return Counter(tuple(re.sub(r"\s+", " ", str(row[name])) for name in columns) for row in rows)

    assert texts(sample.budget_agreement_status.to_pylist()) == texts(_answers("status"))


def test_the_identities_that_fail_are_those_the_report_breaks(sample: Conversion) -> None:
    def failed(rows: Iterable[Mapping[str, object]]) -> Counter[tuple[object, ...]]:
        found = (row for row in rows if row["status"] == "fail" and row.get("kind", "accounting") == "accounting")
        return Counter((row["measure"], abs(Decimal(str(row["difference"])))) for row in found)

    assert failed(sample.checks.to_pylist()) == failed(_answers("checks"))


def test_the_report_is_known_by_its_publisher_and_year(sample: Conversion) -> None:
    (source,) = sample.sources.to_pylist()
    assert (sample.report_id, source["municipality_code"], source["fiscal_year"]) == ("ballerup-2024", "151", 2024)
    assert source["pages"] == 49


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak where Linux keeps it")
def test_converting_takes_less_than_200_mb(tmp_path: Path) -> None:
    code = (
        "import re, sys, regnskab; regnskab.convert(sys.argv[1]).write(sys.argv[2])\n"
        "print(re.search(r'VmHWM:\\s+(\\d+) kB', open('/proc/self/status').read())[1])"
    )
    arguments = [sys.executable, "-c", code, str(SAMPLES / "ballerup-2024.pdf"), str(tmp_path / "out")]
    done = subprocess.run(arguments, check=True, capture_output=True, text=True)  # noqa: S603
    assert int(done.stdout) < 200 * 1024
