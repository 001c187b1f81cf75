"""The first page of a site: all its reports, the worst first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from regnskab.report.acceptance import Review
from regnskab.review.shell import page


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One report of the site, and how much there is to look at."""

    report_id: str
    municipality: str | None
    fiscal_year: int | None
    pages: int
    tables: int
    held: int
    failed: int
    doubts: int
    least_confidence: float | None
    coverage: float | None = None
    review: Review | None = None


_HEADS = (
    "Report",
    "Municipality",
    "Year",
    "Pages",
    "Tables",
    "Identities held",
    "Failed",
    "Doubts",
    "Least sure table",
    "Numbers in datasets",
    "Reviewed",
    "Summary",
)


def overview(reports: Iterable[Reviewed]) -> str:
    """The page, as HTML: reports with the largest share of failed identities first."""
    ranked = sorted(reports, key=lambda report: (-_share_failed(report), -report.doubts, report.report_id))
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    rows = "\n".join(_row(report) for report in ranked)
    body = (
        '<main class="overview">\n<h1>Reports to review</h1>\n'
        "<p>Those whose own arithmetic fails most come first.</p>\n"
        f'<div class="scroll" tabindex="0" role="region" aria-label="Reports"><table>\n<thead><tr>{heads}</tr></thead>'
        f"\n<tbody>\n{rows}\n</tbody>\n</table></div>\n</main>"
    )
    return page("regnskab: reports to review", body, styles=["assets/review.css"])


def _share_failed(report: Reviewed) -> float:
    tested = report.held + report.failed
    return report.failed / tested if tested else 0.0


def _row(report: Reviewed) -> str:
    least = "" if report.least_confidence is None else f"{report.least_confidence:.2f}"
    link = f'<a href="{escape(report.report_id)}/index.html">{escape(report.report_id)}</a>'
    coverage = "" if report.coverage is None else f"{100 * report.coverage:.1f} %"
    numbers = (report.pages, report.tables, report.held, report.failed, report.doubts, least, coverage)
    seen = report.review
    by = "" if seen is None else f"{seen.who}, {seen.when[:10]}{'' if seen.current else ', but read anew since'}"
    address = f"{escape(report.report_id)}/summary.html"
    about = f'<a href="{address}" aria-label="Summary of {escape(report.report_id)}">Summary</a>'
    return (
        f'<tr><th scope="row">{link}</th><td>{escape(report.municipality or "")}</td>'
        f"<td>{report.fiscal_year or ''}</td>"
        + "".join(f'<td class="number">{number}</td>' for number in numbers)
        + f"<td>{escape(by)}</td><td>{about}</td></tr>"
    )
