"""What ``regnskab publish`` does, step by step, telling each."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from regnskab.errors import OutputError, PublishError
from regnskab.phrases import counted
from regnskab.publish.describe.pages import README
from regnskab.publish.make import Package, Wishes, make, publish, there
from regnskab.publish.package.choice import chosen
from regnskab.publish.package.files import fits_excel
from regnskab.publish.package.mirror import on_disk, send
from regnskab.publish.package.placing import unchanged
from regnskab.publish.package.publisher import FILE, PublisherDetails, load_publisher, template
from regnskab.publish.package.versions import FILE as VERSIONS
from regnskab.report.acceptance import review_of
from regnskab.report.corrections import beside, read_folder
from regnskab.store.manifest import MANIFEST
from regnskab.store.paths import is_data
from regnskab.store.places import is_url, local_path, public
from regnskab.store.store import open_store
from regnskab.years.compare import track
from schemas.datasets.lines import LINES

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
    datasets: Sequence[str] = (),
    ckan: str | None = None,
    organisation: str | None = None,
    prune: bool = False,
    dry_run: bool = False,
    require_review: bool = False,
    corrections: Path | None = None,
) -> None:
    """Publish ``out`` into ``site`` (None: into itself) and onto a portal, if one is given.

    Both are folders or URLs of such in an object store. ``datasets`` are those for people, none for the usual ones, and
    "all" for every one. ``require_review`` refuses reports that nobody has looked through, by what the folder
    ``corrections`` says (None: the one in ``out``). Raises RegnskabError.
    """
    if ckan is None and (dry_run or prune):
        what = (
            "--dry-run says what would be sent to" if dry_run else "--prune withdraws what is no longer published from"
        )
        raise PublishError(f"{what} a portal", remedy="give one with --ckan URL")
    with on_disk(out, _is_needed) as folder:
        known = load_publisher(publisher or _beside(folder))
        if require_review:
            _require_reviews(out, folder, corrections)
        _with_lines(folder)
        wishes = Wishes(excel, chosen(datasets))
        published = _publish(out, folder, site or out, known, wishes)
    reports = counted(len(published.contents.editions), "report")
    what = f"{len(published.sums)} files, {published.size / 1e6:.1f} MB, validated"
    listed = counted(len(published.entries), "entry", "entries")
    report(f"{reports} published in {public(site or out)}: {what}, {listed} in the catalogue")
    for piece in published.contents.everything.pieces:
        if excel and piece.name in wishes.people and not fits_excel(piece):
            report(f"{piece.path}: {piece.table.num_rows} rows, more than an Excel sheet has; as CSV and Parquet alone")
    if ckan is not None:
        from regnskab.publish.portal.packages import packages

        _send(list(packages(known, published, organisation)), ckan, known.base_url, prune, dry_run, report)


def _require_reviews(out: str | Path, folder: Path, corrections: Path | None) -> None:
    """Raises PublishError, which names every report that nobody has reviewed as it is now."""
    place = corrections or beside(out)
    done = {} if place is None else read_folder(place)
    missing = []
    for entry in open_store(folder).read().entries:
        review = review_of(entry, done.get(entry.report_id))
        if review is None:
            missing.append(f"{entry.report_id} (by nobody)")
        elif not review.current:
            missing.append(f"{entry.report_id} (by {review.who}, {review.when[:10]}, but read anew since)")
    if missing:
        raise PublishError(
            f"not reviewed: {', '.join(missing)}",
            source=public(out),
            remedy="look them through with regnskab review, and mark them as reviewed there (m)",
        )


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


def _with_lines(folder: Path) -> None:
    """Make the dataset over the years where nobody has made it yet."""
    if any((folder / LINES.name).glob("*.parquet")):
        return
    with contextlib.suppress(OutputError):  # no line is of a known municipality; what is damaged is found when read
        track(folder)


def _publish(out: str | Path, folder: Path, site: str | Path, publisher: PublisherDetails, wishes: Wishes) -> Package:
    """Publish ``folder``, which is ``out`` or a copy of it, into ``site``."""
    if not is_url(site):
        package = publish(folder, local_path(site), publisher, wishes)
        _require_unchanged(out, package)
        return package
    with on_disk(site, lambda path: path in (README, VERSIONS)) as copy:
        package = make(folder, publisher, there(copy), wishes)
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


def _send(
    sent: Sequence[portals.CkanDataset], ckan: str, base_url: str, prune: bool, dry_run: bool, report: ReportLine
) -> None:
    from regnskab.publish.portal.ckan import Portal, PortalStep

    portal = Portal(ckan, os.environ.get(TOKEN))
    done: Counter[str] = Counter()

    def told(step: PortalStep) -> None:
        done[step.action] += 1
        if step.action not in ("keep", "stays"):
            report(f"{'would ' if dry_run else ''}{step}")
        elif step.action == "stays":
            report(f"{step} on the portal, though it is published no longer: --prune withdraws it")

    for package in sent:
        portal.sync(package, prune=prune, dry_run=dry_run, told=told)
    portal.withdraw([package.name for package in sent], base_url, prune=prune, dry_run=dry_run, told=told)
    counts = ", ".join(f"{done[action]} {word}" for action, word in _WORDS.items() if done[action])
    report(f"{ckan}: {counts}{' (nothing was sent)' if dry_run else ''}")


_WORDS = {
    "create": "new",
    "update": "changed",
    "keep": "unchanged",
    "describe": "described",
    "delete": "withdrawn",
    "stays": "left",
}
