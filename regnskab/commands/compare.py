"""``regnskab compare``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

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

    older: int | None
    newer: int | None
    municipality: str | None
    measure: str | None
    at_least: int
    limit: int


chosen = grouped(
    "chosen",
    Chosen,
    click.option("--from", "older", metavar="YEAR", type=int, help="The older year."),
    click.option("--to", "newer", metavar="YEAR", type=int, help="The newer year."),
    click.option("--municipality", metavar="NAME|CODE", help="Only this one.  [default: all that have both years]"),
    click.option(
        "--measure",
        metavar="MEASURE",
        help="Whose movements are listed, or what is put side by side.  [default: actual]",
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


@dataclass(frozen=True, slots=True)
class AcrossChosen:
    """What of which year is put side by side."""

    across: bool
    year: int | None
    statement: str | None
    inhabitants: Path | None


across_chosen = grouped(
    "across_chosen",
    AcrossChosen,
    click.option("--across", is_flag=True, help="Municipalities side by side, instead of two years."),
    click.option("--year", metavar="YEAR", type=int, help="The year, with --across."),
    click.option("--statement", metavar="KIND", help="Which statement, with --across: income_statement, ..."),
    click.option(
        "--inhabitants",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Inhabitants (CSV), with --across.  [default: what the reports state]",
    ),
)


@click.command("compare")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@chosen
@across_chosen
@click.option("--editions", is_flag=True, help="What corrected PDFs of the same report and year changed, instead.")
@click.option("--decisions", metavar="FILE", type=click.Path(path_type=Path), help="Decisions about lines (below).")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="All changes as .csv or .json.")
@click.option("--json", "as_json", is_flag=True, help="All changes as one JSON document.")
@reports_errors(QueryError)
def command(
    out: Path,
    chosen: Chosen,
    across_chosen: AcrossChosen,
    editions: bool,
    decisions: Path | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Show what changed between two years' reports, or put municipalities side by side.

    OUT is a folder that "regnskab convert" wrote. Told are the lines that are new and those that vanished, figures of
    the older year that the newer report prints otherwise, large movements, and every line that was known again by
    anything but the same code and words, with how alike its wordings are (0 to 100). The dataset "lines" is brought up
    to date.

    \b
    What is new in 2024:            regnskab compare output --from 2023 --to 2024
    Movements of 10 million kr.:    regnskab compare output --from 2023 --to 2024 --at-least 10000000
    For a spreadsheet:              regnskab compare output --from 2023 --to 2024 -o changes.csv

    With --across, a statement of one year is put side by side for all municipalities, by line code, per inhabitant
    where their number is known, and all in one sign; what is missing is said.

    \b
    regnskab compare output --across --year 2024 --statement income_statement --inhabitants folk1a.csv

    With --editions, it is told which PDF of a report took another's place, when, and which figures it changed; the data
    files of the earlier edition are kept in OUT/editions.

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
    if editions and across_chosen.across:
        raise click.UsageError("--editions and --across are two questions")
    if editions:
        _show_editions(out, chosen, output, as_json=as_json)
    elif across_chosen.across:
        _show_across(out, across_chosen, chosen, output, as_json=as_json)
    else:
        _show_years(out, chosen, decisions, output, as_json=as_json)


def _show_editions(out: Path, chosen: Chosen, output: Path | None, *, as_json: bool) -> None:
    from dataclasses import asdict

    from regnskab.query.editions import edition_changes, edition_lines
    from regnskab.years.report_text import write_csv, write_json

    changes = edition_changes(out)
    document = [{**asdict(one), "changes": [_plain(asdict(change)) for change in one.changes]} for one in changes]
    if output is not None and output.suffix == ".json":
        write_json(document, output)
    elif output is not None:
        rows = [
            {"report_id": one.report_id, "edition": one.number, **_plain(asdict(change), joined_by=" / ")}
            for one in changes
            for change in one.changes
        ]
        write_csv(rows, ("report_id", "edition", *_CHANGE), output)
    if as_json:
        click.echo(json_text(document, indent=2))
        return
    for line in edition_lines(changes, chosen.limit):
        say(line)


_CHANGE = ("what", "caption", "row_path", "column_path", "older", "newer", "older_amount", "newer_amount", "page")


def _plain(values: Mapping[str, Any], *, joined_by: str | None = None) -> dict[str, object]:
    """Amounts as text, so that no reader makes floats of them; paths as lists, or as text for a spreadsheet."""
    out: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, tuple):
            out[name] = list(value) if joined_by is None else joined_by.join(value)
        else:
            out[name] = str(value) if isinstance(value, Decimal) else value
    return out


def _show_across(out: Path, asked: AcrossChosen, chosen: Chosen, output: Path | None, *, as_json: bool) -> None:
    from regnskab.query.across import across
    from regnskab.query.inhabitants import read_inhabitants
    from regnskab.terminal.side_by_side import across_lines
    from regnskab.years.report_text import write_csv, write_json

    if asked.year is None or asked.statement is None:
        raise click.UsageError("--across needs --year YEAR and --statement KIND")
    if chosen.older is not None or chosen.newer is not None or chosen.municipality is not None:
        raise click.UsageError("--across compares all municipalities of one --year, not --from or --to one")
    inhabitants = None if asked.inhabitants is None else read_inhabitants(asked.inhabitants)
    found = across(out, asked.statement, asked.year, measure=chosen.measure, inhabitants=inhabitants)
    rows = [{name: str(v) if isinstance(v, Decimal) else v for name, v in row.items()} for row in found.rows()]
    document = {"rows": rows, "remarks": list(found.remarks)}
    if output is not None and output.suffix == ".json":
        write_json(document, output)
    elif output is not None:
        write_csv(rows, list(rows[0]) if rows else [], output)
    if as_json:
        click.echo(json_text(document, indent=2))
        return
    for line in across_lines(found):
        say(line)


def _show_years(out: Path, chosen: Chosen, decisions: Path | None, output: Path | None, *, as_json: bool) -> None:
    from regnskab.years.compare import compare, track
    from regnskab.years.report_text import compared_json, compared_lines, write_changes

    if chosen.older is None or chosen.newer is None:
        raise click.UsageError("say which years with --from YEAR and --to YEAR, or --across")
    if chosen.older >= chosen.newer:
        raise click.UsageError("--from is no year before --to")
    measure = chosen.measure or "actual"
    if measure not in MEASURES:
        raise click.BadParameter(f"{measure!r} is not one of {', '.join(MEASURES)}.", param_hint="--measure")
    tracked = track(out, chosen.municipality, decisions)
    years = chosen.older, chosen.newer
    compared = compare(out, tracked, years, measure=measure, at_least=Decimal(chosen.at_least))
    if output is not None:
        write_changes(compared, output)
    if as_json:
        click.echo(json_text(compared_json(compared), indent=2))
        return
    for one in compared:
        for line in compared_lines(one, chosen.limit):
            say(line)
