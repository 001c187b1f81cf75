"""What the running text states against the tables, and two years side by side, on reports with known answers.

    python -m bench.years_and_prose OUT CORPUS

OUT holds the conversions of ballerup-2023 and ballerup-2024; CORPUS is the folder with ``reference/``. For each year
the checks of kind ``prose`` must be those of ``prose.csv``, one by one: table, measure, stated amount, status. Over the
years no line may be lost or have two identities; every line whose place and wording, or whose project code, is in both
years' answers must be one identity; all others are listed with what they were matched with.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from regnskab.years.compare import track
from regnskab.years.identity import LineIdentity

YEARS = (2023, 2024)
FILES = {"operating": "operating.csv", "financing": "financing.csv", "capital": "capital.csv"}


def main(out: Path, corpus: Path) -> int:
    problems = [problem for year in YEARS for problem in _prose(out, corpus / "reference" / str(year), year)]
    problems += _lines(out, corpus / "reference")
    for problem in problems:
        print(f"  {problem}")
    print("prose and lines: as they should be" if not problems else f"prose and lines: {len(problems)} problems")
    return 1 if problems else 0


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _prose(out: Path, reference: Path, year: int) -> list[str]:
    names = {
        (r["committee"], r["table"].rpartition("-")[2]): r["table"]
        for f in FILES.values()
        for r in _rows(reference / f)
    }
    tables = {
        row["table_id"]: names.get((row["committee"], str(row["number"])))
        for row in pq.read_table(out / f"tables/ballerup-{year}.parquet").to_pylist()
    }
    checks = pq.read_table(out / f"checks/ballerup-{year}.parquet").to_pylist()
    found = Counter(
        (tables[row["table_id"]], row["measure"], row["stated"].partition(" ")[0], row["status"])
        for row in checks
        if row["kind"] == "prose"
    )
    expected = Counter(
        (r["table"], r["measure"], r["stated_mio_kr"], r["status"]) for r in _rows(reference / "prose.csv")
    )
    failed = sum(count for key, count in found.items() if key[-1] == "fail")
    print(f"{year}: {found.total()} amounts in the text compared, {failed} contradicted by the tables")
    missed, extra = expected - found, found - expected
    return [f"{year}: not found {key}" for key in missed] + [f"{year}: not in the answers {key}" for key in extra]


def _lines(out: Path, reference: Path) -> list[str]:
    (tracked,) = track(out, "Ballerup")
    identities = tracked.identities
    printed = [line for lines in tracked.municipality.reports.values() for line in lines]
    places = Counter(place.line.place for one in identities for place in one.places)
    problems = [f"no identity: {line}" for line in printed if line.place not in places]
    problems += [f"{count} identities: {place}" for place, count in places.items() if count > 1]
    problems += [f"a year twice: {one.line_id}" for one in identities if len(_years(one)) != len(one.places)]
    answers = tuple(_answers(reference / str(year)) for year in YEARS)
    both = answers[0] & answers[1]
    matched = Counter(_key(one.places[0].line) for one in identities if len(one.places) == len(YEARS))
    for key, count in both.items():
        if matched[key] != count:
            problems.append(f"in both years' answers {count} times, matched {matched[key]} times: {key}")
    judged = [(one, place) for one in identities for place in one.places if place.matched not in (None, "same", "code")]
    for one, place in judged:
        print(f"matched by {place.matched}, {place.score}: {' → '.join(one.wordings)}")
    singles = [one for one in identities if len(one.places) == 1]
    only = [one.line_id for one in singles if one.line.kind != "capital"]
    problems += [f"in one year only: {line_id}" for line_id in only]
    twice = sum(len(one.places) == len(YEARS) for one in identities)
    print(f"{len(printed)} lines, {len(identities)} identities: {twice} in both years, {len(singles)} in one")
    return problems


def _years(identity: LineIdentity) -> set[int]:
    return {place.line.year for place in identity.places}


def _answers(reference: Path) -> Counter[tuple[Any, ...]]:
    """Return each line of the answers once, by what tells it: a project's code, else its place and words."""
    keys: list[tuple[Any, ...]] = []
    for kind, file in FILES.items():
        lines = {(r["table"], r["row"]): r for r in _rows(reference / file)}
        keys += (_told(kind, r) for r in lines.values())
    return Counter(keys)


def _told(kind: str, row: dict[str, str]) -> tuple[Any, ...]:
    if row.get("project_code"):
        return (kind, row["project_code"])
    code, level = row.get("appropriation_code") or None, row["level"]
    committee = None if code else row["committee"]
    return (kind, level, committee, code, row.get("service_frame") or None, row.get("item") or None)


def _key(line: Any) -> tuple[Any, ...]:
    if line.project_code:
        return (line.kind, line.project_code)
    committee = None if line.appropriation_code else line.committee
    item = line.wording if line.level == "item" else None
    return (line.kind, line.level, committee, line.appropriation_code, line.frame, item)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
