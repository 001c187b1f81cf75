"""The Danish municipalities since 2007 with their official codes (kommunekoder), as Statistics Denmark lists them."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parent / "municipalities.csv"


class Municipality(NamedTuple):
    """A municipality by its ``name`` without "Kommune"; ``code`` has three digits."""

    code: str
    name: str


@lru_cache(maxsize=1)
def municipalities() -> tuple[Municipality, ...]:
    """All 98, by code."""
    with TABLE.open(newline="", encoding="utf-8") as file:
        return tuple(Municipality(row["code"], row["name"]) for row in csv.DictReader(file))


def named_in(text: str) -> list[Municipality]:
    """The municipalities that ``text`` calls "... Kommune", also in the genitive, most often named first."""
    counts = {one: len(_named(one.name).findall(text)) for one in municipalities()}
    found = [one for one, count in counts.items() if count]
    return sorted(found, key=lambda one: (-counts[one], one.code))


@lru_cache(maxsize=128)
def _named(name: str) -> re.Pattern[str]:
    # Some write their genitive ("Bornholms Regionskommune"); å may be spelled aa.
    spelled = re.escape(name).replace("Aa", "(?:Aa|Å)").replace("aa", "(?:aa|å)")
    return re.compile(rf"\b{spelled}s?\s+(?:Regions)?kommunes?\b", re.IGNORECASE)
