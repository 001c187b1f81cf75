"""``regnskab show``."""

from __future__ import annotations

from pathlib import Path

import click

from regnskab.commands.endings import reports_errors
from regnskab.errors import QueryError


@click.command("show")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.argument("dataset", metavar="DATASET")
@click.option("--where", metavar="CONDITION", help="Only rows for which this holds (below).")
@click.option("--columns", metavar="NAME,...", help='Which columns, in this order; "all" for every one.')
@click.option(
    "--limit", metavar="N", default=20, show_default=True, type=click.IntRange(0), help="At most so many rows."
)
@click.option("--json", "as_json", is_flag=True, help="The rows as one JSON document.")
@reports_errors(QueryError)
def command(
    out: Path,
    dataset: str,
    where: str | None,
    columns: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Take a quick look at rows of a dataset.

    OUT is a folder that "regnskab convert" wrote. DATASET is sources, tables, cells, operating_expenditure, financing,
    capital_projects, budget_agreement_status, key_figures, statements, figures, checks or lines. Piped, the rows
    are separated by tabs.

    \b
    regnskab show output operating_expenditure --limit 5
    regnskab show output capital_projects --where "measure = actual and amount_dkk > 1000000"
    regnskab show output cells --where "page = 8 and role = number" --columns row,column,text,number
    regnskab show output tables --where "caption contains 'anlæg' or flags contains unit_inferred"

    \b
    CONDITION is SQL over the columns: = != < <= > >=, in (a, b), between, like, is null, and, or, not, arithmetic and
    a few functions (abs, lower, length ...). "contains" finds a part of a text, or one of a list. A value needs no
    quotes where it is one word and no column: committee = 'Social- og Sundhedsudvalget', status = "I gang".

    Exit status: 0 shown; 1 not readable; 2 wrong usage.
    """  # noqa: D301 (click wants the character itself)
    from regnskab.query.datasets import select
    from regnskab.terminal.show import show_rows

    names = None if columns is None else [name.strip() for name in columns.split(",") if name.strip()]
    selection = select(out, dataset, where=where, columns=names, limit=limit)
    show_rows(selection, as_json=as_json)
