"""How far a report can be relied on: by its own arithmetic, by what of it is in a dataset, by confidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from regnskab.report.acceptance import Review
from regnskab.review.stored import Row, StoredReport


@dataclass(frozen=True, slots=True)
class TableTrust:
    """One table: ``numbers`` that it prints, and how many of them are ``placed`` in a dataset of figures."""

    table_id: str
    title: str
    kind: str
    page: int
    confidence: float
    held: int
    failed: int
    numbers: int
    placed: int
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trust:
    """A report with its tables, in their order; ``flags`` are counted over tables and figures, the most frequent first,
    ``prose`` counts the amounts of the text that are those of the tables, and that are not.
    """

    report_id: str
    name: str
    file: str
    sha256: str
    pages: int
    tool: str
    doubts: int
    review: Review | None
    tables: tuple[TableTrust, ...]
    prose: tuple[int, int]
    flags: tuple[tuple[str, int], ...]

    @property
    def held(self) -> int:
        return sum(table.held for table in self.tables)

    @property
    def failed(self) -> int:
        return sum(table.failed for table in self.tables)

    @property
    def numbers(self) -> int:
        return sum(table.numbers for table in self.tables)

    @property
    def coverage(self) -> float | None:
        """The share of the printed numbers that a dataset of figures holds; None where there are none."""
        return sum(table.placed for table in self.tables) / self.numbers if self.numbers else None

    @property
    def least(self) -> float | None:
        """The confidence of the least sure table."""
        return min((table.confidence for table in self.tables), default=None)

    @property
    def worst_first(self) -> list[TableTrust]:
        """Its tables, those of which the largest share of identities fails first, then the least sure."""
        return sorted(self.tables, key=lambda table: (-_share(table.failed, table.held), table.confidence))


def _share(failed: int, held: int) -> float:
    return failed / (failed + held) if failed else 0.0


def trust_of(report: StoredReport, doubts: int, review: Review | None) -> Trust:
    """The figures of a report with so many ``doubts``."""
    source = report.source
    tables = tuple(_table(report, table) for table in report.tables)
    flags = Counter(flag for table in report.rows["tables"] for flag in table["flags"])
    flags.update(flag for figure in report.rows["figures"] for flag in figure["flags"])
    name = " ".join(str(part) for part in (source["municipality"], source["fiscal_year"]) if part)
    prose = [check["status"] for check in report.rows["checks"] if check["kind"] == "prose"]
    return Trust(
        report.report_id,
        name or source["name"],
        source["name"],
        source["sha256"],
        source["pages"],
        source["tool_version"],
        doubts,
        review,
        tables,
        (prose.count("pass"), prose.count("fail")),
        tuple(sorted(flags.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _table(report: StoredReport, table: Row) -> TableTrust:
    table_id = table["table_id"]
    own = [check["status"] for check in report.rows["checks"] if check["table_id"] == table_id]
    numbers = [
        place
        for place, cell in report.cells.items()
        if place[0] == table_id and cell["role"] == "number" and not cell["duplicate"]
    ]
    placed = sum(place in report.figures or place in report.meant for place in numbers)
    return TableTrust(
        table_id,
        table["caption"] or table_id,
        table["statement"] or table["kind"],
        table["page"],
        table["confidence"],
        own.count("pass"),
        own.count("fail"),
        len(numbers),
        placed,
        tuple(table["flags"]),
    )
