"""``regnskab check``."""

from __future__ import annotations

from pathlib import Path

import click

from regnskab.commands.endings import reports_errors


@click.command("check")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--report", metavar="ID", help="Only this report, such as ballerup-2024.")
@click.option("--all", "show_all", is_flag=True, help="List the checks that hold, too.")
@click.option("--strict", is_flag=True, help="Exit with 4 where a check fails.")
@click.option("--json", "as_json", is_flag=True, help="All checks as one JSON document.")
@click.pass_context
@reports_errors()
def command(ctx: click.Context, out: Path, report: str | None, show_all: bool, strict: bool, as_json: bool) -> None:
    """Show where converted reports contradict themselves.

    OUT is a folder that "regnskab convert" wrote. What fails comes first: the line, the amount that is printed, the one
    that its parts give, and, where one plain reading explains the difference, that reading and the amount it suggests.

    \b
    Every report in output/:   regnskab check output
    One of them:               regnskab check output --report ballerup-2024
    In a script:               regnskab check output --strict && publish

    Exit status: 0 shown; 1 not readable; 2 wrong usage; 4 with --strict, a check fails.
    """  # noqa: D301 (click wants the character itself)
    from regnskab.batch.outcome import DONE, NOT_CONFIRMED
    from regnskab.query.datasets import stored_findings
    from regnskab.terminal.show import show_findings

    found = stored_findings(out, report)
    show_findings(found, show_all=show_all, as_json=as_json)
    ctx.exit(NOT_CONFIRMED if strict and any(finding.failed for finding in found) else DONE)
