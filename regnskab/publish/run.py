"""What ``regnskab publish`` does, step by step, telling each."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from regnskab.errors import PublishError
from regnskab.phrases import counted
from regnskab.publish.describe.pages import README, readme_name
from regnskab.publish.make import Package, make, publish
from regnskab.publish.package.mirror import on_disk, send
from regnskab.publish.package.placing import is_data, unchanged
from regnskab.publish.package.publisher import FILE, PublisherDetails, load_publisher, template
from regnskab.store.manifest import MANIFEST
from regnskab.store.places import is_url, local_path, public

if TYPE_CHECKING:
    from regnskab.publish.portal import packages as portals

TOKEN = "CKAN_API_TOKEN"  # noqa: S105 (the name of a variable)

ReportLine = Callable[[str], None]


def publish_to(
    out: str | Path,
    *,
    report: ReportLine,
    site: str | Path | None = None,
    publisher: Path | None = None,
    excel: bool = True,
    ckan: str | None = None,
    organisation: str | None = None,
    dry_run: bool = False,
) -> None:
    """Publish ``out`` into ``site`` (None: into itself) and onto a portal, if one is given.

    Both are folders or URLs of such in an object store. Raises RegnskabError.
    """
    if dry_run and ckan is None:
        raise PublishError("--dry-run says what would be sent to a portal", remedy="give one with --ckan URL")
    with on_disk(out, _is_needed) as folder:
        known = load_publisher(publisher or _beside(folder))
        published = _publish(out, folder, site or out, known, excel)
    reports = counted(len(published.contents.editions), "report")
    what = f"{len(published.sums)} files, {published.size / 1e6:.1f} MB, validated"
    report(f"{reports} published in {public(site or out)}: {what}")
    if ckan is not None:
        from regnskab.publish.portal.packages import packages

        _send(list(packages(known, published, organisation)), ckan, dry_run, report)


def write_template(path: Path) -> Path:
    """Write a publisher.toml to fill in. Raises PublishError where there is a file already, or none can be written."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(template())
    except FileExistsError:
        raise PublishError("is there already", source=path, remedy="fill it in, or name another file") from None
    except OSError as error:
        raise PublishError(f"cannot be written ({error.strerror})", source=path, remedy="name another file") from error
    return path


def _publish(out: str | Path, folder: Path, site: str | Path, publisher: PublisherDetails, excel: bool) -> Package:
    """Publish ``folder``, which is ``out`` or a copy of it, into ``site``."""
    if not is_url(site):
        package = publish(folder, local_path(site), publisher, excel=excel)
        _require_unchanged(out, package)
        return package
    with on_disk(site, lambda path: path == README) as there:
        package = make(folder, publisher, readme=readme_name(there / README), excel=excel)
    _require_unchanged(out, package)
    send(package.made, package.sums, str(site))
    return package


def _require_unchanged(out: str | Path, package: Package) -> None:
    """Look at a store once more: it may have been written to since it was read."""
    if is_url(out):
        with on_disk(out, lambda path: path == MANIFEST) as folder:
            unchanged(out, (folder / MANIFEST).read_bytes(), package.made)


def _is_needed(path: str) -> bool:
    """Whether publishing reads a file of an output folder."""
    return path in (MANIFEST, FILE) or is_data(path)


def _beside(out: Path) -> Path:
    own = out / FILE
    return own if own.is_file() else Path(FILE)


def _send(sent: Sequence[portals.CkanDataset], ckan: str, dry_run: bool, report: ReportLine) -> None:
    from regnskab.publish.portal.ckan import Portal, PortalStep

    portal = Portal(ckan, os.environ.get(TOKEN))
    done: Counter[str] = Counter()

    def told(step: PortalStep) -> None:
        done[step.action] += 1
        if step.action != "keep":
            report(f"{'would ' if dry_run else ''}{step}")

    for package in sent:
        portal.sync(package, dry_run=dry_run, told=told)
    counts = ", ".join(f"{done[action]} {word}" for action, word in _WORDS.items() if done[action])
    report(f"{ckan}: {counts}{' (nothing was sent)' if dry_run else ''}")


_WORDS = {"create": "new", "update": "changed", "keep": "unchanged"}
