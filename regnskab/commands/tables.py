"""``regnskab tables``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from regnskab.commands.endings import reports_errors
from regnskab.commands.options import limited
from regnskab.errors import PageError
from regnskab.phrases import OCR_REMEDY, scans

if TYPE_CHECKING:
    from regnskab.batch.executors import Limits
    from regnskab.tables.pages import PageRange


def _page_ranges(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[PageRange, ...]:
    from regnskab.tables.pages import parse_pages

    try:
        return parse_pages(value) if value is not None else ()
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command("tables")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--pages", metavar="1-3,7", callback=_page_ranges, help="Only these pages; 20- is to the end.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "html"]),
    default="text",
    show_default=True,
    help="How to write the tables.",
)
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write files into this folder: p<page>-<n>.csv for each table, or one file in the other formats.",
)
@click.option("--password", help="Opens an encrypted PDF.")
@click.option(
    "--second-opinion", is_flag=True, help="Ask camelot and pdfplumber, too, and say where they differ; slow."
)
@limited
@click.pass_context
@reports_errors(PageError)
def command(
    ctx: click.Context,
    file: Path,
    pages: tuple[PageRange, ...],
    form: str,
    folder: Path | None,
    password: str | None,
    second_opinion: bool,
    limits: Limits,
) -> None:
    """Show every table of any PDF, as it is printed.

    FILE may be any PDF with text in it; no profile is needed. Each table comes with its page, its place on the page
    and how sure it is. Boxes (json) are in points from the top left of the page.

    \b
    A look at the tables:            regnskab tables report.pdf
    Some pages, for a spreadsheet:   regnskab tables report.pdf --pages 8-10 --format csv -o tables
    For a program, with boxes:       regnskab tables report.pdf --format json > tables.json
    For the browser:                 regnskab tables report.pdf --format html -o tables
    What other tools would say:      regnskab tables report.pdf --pages 8 --second-opinion

    Exit status: 0 done; 1 not readable, or no table found; 2 wrong usage; 3 some pages cannot be read, the others are
    done.
    """  # noqa: D301 (click wants the character itself)
    from regnskab.batch.outcome import DONE, SOME_FAILED
    from regnskab.tables.isolated import isolated_tables
    from regnskab.tables.output import show
    from regnskab.tables.reading import own_errors
    from regnskab.terminal.plain import show_error

    unread: list[PageError] = []
    scanned: list[int] = []
    try:
        with (
            own_errors(file),
            isolated_tables(file, limits, pages=pages, password=password, second_opinion=second_opinion) as reading,
        ):
            unread, scanned = reading.errors, reading.unread
            show(reading, form, folder)
    finally:
        for problem in unread:
            show_error(problem)
    if scanned:
        click.echo(f"{scans(scanned)}: {OCR_REMEDY}", err=True)
    ctx.exit(SOME_FAILED if unread else DONE)
