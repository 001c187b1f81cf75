"""``regnskab convert``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("convert")
@click.argument("pdfs", metavar="PDF...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    default="output",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder for the datasets; made where it is missing.",
)
@click.option(
    "--profile",
    metavar="NAME|FILE",
    help="The publisher's profile, by name or as a .toml file.  [default: recognised from the report]",
)
@click.option("--password", help="Opens encrypted PDFs.")
@click.option("--strict", is_flag=True, help="Exit with 4 where a report contradicts its own figures.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output instead of text.")
@click.pass_context
def command(
    ctx: click.Context,
    pdfs: tuple[Path, ...],
    out: Path,
    profile: str | None,
    password: str | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Read annual reports (PDF) into Parquet datasets.

    Each report becomes one file in each dataset's folder; converting it again replaces just those. A report that
    cannot be read is named with what to do about it, and the others are done all the same.

    \b
    One report, into output/:          regnskab convert samples/ballerup-2024.pdf
    Several, into a folder of yours:   regnskab convert -o accounts reports/*.pdf
    For a program to read:             regnskab convert --json report.pdf > result.json
    An encrypted PDF:                  regnskab convert --password secret report.pdf

    Exit status: 0 all done; 1 nothing converted; 2 wrong usage; 3 some inputs failed, the others are done;
    4 all done, but with --strict a report contradicts itself.
    """  # noqa: D301 (click wants the character itself)
    from regnskab.errors import OutputError, ProfileError
    from regnskab.render import listener_for
    from regnskab.run import NOTHING, USAGE, Outcome, run

    with listener_for(as_json=as_json) as listener:
        try:
            outcome = run(pdfs, out, listener, profile=profile, password=password)
        except (OutputError, ProfileError) as error:
            listener.failed(error)
            outcome = Outcome(out, (), (error,))
            code = USAGE if isinstance(error, ProfileError) else NOTHING
        else:
            code = outcome.exit_code(strict=strict)
        listener.ended(outcome, code)
    ctx.exit(code)
