"""``regnskab verify``."""

from __future__ import annotations

from pathlib import Path

import click

from regnskab.commands.endings import reports_errors
from regnskab.phrases import json_text
from regnskab.terminal.say import say


@click.command("verify")
@click.argument("out", metavar="OUT")
@click.option(
    "--shapes",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Test the catalogue against these SHACL shapes, too (Turtle), such as SEMICeu's; may be given more than once.",
)
@click.option("--json", "as_json", is_flag=True, help="The result as one JSON document.")
@click.pass_context
@reports_errors()
def command(ctx: click.Context, out: str, shapes: tuple[Path, ...], as_json: bool) -> None:
    """Test whether a folder holds what it says it does.

    OUT is a folder that "regnskab convert" or "regnskab publish" wrote, here or elsewhere, or its URL in an object
    store. Every file is tested against its checksum, every Parquet file against the data contract, every CSV file
    against its Parquet file, cell by cell. With the extra "publish" installed, frictionless validates the Data Package
    and pyshacl the catalogue, too.

    \b
    regnskab verify output
    regnskab verify downloaded/ --json
    regnskab verify site --shapes dcat-ap-SHACL.ttl

    Exit status: 0 all is as it should be; 1 something is not, or OUT is not readable; 2 wrong usage.
    """  # noqa: D301 (click wants the character itself)
    from regnskab.batch.outcome import DONE, NOTHING
    from regnskab.publish.verify.all_verifiers import verify_fully

    result = verify_fully(out, shapes=shapes)
    if as_json:
        click.echo(json_text(result.to_json(), indent=2))
    else:
        for line in result.lines():
            say(line)
    ctx.exit(NOTHING if result.problems else DONE)
