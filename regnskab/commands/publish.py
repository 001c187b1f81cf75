"""``regnskab publish``."""

from __future__ import annotations

from pathlib import Path

import click

from regnskab.commands.endings import reports_errors
from regnskab.terminal.say import say


@click.command("publish")
@click.argument("out", metavar="OUT", required=False)
@click.option(
    "-o",
    "--output",
    "site",
    metavar="SITE",
    help="Folder for the package, or a URL.  [default: OUT itself]",
)
@click.option(
    "--publisher",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Who publishes, as TOML.  [default: OUT/publisher.toml, or publisher.toml]",
)
@click.option(
    "--datasets",
    metavar="A,B",
    help="Which datasets get CSV, Excel and an entry in the catalogue, or all.  [default: the figures by meaning]",
)
@click.option("--no-excel", is_flag=True, help="No workbooks.")
@click.option("--ckan", metavar="URL", help="Send it to this CKAN portal, too; CKAN_API_TOKEN holds the token.")
@click.option("--ckan-organisation", metavar="NAME", help="The portal's organisation that owns the datasets.")
@click.option("--prune", is_flag=True, help="Withdraw from the portal what is published no longer.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent to the portal; send nothing.")
@click.option("--require-review", is_flag=True, help="Refuse reports that nobody has reviewed as they are.")
@click.option(
    "--corrections",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder where reviews are.  [default: OUT/corrections]",
)
@click.option("--init", metavar="FILE", type=click.Path(path_type=Path), help="Write a publisher.toml to fill in.")
@reports_errors()
def command(
    out: str | None,
    site: str | None,
    publisher: Path | None,
    datasets: str | None,
    no_excel: bool,
    ckan: str | None,
    ckan_organisation: str | None,
    prune: bool,
    dry_run: bool,
    require_review: bool,
    corrections: Path | None,
    init: Path | None,
) -> None:
    """Make a package of converted reports that portals and people can take as it is.

    OUT is a folder that "regnskab convert" wrote, or its URL in an object store. Beside its Parquet files come one file
    per dataset over all reports as CSV, Excel and Parquet at addresses that stay, a database, a page to start from
    (index.html), a Data Package, a DCAT-AP-DK catalogue, a data dictionary and checksums. All of it is validated first;
    what is not valid is not published.

    \b
    A file about the publisher, to fill in:   regnskab publish --init publisher.toml
    The package, in its folder:               regnskab publish output
    In another folder:                        regnskab publish output -o site
    From and to an object store:              regnskab publish s3://bucket/output -o s3://bucket/site
    Only what was reviewed:                   regnskab publish output --require-review
    Onto a portal, but only look:             regnskab publish output --ckan https://portal.dk --dry-run

    Needs: pip install 'regnskab[publish]'. Exit status: 0 done; 1 nothing published; 2 wrong usage.
    """  # noqa: D301 (click wants the character itself)
    from regnskab.publish.run import publish_to, write_template

    if out is None and init is None:
        raise click.UsageError("Missing argument 'OUT'.")
    if init is not None:
        say(f"fill in {write_template(init)}")
    if out is not None:
        publish_to(
            out, report=say, site=site, publisher=publisher, excel=not no_excel,
            datasets=[name.strip() for name in (datasets or "").split(",") if name.strip()],
            ckan=ckan, organisation=ckan_organisation, prune=prune, dry_run=dry_run,
            require_review=require_review, corrections=corrections,
        )  # fmt: skip
