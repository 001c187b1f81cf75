"""``regnskab remove``."""

from __future__ import annotations

import click


@click.command("remove")
@click.argument("out", metavar="OUT")
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True)
@click.pass_context
def command(ctx: click.Context, out: str, reports: tuple[str, ...]) -> None:
    """Delete reports from OUT: their files in all datasets, and their lines of the manifest.

    OUT is a folder or URL that "regnskab convert" wrote, REPORT the name of a report in it. Its PDF is left alone, so
    converting that brings it back.

    \b
    regnskab remove output ballerup-2024
    regnskab status output --json | jq -r '.reports[] | select(.condition == "orphaned").report_id' \\
      | xargs regnskab remove output

    Exit status: 0 removed; 1 there is no such report, or OUT cannot be written to; 2 wrong usage.
    """  # noqa: D301 (click wants the character itself)
    from regnskab.batch.api import remove
    from regnskab.batch.outcome import DONE, NOTHING
    from regnskab.errors import RegnskabError
    from regnskab.store.places import public
    from regnskab.terminal.plain import show_error
    from regnskab.terminal.say import say

    code = DONE
    for report in reports:
        try:
            entry = remove(out, report)
        except RegnskabError as error:
            show_error(error)
            code = NOTHING
        else:
            say(f"{entry.report_id}: {len(entry.files)} files removed from {public(out)}")
    ctx.exit(code)
