"""What a conversion found: counts, and what the report's own arithmetic says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal

import pyarrow as pa

from regnskab.phrases import counted, scans
from regnskab.report.findings import Finding, findings
from schemas.contract.rules import is_term


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of a kind of table, or of rows in a dataset."""

    name: str
    n: int


@dataclass(frozen=True, slots=True)
class Summary:
    """``tables`` counts logical tables by kind, ``rows`` rows by dataset; ``failures`` are the checks that do not
    hold. ``unplaced`` says where a number of a known table is in ``cells`` alone, and why. ``raw`` names each table
    that is kept as it stands, because its grid could not be read without doubt, and why. ``unread`` are the pages that
    are scans without text: what they say is in no dataset.
    """

    report_id: str
    source: str
    pages: int
    municipality: str | None
    fiscal_year: int | None
    profile: str | None
    tables: tuple[Count, ...]
    rows: tuple[Count, ...]
    checks_passed: int
    failures: tuple[Finding, ...]
    unplaced: tuple[str, ...]
    raw: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()

    @property
    def publisher(self) -> str:
        """Who published it, and for which year."""
        name = self.municipality or "unknown publisher"
        return f"{name} {self.fiscal_year}" if self.fiscal_year else name

    @property
    def n_tables(self) -> int:
        return sum(count.n for count in self.tables)

    @property
    def n_checks(self) -> int:
        return self.checks_passed + len(self.failures)

    def lines(self, *, failures: int | None = None) -> list[str]:
        """The summary in plain lines, with the first so many failures (None: all)."""
        kinds = ", ".join(f"{count.n} {count.name}" for count in self.tables)
        out = [
            f"{self.report_id}: {self.source}, {counted(self.pages, 'page')}, {self.publisher}",
            f"  {counted(self.n_tables, 'table')}: {kinds}",
            "  rows: " + ", ".join(f"{count.name} {count.n}" for count in self.rows),
            f"  {self.verdict()}",
        ]
        shown = self.failures[:failures]
        for finding in shown:
            out.append(f"    {finding.headline()}")
            out.extend(f"      {line}" for line in finding.details())
        if len(shown) < len(self.failures):
            out.append(f"    and {len(self.failures) - len(shown)} more")
        if self.unplaced:
            out.append(f"  {len(self.unplaced)} numbers of known tables are in cells only, such as {self.unplaced[0]}")
        if self.raw:
            out.append(f"  {counted(len(self.raw), 'table')} kept as it stands, such as {self.raw[0]}")
        if self.unread:
            out.append(f"  {scans(self.unread)}: nothing of them was read")
        return out

    def verdict(self) -> str:
        """One sentence on the checks."""
        if not self.n_checks:
            return "no check of the report against itself was possible"
        if not self.failures:
            return f"the report's own arithmetic confirms all {self.n_checks} checks"
        return f"the report's own arithmetic confirms {self.checks_passed} of {self.n_checks} checks; these fail:"

    def to_json(self) -> dict[str, object]:
        """Plain values for ``json.dumps``: amounts as strings, so that no reader makes floats of them."""
        return {
            "report_id": self.report_id,
            "source": self.source,
            "pages": self.pages,
            "municipality": self.municipality,
            "fiscal_year": self.fiscal_year,
            "profile": self.profile,
            "tables": {count.name: count.n for count in self.tables},
            "rows": {count.name: count.n for count in self.rows},
            "checks": {"pass": self.checks_passed, "fail": len(self.failures)},
            "failures": [finding_json(finding) for finding in self.failures],
            "unplaced": list(self.unplaced),
            "raw": list(self.raw),
            "unread": list(self.unread),
        }


def finding_json(finding: Finding) -> dict[str, object]:
    """A check as plain values."""
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(finding).items()}


def summarize(
    datasets: Mapping[str, pa.Table], unplaced: tuple[str, ...] = (), unread: tuple[int, ...] = ()
) -> Summary:
    """The summary of one report's datasets."""
    (source,) = datasets["sources"].to_pylist()
    kinds = Counter(datasets["tables"]["kind"].to_pylist())
    checks = datasets["checks"]
    failed = checks.filter(is_term(checks, "status", "fail"))
    failures = tuple(findings(failed, datasets["cells"]))
    return Summary(
        report_id=source["report_id"],
        source=source["name"],
        pages=source["pages"],
        municipality=source["municipality"],
        fiscal_year=source["fiscal_year"],
        profile=source["profile"],
        tables=tuple(Count(kind, n) for kind, n in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))),
        rows=tuple(Count(name, table.num_rows) for name, table in datasets.items()),
        checks_passed=checks.num_rows - failed.num_rows,
        failures=failures,
        unplaced=unplaced,
        raw=tuple(_raw(datasets["tables"])),
        unread=unread,
    )


# Why a table is kept as it stands, by its flag.
_WHY_RAW = {
    "irregular_grid": "several of its cells claim one place",
    "kept_raw": "its rows break the data contract; please report this with the file",
}


def _raw(tables: pa.Table) -> Iterator[str]:
    columns = (tables[name].to_pylist() for name in ("table_id", "page", "flags"))
    for table, page, flags in zip(*columns, strict=True):
        for flag in flags:
            if flag in _WHY_RAW:
                yield f"{table} on page {page}: {_WHY_RAW[flag]}"
