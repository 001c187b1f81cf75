"""``regnskab explain``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from regnskab.commands.endings import reports_errors
from regnskab.commands.options import limited
from regnskab.errors import QueryError
from regnskab.phrases import json_text
from regnskab.terminal.say import say

if TYPE_CHECKING:
    from regnskab.batch.executors import Limits
    from regnskab.provenance.row import DatasetRow

_SHOWN = 20


@click.command("explain")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--dataset", metavar="DATASET", required=True, help="The dataset of the row.")
@click.option("--key", metavar="VALUE,...", help="The row's key: the values of its columns, by commas.")
@click.option("--where", metavar="CONDITION", help='A condition for the row, as in "regnskab show".')
@click.option("--row", "place", metavar="N", type=int, help="The row's place, from 0.")
@click.option("--source", metavar="PDF", type=click.Path(path_type=Path), help="The report, or the folder it is in.")
@click.option("--password", help="Opens an encrypted report.")
@click.option("--png", metavar="FILE", type=click.Path(path_type=Path), help="Write a picture of the spot.")
@click.option("--whole-page", is_flag=True, help="The picture shows all of the page.")
@click.option("--json", "as_json", is_flag=True, help="The chain as one JSON document.")
@limited
@reports_errors(QueryError)
def command(
    out: Path,
    dataset: str,
    key: str | None,
    where: str | None,
    place: int | None,
    source: Path | None,
    password: str | None,
    png: Path | None,
    whole_page: bool,
    as_json: bool,
    limits: Limits,
) -> None:
    """Show where a figure came from.

    From the published amount back to the words on the page: how the number was read, which unit it is in and why,
    where it stands, which of the report's own checks it takes part in; and a picture of the spot, framed. Where more
    than one row fits, you are asked which.

    \b
    regnskab explain output --dataset capital_projects --where "label contains skole and measure = actual"
    regnskab explain output --dataset operating_expenditure --key report/section/tabel-1,0,actual --png spot.png

    Exit status: 0 shown; 1 not readable; 2 wrong usage, or no such row.
    """  # noqa: D301 (click wants the character itself)
    from regnskab.provenance.chain import explain
    from regnskab.provenance.row import find_rows

    row = _pick(find_rows(out, dataset, key=key, where=where, place=place))
    explanation = explain(out, row)
    if as_json:
        click.echo(json_text(explanation.to_json(), indent=2))
    else:
        width = max(len(link.about) for link in explanation.links)
        for link in explanation.links:
            say(f"{link.about:<{width}}  {link.says}")
    if png is not None:
        from regnskab.provenance.picture import picture

        picture(out, explanation, png, source=source, password=password, whole_page=whole_page, limits=limits)
        say(f"the spot is framed in {png}", err=as_json)


def _pick(rows: list[DatasetRow]) -> DatasetRow:
    """The only row, or the one that the user picks at the terminal."""
    import sys

    from regnskab.errors import QueryError

    if len(rows) == 1:
        return rows[0]
    if not rows:
        raise QueryError("there is no such row", remedy='"regnskab show" lists rows')
    lines = [f"{number}: {_line(row)}" for number, row in enumerate(rows[:_SHOWN], 1)]
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise QueryError(f"{len(rows)} rows fit, the first is {_line(rows[0])}", remedy="say which with --key")
    for line in lines:
        say(line)
    if len(rows) > _SHOWN:
        say(f"and {len(rows) - _SHOWN} more: a narrower --where finds them")
    chosen: int = click.prompt("which", type=click.IntRange(1, len(lines)))
    return rows[chosen - 1]


def _line(row: DatasetRow) -> str:
    about = row.get("label", "line", "topic", "subject", "text", "caption") or ""
    return f"{row.key}  {about}  {row.get('published') or ''}".rstrip()
