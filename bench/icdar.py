"""How right tables are, by the measures of the ICDAR-2013 table competition.

*Adjacency relations* (M. Göbel, T. Hassan, E. Oro, G. Orsi: A Methodology for Evaluating Algorithms for Table
Understanding in PDF Documents, DocEng 2012): each non-blank cell of a grid is joined to the next non-blank, different
cell to its right and below it, blank slots between them skipped, once per pair and direction. The relations of a table
and of its truth are compared as multisets of (text, text, direction). All relations of all tables found count in the
precision, so that a table that is none, or one missed, costs: find the tables first, then their cells.

Where a document has several truths (the competition's ``a`` and ``b``), each is compared, and the best one counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from itertools import pairwise
from statistics import fmean
from typing import NamedTuple

Relation = tuple[str, str, str]


class Cell(NamedTuple):
    """The slots ``row .. last_row`` by ``column .. last_column`` of a grid, from 0, and the text in them."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str


@lru_cache(maxsize=1 << 16)
def letters(text: str) -> str:
    """The text without white space, in capitals, every sign an underscore: what two tools may write differently."""
    return "".join(c if c.isalnum() else "_" for c in "".join(unicodedata.normalize("NFKC", text).split())).upper()


@lru_cache(maxsize=1 << 16)
def tokens(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).upper()))


class Table:
    """A table's cells that have text, with what is compared of them."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self.cells = tuple(cell for cell in cells if unicodedata.normalize("NFKC", cell.text).strip())

    @cached_property
    def relations(self) -> Counter[Relation]:
        taken: dict[tuple[int, int], int] = {}
        for k, cell in enumerate(self.cells):
            for row in range(cell.row, cell.last_row + 1):
                for column in range(cell.column, cell.last_column + 1):
                    taken.setdefault((row, column), k)
        across = (((row, column), k) for (row, column), k in taken.items())
        down = (((column, row), k) for (row, column), k in taken.items())
        return self._joined("right", across) + self._joined("below", down)

    def _joined(self, direction: str, places: Iterable[tuple[tuple[int, int], int]]) -> Counter[Relation]:
        """Neighbours along the lines of the grid; a place is (line, position on it) and the cell there."""
        ordered = sorted(places)
        pairs = {(i, j) for ((line, _), i), ((other, _), j) in pairwise(ordered) if line == other and i != j}
        return Counter((letters(self.cells[i].text), letters(self.cells[j].text), direction) for i, j in pairs)

    @cached_property
    def words(self) -> Counter[str]:
        return Counter(token for cell in self.cells for token in tokens(cell.text))

    @cached_property
    def grid(self) -> tuple[int, int, Mapping[tuple[int, int], str]]:
        """Rows, columns and texts at the cells' first slots, without blank rows and columns."""
        rows = {row: k for k, row in enumerate(sorted({cell.row for cell in self.cells}))}
        columns = {column: k for k, column in enumerate(sorted({cell.column for cell in self.cells}))}
        texts: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
        for cell in self.cells:
            texts[rows[cell.row], columns[cell.column]].append(cell.text)
        return len(rows), len(columns), {slot: letters(" ".join(parts)) for slot, parts in texts.items()}


Pages = Mapping[int, Sequence[Table]]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one document, or sums over several.

    ``found``: tables of the truth with half of their words or more in their partner. ``spurious``: tables found that
    have less than half of their words in any one table of the page. ``exact``: whole grids that are equal (exactN).
    """

    tables: int = 0
    found: int = 0
    spurious: int = 0
    exact: int = 0
    right: int = 0
    relations: int = 0
    predicted: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.relations if self.relations else 0.0

    @property
    def f1(self) -> float:
        return harmonic(self.precision, self.recall)


def harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """The scores of all documents, by name."""

    documents: Mapping[str, Score]

    @property
    def total(self) -> Score:
        return sum(self.documents.values(), Score())

    @property
    def micro_f1(self) -> float:
        """Over all relations of all documents."""
        return self.total.f1

    @property
    def macro_f1(self) -> float:
        """Of the documents' mean precision and mean recall."""
        scores = self.documents.values()
        return harmonic(fmean(s.precision for s in scores), fmean(s.recall for s in scores))


def compare(truths: Mapping[str, Sequence[Pages]], found: Mapping[str, Pages]) -> Result:
    """Score what was found in each document; one that was not read counts as nothing found."""
    return Result(
        {
            name: max((score(truth, found.get(name, {})) for truth in rivals), key=lambda s: s.f1)
            for name, rivals in truths.items()
        }
    )


def score(truth: Pages, found: Pages) -> Score:
    pages = truth.keys() | found.keys()
    return sum((_page(truth.get(p, ()), [t for t in found.get(p, ()) if t.cells]) for p in sorted(pages)), Score())


def _page(truth: Sequence[Table], found: Sequence[Table]) -> Score:
    by_cells = _partners(truth, found, _by_relations)
    by_words = _partners(truth, found, _by_words)
    partners = {j for i, j in by_words if 2 * _shared(truth[i].words, found[j].words) >= truth[i].words.total()}
    return Score(
        tables=len(truth),
        found=len(partners),
        spurious=sum(j not in partners and _is_none(table, truth) for j, table in enumerate(found)),
        exact=sum(truth[i].grid == found[j].grid for i, j in by_cells),
        right=sum(_shared(truth[i].relations, found[j].relations) for i, j in by_cells),
        relations=sum(t.relations.total() for t in truth),
        predicted=sum(t.relations.total() for t in found),
    )


def _is_none(table: Table, truth: Sequence[Table]) -> bool:
    best = max((_shared(t.words, table.words) for t in truth), default=0)
    return not table.words or 2 * best < table.words.total()


def _partners(
    truth: Sequence[Table], found: Sequence[Table], likeness: Callable[[Table, Table], tuple[float, float]]
) -> list[tuple[int, int]]:
    """Pair tables one to one, the likest first."""
    pairs = [(likeness(t, f), -i, -j) for i, t in enumerate(truth) for j, f in enumerate(found)]
    out: list[tuple[int, int]] = []
    for alike, i, j in sorted(pairs, reverse=True):
        if any(alike) and not any(-i == a or -j == b for a, b in out):
            out.append((-i, -j))
    return out


def _by_relations(a: Table, b: Table) -> tuple[float, float]:
    return _dice(a.relations, b.relations), _dice(a.words, b.words)


def _by_words(a: Table, b: Table) -> tuple[float, float]:
    return _dice(a.words, b.words), 0.0


def _dice(a: Counter[str] | Counter[Relation], b: Counter[str] | Counter[Relation]) -> float:
    return 2 * _shared(a, b) / ((a.total() + b.total()) or 1)


def _shared(a: Counter[str] | Counter[Relation], b: Counter[str] | Counter[Relation]) -> int:
    return (a & b).total()  # type: ignore[operator]  (both of one kind)
