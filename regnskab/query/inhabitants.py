"""Inhabitants by municipality and year, from a file: of one's own, or of Statistics Denmark's table FOLK1A.

FOLK1A counts them on the first day of each quarter; a year's are those of its first day, so of the quarter ``2024K1``.
"""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from regnskab.errors import QueryError
from schemas.profile.municipalities import municipalities

# Inhabitants by municipality code (three digits) and year.
Inhabitants = Mapping[tuple[str, int], int]

_REMEDY = (
    "give a CSV file with the columns municipality_code, fiscal_year and inhabitants (or kommune, år, indbyggere), or "
    "Statbank's table FOLK1A with OMRÅDE, TID and INDHOLD"
)
# What a file's columns may be called, in small letters.
_HEADS = {
    "municipality": ("municipality_code", "municipality", "kommunekode", "kommune", "område", "omrade"),
    "year": ("fiscal_year", "year", "år", "aar", "tid"),
    "inhabitants": ("inhabitants", "population", "indbyggere", "indbyggertal", "folketal", "indhold"),
}
_YEAR = re.compile(r"(?P<year>\d{4})(?:[KkQq](?P<quarter>[1-4]))?")
_COUNT = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d+")
_SHOWN = 5


class MissingInhabitantsWarning(UserWarning):
    """No inhabitants are given for a municipality and year that the data have."""


def read_inhabitants(path: str | Path) -> dict[tuple[str, int], int]:
    """The inhabitants that a CSV file gives, by municipality code and year.

    Areas that are no municipality (regions, the whole country) and other quarters than the first are left out. Raises
    QueryError where the file cannot be read, or a line of it cannot be understood.
    """
    rows = _rows(Path(path))
    places = _places(Path(path), rows[0])
    names = {one.name.casefold(): one.code for one in municipalities()}
    codes = {one.code for one in municipalities()}
    found: dict[tuple[str, int], int] = {}
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) < len(rows[0]):
            raise _unread(Path(path), f"line {number} has {len(row)} columns, its head {len(rows[0])}")
        when = _YEAR.fullmatch(row[places.year].strip())
        count = row[places.inhabitants].strip()
        if when is None or not _COUNT.fullmatch(count):
            raise _unread(Path(path), f"line {number} has no year or number: {row[places.year]!r}, {count!r}")
        code = _code(row[places.municipality].strip(), names, codes)
        if code is not None and when["quarter"] in (None, "1"):
            found[code, int(when["year"])] = int(re.sub("[. ]", "", count))
    if not found:
        raise _unread(Path(path), "has no municipality in it")
    return found


def warn_of_missing(wanted: Collection[tuple[str | None, int | None]], given: Inhabitants) -> None:
    """Warn of municipalities and years that have none."""
    missing = sorted({(code, year) for code, year in wanted if code and year and (code, year) not in given})
    if missing:
        shown = ", ".join(f"{code} in {year}" for code, year in missing[:_SHOWN])
        more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        says = f"no inhabitants are given for municipality {shown}{more}: its amounts per inhabitant are null"
        warnings.warn(says, MissingInhabitantsWarning, stacklevel=5)


class _Places(NamedTuple):
    """Where in a row each of what is needed stands."""

    municipality: int
    year: int
    inhabitants: int


def _rows(path: Path) -> list[list[str]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise QueryError(f"cannot be read ({error.strerror})", source=path, remedy=_REMEDY) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")  # as Statbank's older files are
    head = text.partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    rows = list(csv.reader(text.splitlines(), delimiter=delimiter))
    if not rows:
        raise _unread(path, "is empty")
    return rows


def _places(path: Path, head: list[str]) -> _Places:
    known = [name.strip().casefold() for name in head]
    found = {}
    for what, names in _HEADS.items():
        place = next((known.index(name) for name in names if name in known), None)
        if place is None:
            raise _unread(path, f"has no column for {what}, only {', '.join(head)}")
        found[what] = place
    return _Places(**found)


def _code(area: str, names: Mapping[str, str], codes: Collection[str]) -> str | None:
    """The municipality's code: of "0151", "151 Ballerup", "Ballerup" or "Ballerup Kommune"; None for another area."""
    digits = re.match(r"0*(\d{3})\b", area)
    if digits:
        return digits[1] if digits[1] in codes else None
    return names.get(re.sub(r"\s+kommune$", "", area.casefold()))


def _unread(path: Path, problem: str) -> QueryError:
    return QueryError(problem, source=path, remedy=_REMEDY)
