"""``regnskab corrections``."""

from __future__ import annotations

from pathlib import Path

import click

from regnskab.commands.endings import reports_errors
from regnskab.errors import QueryError
from regnskab.terminal.say import say

_FOLDER = click.option(
    "--corrections",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Their folder.  [default: OUT/corrections]",
)
_OUT = click.argument("out", metavar="OUT", type=click.Path(path_type=Path))


@click.group("corrections")
def command() -> None:
    """See what reviewers corrected, and whether it still fits.

    A correction names a cell, or a table's piece on its page, what is read there, what it should be, why, who says so
    and when. "regnskab review" writes such files; "regnskab convert" puts them in.
    """


@command.command("list")
@_OUT
@_FOLDER
@reports_errors(QueryError)
def list_command(out: Path, folder: Path | None) -> None:
    """List all corrections, by report."""
    from regnskab.query.corrected import said
    from regnskab.report.corrections import FOLDER, read_folder

    for report_id, corrections in read_folder(folder or out / FOLDER).items():
        for change in corrections.structure:
            say(f"{report_id}: {change.restructuring}: {said(change)}")
            say(f"  {change.why} ({change.who}, {change.when.isoformat()})")
        for one in corrections.entries:
            role = f", as {one.role}" if one.role else ""
            say(f"{report_id}: {one.correction}: “{one.expect}” should read “{one.value}”{role}")
            say(f"  {one.why} ({one.who}, {one.when.isoformat()})")


@command.command("check")
@_OUT
@_FOLDER
@click.pass_context
@reports_errors(QueryError)
def check_command(ctx: click.Context, out: Path, folder: Path | None) -> None:
    """Test every correction against the cells that were read.

    Exit status: 0 all fit; 1 some do not, or a file cannot be read.
    """
    from regnskab.batch.outcome import NOTHING
    from regnskab.query.corrected import fits
    from regnskab.report.corrections import FOLDER, read_folder

    stale = 0
    for fit in fits(out, read_folder(folder or out / FOLDER)):
        stale += fit.condition == "stale"
        say(f"{fit.condition}: {fit.correction}: {fit.says}")
    if stale:
        ctx.exit(NOTHING)
