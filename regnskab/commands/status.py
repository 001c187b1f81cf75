"""``regnskab status``."""

from __future__ import annotations

import click

from regnskab.commands.endings import reports_errors


@click.command("status")
@click.argument("out", metavar="OUT")
@click.option("--all", "show_all", is_flag=True, help="List the reports that are current, too.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON document.")
@click.pass_context
@reports_errors()
def command(ctx: click.Context, out: str, show_all: bool, as_json: bool) -> None:
    """Show which reports in OUT are current, and which are not.

    OUT is a folder or URL that "regnskab convert" wrote. A report is current when converting it again would change
    nothing; stale when its PDF, its profile or the code has changed since; orphaned when its PDF is no longer there.
    Inputs that could not be converted have failed.

    \b
    What needs attention:   regnskab status output
    Everything:             regnskab status output --all
    In a script:            regnskab status output --json

    Exit status: 0 everything is current; 1 not readable; 2 wrong usage; 3 something is stale, failed or orphaned.
    """  # noqa: D301 (click wants the character itself)
    from regnskab.batch.api import status
    from regnskab.batch.outcome import DONE, SOME_FAILED
    from regnskab.terminal.show import show_states

    found = status(out)
    show_states(found, show_all=show_all, as_json=as_json)
    ctx.exit(DONE if all(state.condition == "current" for state in found) else SOME_FAILED)
