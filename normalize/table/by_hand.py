"""What a person said of how tables are built, by where their pieces stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

from extract.model import Box, RawTable

CORRECTED: Final = "corrected_by_user"  # flags what a person changed

Spot = tuple[int, Box]  # a piece of a table: its page and its box there


class SaidKind(NamedTuple):
    """A kind of table or of statement, and the one that it was read as."""

    name: str
    instead_of: str


@dataclass(frozen=True, slots=True)
class ByHand:
    """How many rows head a piece, whether it goes on with the table before it, and of which kind its table is."""

    heads: Mapping[Spot, int] = field(default_factory=lambda: MappingProxyType({}))
    joined: Mapping[Spot, bool] = field(default_factory=lambda: MappingProxyType({}))
    kinds: Mapping[Spot, SaidKind] = field(default_factory=lambda: MappingProxyType({}))

    def kind_of(self, spots: Iterable[Spot]) -> SaidKind | None:
        """The kind of the table whose pieces stand there; None where nobody said."""
        return next((kind for spot in spots if (kind := self.kinds.get(spot)) is not None), None)


NOT_A_WORD: Final = ByHand()


def spot_of(table: RawTable) -> Spot:
    """Where a piece stands."""
    return table.page, table.box
