"""``regnskab lines``."""

from __future__ import annotations

from pathlib import Path

import click

from regnskab.commands.endings import reports_errors
from regnskab.errors import QueryError
from regnskab.phrases import json_text
from regnskab.terminal.say import say


@click.command("lines")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--municipality", metavar="NAME|CODE", help="Only this one.")
@click.option("--decisions", metavar="FILE", type=click.Path(path_type=Path), help="Not OUT/line-decisions.toml.")
@click.option("--json", "as_json", is_flag=True, help="All lines as one JSON document.")
@reports_errors(QueryError)
def command(out: Path, municipality: str | None, decisions: Path | None, as_json: bool) -> None:
    """Make the dataset "lines": what each line and project is over the years.

    OUT is a folder that "regnskab convert" wrote. OUT/lines/ gets a file per municipality, made of all its reports;
    every match that is not exact is listed with how alike the wordings are (0 to 100). "regnskab compare --help" tells
    how a wrong one is put right.

    \b
    regnskab lines output
    regnskab lines output --municipality Ballerup --json

    Exit status: 0 written; 1 not readable, or a decision expects lines that are no longer there; 2 wrong usage.
    """  # noqa: D301 (click wants the character itself)
    from regnskab.years.compare import track
    from regnskab.years.report_text import tracked_json, tracked_lines

    tracked = track(out, municipality, decisions)
    if as_json:
        click.echo(json_text(tracked_json(tracked), indent=2))
        return
    for one in tracked:
        for line in tracked_lines(one):
            say(line)
