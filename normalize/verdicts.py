"""What is said of a report's figures: by its own arithmetic (``Check``), and by a person (``Correction``).

Cells are named by their place in the dataset ``cells``; amounts are ``Decimal`` in kroner.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from extract.model import Box
from schemas.contract.vocabulary import CheckKind, CheckStatus, Measure


class CellRef(NamedTuple):
    """A cell of a logical table by its ``row`` and ``column`` in ``cells``."""

    row: int
    column: int


class Check(NamedTuple):
    """One test of the report against itself.

    ``expected`` is the printed result, ``actual`` what its parts give, ``difference`` = actual - expected,
    all in kroner. A check passes when abs(difference) <= tolerance. ``explanation``, ``suspect`` and
    ``suggested`` (an amount in kroner for that cell) are given where one plain reading explains a failure.

    Of kind ``prose``, ``expected`` is the amount that the running text states: ``stated`` as printed, in ``sentence``,
    on ``text_page`` in ``text_box``; ``actual`` is the figure of the table, the one cell of ``cells``.
    """

    check_id: str
    kind: CheckKind
    rule: str
    table_id: str
    subject: str
    measure: Measure | None
    cells: tuple[CellRef, ...]
    expected: Decimal
    actual: Decimal
    difference: Decimal
    tolerance: Decimal
    status: CheckStatus
    explanation: str | None = None
    suspect: CellRef | None = None
    suggested: Decimal | None = None
    stated: str | None = None
    sentence: str | None = None
    text_page: int | None = None
    text_box: Box | None = None
    # How each cell after the first enters the result; none: all are summed.
    signs: tuple[int, ...] = ()


CorrectedRole = Literal["label", "number", "text"]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of a cell, by its place in ``cells``: it is printed as ``expect`` and should read ``value``.

    ``role`` is what the cell is (None: as it was read), ``page`` where it stands.
    """

    table_id: str
    row: int
    column: int
    page: int
    expect: str
    value: str
    role: CorrectedRole | None = None

    @property
    def place(self) -> tuple[str, int, int]:
        return self.table_id, self.row, self.column

    def __str__(self) -> str:
        return f"{self.table_id}, row {self.row}, column {self.column}, page {self.page}"


StructureChange = Literal["column", "row", "head", "kind", "joined", "parted"]


@dataclass(frozen=True, slots=True)
class Restructuring:
    """What a person says of how a table is built, of the piece of it in ``box`` on ``page``: it was read as ``expect``
    and is ``value``. ``table_id`` is what the table was called.

    By ``change``: the place in points of a border between two columns or rows (None: there is none), the number of
    head rows, the kind of table or of statement, whether the piece goes on with the table before it, and the text
    that begins a table of its own at the place ``value``.
    """

    table_id: str
    page: int
    box: Box
    change: StructureChange
    expect: float | int | str | bool | None
    value: float | int | str | bool | None

    def __str__(self) -> str:
        return f"{self.table_id}, page {self.page}, {self.change}"
