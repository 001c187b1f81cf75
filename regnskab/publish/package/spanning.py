"""Whether a dataset over reports was made of the reports that are there.

"lines" has every line of a municipality's reports once; so the two sides must name the same places. What is found wrong
is a ``FileProblem``, as all verifiers tell it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.danish.text import slug
from schemas.contract.versions import fitting
from schemas.datasets import SPANNING
from schemas.validate import dataset_problems

# The datasets whose lines "lines" follows over the years.
_FOLLOWED = ("operating_expenditure", "financing", "capital_projects")

# A report, a table of it, and a row.
Place = tuple[str, str, int]


def printed(tables: Mapping[str, pa.Table]) -> set[Place]:
    """The places of the lines in one report's datasets."""
    found: set[Place] = set()
    for dataset in _FOLLOWED:
        if dataset in tables:
            columns = (tables[dataset][name].to_pylist() for name in ("report_id", "table_id", "row"))
            found.update(zip(*columns, strict=True))
    return found


def outdated(lines: pa.Table, reports: Iterable[set[Place]]) -> bool:
    """Whether ``lines`` has other places than a municipality's reports have lines."""
    places = [
        (place["report_id"], place["table_id"], place["row"])
        for places in lines["places"].to_pylist()
        for place in places
    ]
    return sorted(places) != sorted(place for report in reports for place in report)


def municipality_of(tables: Mapping[str, pa.Table]) -> str | None:
    """What the files over a report's municipality are called after, None where it or the year is not known."""
    rows = tables["sources"].to_pylist() if "sources" in tables else []
    if not rows or not rows[0]["municipality"] or not rows[0]["fiscal_year"]:
        return None
    return slug(rows[0]["municipality"])


def spanning_problems(
    folder: Path, sums: Mapping[str, str], reports: Mapping[str, Sequence[set[Place]]] | None
) -> tuple[list[FileProblem], list[FileProblem]]:
    """What is wrong with the datasets over reports, and which of them are only out of date.

    ``reports`` holds the places of each municipality's reports; None where they cannot all be read.
    """
    broken: list[FileProblem] = []
    late: list[FileProblem] = []
    for path in sums:
        name, owner = path.partition("/")[0], PurePosixPath(path).stem
        if name not in SPANNING:
            continue
        try:
            table = pq.ParquetFile(folder / path).read(use_threads=False)
        except (OSError, pa.ArrowException) as error:
            broken.append(FileProblem(path, f"cannot be read as Parquet ({str(error).splitlines()[0]})"))
            continue
        dataset, table = fitting(SPANNING[name], table)
        found = list(dataset_problems(dataset, table))
        broken += (FileProblem(path, text.removeprefix(f"{name}: ")) for text in found)
        if not found and reports is not None and outdated(table, reports.get(owner, ())):
            late.append(
                FileProblem(path, f"was made of other reports than are here: run regnskab {name} on the folder")
            )
    return broken, late


class FileProblem(NamedTuple):
    """Something wrong with a file (by its path below the folder) or a report (by its id)."""

    path: str
    says: str

    def __str__(self) -> str:
        return f"{self.path}: {self.says}"
