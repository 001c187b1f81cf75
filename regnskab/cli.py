"""The command ``regnskab``. A command's module is loaded when that command is asked for: ``--help`` comes at once."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from regnskab.version import VERSION

# Each command (``regnskab/commands/NAME.py``) and the first sentence of its help, which a list of all needs no more of.
COMMANDS: Final = {
    "convert": "Read annual reports (PDF) into Parquet datasets.",
    "status": "Show which reports in OUT are current, and which are not.",
    "remove": "Delete reports from OUT: their files in all datasets, and their lines of the manifest.",
    "check": "Show where converted reports contradict themselves.",
    "show": "Take a quick look at rows of a dataset.",
    "lines": 'Make the dataset "lines": what each line and project is over the years.',
    "compare": "Show what changed between two years' reports.",
    "profile": "See, check and draft the small files that tell how a publisher words its reports.",
    "tables": "Show every table of any PDF, as it is printed.",
    "explain": "Show where a figure came from.",
    "review": "Make pages to check converted reports on, in any browser.",
    "publish": "Make a package of converted reports that portals and people can take as it is.",
    "verify": "Test whether a folder holds what it says it does.",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"regnskab.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


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
