"""The package as a whole: made, validated, and only then put in its place."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from regnskab.errors import OutputError, PublishError
from regnskab.publish.describe.csvw import SUFFIX, csvw
from regnskab.publish.describe.datapackage import NAME, datapackage
from regnskab.publish.describe.dcat import JSON_LD, catalogue, serialize
from regnskab.publish.describe.entries import CatalogueEntry, entries
from regnskab.publish.describe.index_page import INDEX, SEARCH, index_page, search_script
from regnskab.publish.describe.pages import DICTIONARY, README, dictionary, readme, readme_name
from regnskab.publish.describe.schema_org import CROISSANT, croissant
from regnskab.publish.describe.truth import Fact, untrue
from regnskab.publish.describe.validators import catalogue_problems, package_problems
from regnskab.publish.package.choice import BY_DEFAULT
from regnskab.publish.package.contents import Contents
from regnskab.publish.package.files import CSV, DataFile, data_files, latest_files
from regnskab.publish.package.placing import place
from regnskab.publish.package.publisher import PublisherDetails
from regnskab.publish.package.read_contents import read_contents
from regnskab.publish.package.versions import FILE as VERSIONS
from regnskab.publish.package.versions import Versions, encode_versions, next_versions, read_versions
from regnskab.store.checksums import sums_of
from regnskab.store.manifest import MANIFEST, SUMS
from regnskab.store.scratch import scratch_folder

_SHOWN = 5
# Rows of each table that frictionless reads before publishing, to see that the description fits the files; that every
# cell is the Parquet file's we see ourselves in a tenth of the time. "regnskab verify" has frictionless read them all.
_SAMPLE = 100


@dataclass(frozen=True, slots=True)
class Package:
    """A valid package in memory: what it was made of, the files with data, the entries of its catalogue, and every
    file's bytes and SHA-256 by path (``sums`` has no sum of ``SHA256SUMS`` itself).
    """

    contents: Contents
    files: tuple[DataFile, ...]
    entries: tuple[CatalogueEntry, ...]
    made: Mapping[str, bytes]
    sums: Mapping[str, str]

    @property
    def size(self) -> int:
        return sum(map(len, self.made.values()))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is to be in a package for people: workbooks or not, and CSV, Excel and an entry for which datasets."""

    excel: bool = True
    people: Collection[str] = BY_DEFAULT


@dataclass(frozen=True, slots=True)
class There:
    """What is at the place that a package goes to: what our README is called there, and the editions so far."""

    readme: str
    versions: Versions


def publish(out: Path, site: Path, publisher: PublisherDetails, wishes: Wishes = Wishes()) -> Package:
    """Make the package of everything in the folder ``out`` and put it into the folder ``site`` (which may be ``out``).

    All files arrive or none. Raises PublishError where something is missing or a validator finds the package wrong,
    OutputError where ``out`` cannot be read or ``site`` not be written to; nothing is then changed.
    """
    package = make(out, publisher, there(site), wishes)
    try:
        place(out, site, package.made)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror or error})", source=site, remedy="choose another folder with -o"
        ) from error
    return package


def there(site: Path) -> There:
    """What is in the folder ``site`` before a package comes."""
    return There(readme_name(site / README), read_versions(site / VERSIONS))


def make(out: Path, publisher: PublisherDetails, before: There, wishes: Wishes) -> Package:
    """Make the package of everything in ``out``, after what is ``before`` at its place, and validate it.

    Raises PublishError and OutputError, as above.
    """
    contents = read_contents(out)
    files = tuple(data_files(contents, wishes.people, excel=wishes.excel))
    versions = next_versions(before.versions, contents)
    listed = entries(contents, files, wishes.people, versions)
    graph = catalogue(publisher, contents.everything, listed)
    made = _made(publisher, contents, files, listed) | serialize(graph)
    made[before.readme] = readme(publisher, contents, files)
    made[VERSIONS] = encode_versions(versions)
    made[MANIFEST] = (out / MANIFEST).read_bytes()
    require("the catalogue breaks DCAT-AP-DK", catalogue_problems(graph))
    require("the catalogue is not true", list(catalogue_lies(made[JSON_LD], files)))
    sums = {path: hashlib.sha256(data).hexdigest() for path, data in made.items()}
    made[SUMS] = sums_of(sums)
    with scratch_folder() as folder:
        _write(folder, made)
        require("the Data Package is not valid", package_problems(folder, rows=_SAMPLE))
    return Package(contents, files, listed, made, sums)


def catalogue_lies(document: bytes, files: Iterable[DataFile]) -> Iterator[str]:
    """Give what a catalogue in JSON-LD says of the files that is not so."""
    facts = {file.path: Fact(file.format, file.media, file.size, file.sha256) for file in files}
    yield from (f"{path}: {says}" for path, says in untrue(document, facts))


def require(what: str, problems: Sequence[str]) -> None:
    """Raise PublishError with the first of the problems, if there are any."""
    if problems:
        more = f"; and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise PublishError(f"{what}: {'; '.join(problems[:_SHOWN])}{more}", remedy="nothing was published")


def _made(
    publisher: PublisherDetails, contents: Contents, files: Sequence[DataFile], listed: Sequence[CatalogueEntry]
) -> dict[str, bytes]:
    """The files of the package that are made here, by path, except the catalogue, the README and the checksums."""
    made = {file.path: file.data for file in files}
    for file in files:
        if file.format == CSV:
            made[file.path + SUFFIX] = csvw(publisher, file)
    latest = latest_files(contents, files)
    return (
        made
        | latest
        | {
            NAME: datapackage(publisher, contents, files),
            DICTIONARY: dictionary(publisher, contents, files),
            CROISSANT: croissant(publisher, contents.everything, files),
            INDEX: index_page(publisher, contents, listed, list(latest)),
            SEARCH: search_script(contents),
        }
    )


def _write(folder: Path, made: Mapping[str, bytes]) -> None:
    for path, data in made.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
