"""The codes of themes, frequencies and licences that a catalogue may use."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("codes.toml")


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its address: its European code, what it is called, and CKAN's own name of it, where it has one."""

    address: str
    code: str
    title: str
    ckan: str | None = None


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of the EU's vocabularies of themes and frequencies, and the licences, by address."""

    themes: tuple[str, ...]
    frequencies: tuple[str, ...]
    licences: tuple[Licence, ...]

    def licence(self, address: str) -> Licence | None:
        """The licence at this address, however it is written; None for one that is not known."""
        return next((one for one in self.licences if same_address(one.address, address)), None)


@cache
def known_codes() -> Codes:
    """What ``codes.toml`` lists."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Codes(
        tuple(table["themes"]), tuple(table["frequencies"]), tuple(Licence(**one) for one in table["licences"])
    )


def same_address(one: str, other: str) -> bool:
    """Whether two addresses differ at most in how they are written."""
    return _plain(one) == _plain(other)


def _plain(address: str) -> str:
    return address.partition("://")[2].removeprefix("www.").rstrip("/").lower()
