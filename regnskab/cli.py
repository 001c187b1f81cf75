"""The command ``regnskab``. A command's module is loaded when it is needed, so that ``--help`` comes at once."""

from __future__ import annotations

from importlib import import_module

import click

from regnskab.version import VERSION

_COMMANDS = {
    "convert": "regnskab.commands.convert",
    "status": "regnskab.commands.status",
    "remove": "regnskab.commands.remove",
    "check": "regnskab.commands.check",
    "show": "regnskab.commands.show",
    "lines": "regnskab.commands.lines",
    "compare": "regnskab.commands.compare",
    "profile": "regnskab.commands.profile",
    "tables": "regnskab.commands.tables",
    "explain": "regnskab.commands.explain",
    "publish": "regnskab.commands.publish",
    "verify": "regnskab.commands.verify",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name]).command
        return command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="regnskab")
def main() -> None:
    """Bring the figures of Danish annual reports out of the PDF and into Parquet.

    Every figure can be traced to its spot on the page, and the report's own arithmetic is checked.

    \b
    A report to tables:      regnskab convert samples/ballerup-2024.pdf
    What does not add up:    regnskab check output
    A look at the figures:   regnskab show output operating_expenditure --limit 5
    The tables of any PDF:   regnskab tables report.pdf
    """  # noqa: D301 (click wants the character itself)
