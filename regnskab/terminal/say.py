"""One line of text on the screen: every line that may hold a stranger's words goes through here."""

from __future__ import annotations

import click

from regnskab.phrases import visible


def say(line: str, *, err: bool = False) -> None:
    """Print a line, with a symbol for whatever a terminal would obey (``visible``)."""
    click.echo(visible(line), err=err)
