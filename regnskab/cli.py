"""The command ``regnskab``. A command's module is loaded when that command is asked for: ``--help`` comes at once."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any, Final

import click

from regnskab.version import VERSION

# The commands (``regnskab/commands/NAME.py``) by what they are for, each with the first sentence of its help, which a
# list of all needs no more of.
TASKS: Final = {
    "Reports to datasets": {
        "convert": "Read annual reports (PDF) into Parquet datasets.",
        "status": "Show which reports in OUT are current, and which are not.",
        "remove": "Delete reports from OUT: their files in all datasets, and their lines of the manifest.",
        "tables": "Show every table of any PDF, as it is printed.",
        "profile": "See, check and draft the small files that tell how a publisher words its reports.",
    },
    "See and check": {
        "check": "Show where converted reports contradict themselves.",
        "show": "Take a quick look at rows of a dataset.",
        "explain": "Show where a figure came from.",
        "review": "Make pages to check converted reports on, in any browser.",
        "corrections": "See what reviewers corrected, and whether it still fits.",
    },
    "Years side by side": {
        "lines": 'Make the dataset "lines": what each line and project is over the years.',
        "compare": "Show what changed between two years' reports, or put municipalities side by side.",
    },
    "Publish": {
        "publish": "Make a package of converted reports that portals and people can take as it is.",
        "verify": "Test whether a folder holds what it says it does.",
    },
}
COMMANDS: Final = {name: says for commands in TASKS.values() for name, says in commands.items()}


_WIDEST, _NARROWEST, _UNKNOWN = 78, 50, 80  # columns of help: at most, at least, and of a terminal that does not say


class _Lazy(click.Group):
    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        extra.setdefault("terminal_width", _width())
        return super().make_context(info_name, args, parent, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"regnskab.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of that name, by click's rules; a mistyped one is answered with the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0].lower(), COMMANDS, n=1)
            ctx.fail(f"No such command {args[0]!r}." + (f" Did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        widest = max(map(len, COMMANDS))
        for task, commands in TASKS.items():
            with formatter.section(task):
                formatter.write_dl([(name.ljust(widest), says) for name, says in commands.items()])


def _width() -> int:
    """The columns that help is set in, by click's rules. Asked by click, they cost the import of shutil and all that it
    compresses with: a twentieth of the time that ``--help`` takes."""
    given = os.environ.get("COLUMNS", "")
    try:
        columns = int(given) if given.isdigit() else os.get_terminal_size().columns
    except OSError:  # not a terminal
        columns = 0
    return max(min((columns or _UNKNOWN) - 2, _WIDEST), _NARROWEST)


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
    Completion, for bash:    eval "$(_REGNSKAB_COMPLETE=bash_source regnskab)"
    """  # noqa: D301 (click wants the character itself)
