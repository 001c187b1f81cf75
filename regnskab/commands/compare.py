"""``regnskab compare``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import click

from regnskab.commands.endings import reports_errors
from regnskab.commands.options import grouped
from regnskab.errors import QueryError
from regnskab.phrases import json_text
from regnskab.terminal.say import say
from schemas.contract.vocabulary import MEASURES


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which reports are compared, and what of them is listed."""

    older: int
    newer: int
    municipality: str | None
    measure: str
    at_least: int
    limit: int


chosen = grouped(
    "chosen",
    Chosen,
    click.option("--from", "older", metavar="YEAR", type=int, required=True, help="The older year."),
    click.option("--to", "newer", metavar="YEAR", type=int, required=True, help="The newer year."),
    click.option("--municipality", metavar="NAME|CODE", help="Only this one.  [default: all that have both years]"),
    click.option(
        "--measure",
        type=click.Choice(MEASURES),
        default="actual",
        show_default=True,
        help="Whose movements are listed.",
    ),
    click.option(
        "--at-least",
        metavar="KRONER",
        default=1_000_000,
        show_default=True,
        type=click.IntRange(0),
        help="Movements from so many kroner on.",
    ),
    click.option(
        "--limit", metavar="N", default=20, show_default=True, type=click.IntRange(0), help="List so many of each."
    ),
)


@click.command("compare")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@chosen
@click.option("--decisions", metavar="FILE", type=click.Path(path_type=Path), help="Decisions about lines (below).")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="All changes as .csv or .json.")
@click.option("--json", "as_json", is_flag=True, help="All changes as one JSON document.")
@reports_errors(QueryError)
def command(
    out: Path,
    chosen: Chosen,
    decisions: Path | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Show what changed between two years' reports.

    OUT is a folder that "regnskab convert" wrote. Told are the lines that are new and those that vanished, figures of
    the older year that the newer report prints otherwise, large movements, and every line that was known again by
    anything but the same code and words, with how alike its wordings are (0 to 100). The dataset "lines" is brought up
    to date.

    \b
    What is new in 2024:            regnskab compare output --from 2023 --to 2024
    Movements of 10 million kr.:    regnskab compare output --from 2023 --to 2024 --at-least 10000000
    For a spreadsheet:              regnskab compare output --from 2023 --to 2024 -o changes.csv

    A wrong match is put right in OUT/line-decisions.toml, or the FILE given:

    \b
    [[lines]]
    municipality = "Ballerup"
    kind = "operating"
    years = [2023, 2024]
    expect = ["Sygedagpenge mv.", "Sygedagpenge"]
    same = true
    reason = "Only the name is new."

    Exit status: 0 shown; 1 not readable, or a decision expects lines that are no longer there; 2 wrong usage.
    """  # noqa: D301 (click wants the character itself)
    from regnskab.years.compare import compare, track
    from regnskab.years.report_text import compared_json, compared_lines, write_changes

    if chosen.older >= chosen.newer:
        raise click.UsageError("--from is no year before --to")
    tracked = track(out, chosen.municipality, decisions)
    years = chosen.older, chosen.newer
    compared = compare(out, tracked, years, measure=chosen.measure, at_least=Decimal(chosen.at_least))
    if output is not None:
        write_changes(compared, output)
    if as_json:
        click.echo(json_text(compared_json(compared), indent=2))
        return
    for one in compared:
        for line in compared_lines(one, chosen.limit):
            say(line)
