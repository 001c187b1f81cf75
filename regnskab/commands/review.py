"""``regnskab review``."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regnskab.commands.endings import reports_errors
from regnskab.commands.options import limited
from regnskab.errors import QueryError
from regnskab.terminal.say import say

if TYPE_CHECKING:
    from regnskab.batch.executors import Limits


@click.command("review")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.argument("reports", metavar="[REPORT]...", nargs=-1)
@click.option(
    "-o",
    "--output",
    "site",
    metavar="SITE",
    type=click.Path(path_type=Path),
    help="Folder for the pages.  [default: OUT-review]",
)
@click.option("--source", metavar="PDF", type=click.Path(path_type=Path), help="The report, or the folder it is in.")
@click.option("--password", help="Opens an encrypted report.")
@click.option(
    "--corrections",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of corrections already made.  [default: OUT/corrections]",
)
@click.option("--serve", is_flag=True, help="Serve it to this machine, so that the page saves corrections itself.")
@click.option(
    "--port", metavar="N", type=click.IntRange(0, 65535), default=0, help="The server's port.  [default: a free one]"
)
@click.option("--no-pictures", is_flag=True, help="No page images: frames on plain pages; needs no PDF.")
@limited
@reports_errors(QueryError)
def command(
    out: Path,
    reports: tuple[str, ...],
    site: Path | None,
    source: Path | None,
    password: str | None,
    corrections: Path | None,
    no_pictures: bool,
    serve: bool,
    port: int,
    limits: Limits,
) -> None:
    """Make pages to check converted reports on, in any browser.

    Each report's pages with what was read framed on them, the tables beside, and a list of all that is in doubt:
    identities that fail, tables read with low confidence, text that no table took, what was inferred or left out. The
    pages work from the disk, without a network or a server; "?" lists the keys.

    \b
    All reports, into output-review/:   regnskab review output
    One, elsewhere:                     regnskab review output ballerup-2024 -o site
    Saving corrections from the page:   regnskab review output --serve
    Where the PDF has moved:            regnskab review output ballerup-2024 --source reports/

    Exit status: 0 done; 1 nothing written; 2 wrong usage, or no such report.
    """  # noqa: D301 (click wants the character itself)
    from regnskab.report.corrections import FOLDER
    from regnskab.review.learnt import FOLDER as PROFILES
    from regnskab.review.site import write_site

    folder = site or out.with_name(f"{out.resolve().name}-review")
    reviewed = write_site(
        out,
        folder,
        reports,
        source=source,
        password=password,
        pictures=not no_pictures,
        corrections=corrections,
        progress=say,
        limits=limits,
    )
    if serve:
        _serve(folder, corrections or out / FOLDER, out / PROFILES, [one.report_id for one in reviewed], port)
    else:
        say(f"open {folder / 'index.html'}")


def _serve(site: Path, corrections: Path, profiles: Path, reports: list[str], port: int) -> None:
    """Serve the site until ^C."""
    from regnskab.review.serve import ReviewServer

    with ReviewServer(site, corrections, reports, port, profiles=profiles) as server:
        say(f"open {server.address}")
        say(f"corrections are saved in {corrections}, words learnt in {server.profiles}; ^C ends it")
        with suppress(KeyboardInterrupt):
            server.serve_forever()
