"""A report's summary on one page: the picture, what its tables say of themselves, and which flags there are."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from regnskab.phrases import counted
from regnskab.review.shell import page
from regnskab.review.trust import TableTrust, Trust
from regnskab.review.trust_picture import as_svg, shapes

# So many tables stand on the page, the worst ones.
SHOWN: Final = 25
_HEADS: Final = ("Table", "Kind", "Page", "Identities held", "Failed", "Numbers in datasets", "Confidence", "Flags")


def summary(trust: Trust, *, picture: str) -> str:
    """The page, as HTML; ``picture`` is the address of the same as PNG."""
    held, failed = trust.prose
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    ranked = trust.worst_first
    rows = "\n".join(_row(table) for table in ranked[:SHOWN])
    more = f"<p>and {counted(len(ranked) - SHOWN, 'table')} more, none worse than these.</p>" if ranked[SHOWN:] else ""
    text = (
        f"<p>Amounts in the running text: {held} are those of the tables, {failed} are not.</p>"
        if held + failed
        else ""
    )
    title = f"How far {trust.name} can be relied on"
    body = (
        f'<main class="overview">\n<h1>{escape(title)}</h1>\n'
        f'<p><a href="index.html">Review it</a> · <a href="../index.html">All reports</a> · '
        f'<a href="{escape(picture)}">This picture as PNG</a></p>\n'
        f"{as_svg(shapes(trust), title)}\n{text}\n<h2>Tables, the worst first</h2>\n"
        f'<div class="scroll" tabindex="0" role="region" aria-label="Tables"><table>\n<thead><tr>{heads}</tr></thead>'
        f"\n<tbody>\n{rows}\n</tbody>\n</table></div>\n{more}\n<h2>Flags</h2>\n{''.join(_flags(trust))}\n</main>"
    )
    return page(f"{trust.report_id}: summary", body, styles=["../assets/review.css"])


def _row(table: TableTrust) -> str:
    numbers = f"{table.placed} of {table.numbers}" if table.numbers else ""
    meter = (
        f'<meter min="0" max="1" low="0.5" high="0.9" optimum="1" value="{table.confidence:.2f}" '
        f'aria-label="confidence"></meter> {table.confidence:.2f}'
    )
    cells = (str(table.page), str(table.held), str(table.failed), numbers, meter)
    return (
        f'<tr{" class=failing" if table.failed else ""}><th scope="row">{escape(table.title)}</th>'
        f"<td>{escape(table.kind)}</td>"
        + "".join(f'<td class="number">{cell}</td>' for cell in cells)
        + f"<td>{escape(', '.join(table.flags))}</td></tr>"
    )


def _flags(trust: Trust) -> Iterator[str]:
    if not trust.flags:
        yield "<p>None.</p>"
        return
    yield "<ul>"
    yield from (f"<li>{escape(flag)}: {count}</li>" for flag, count in trust.flags)
    yield "</ul>"
