"""The package as a whole: made, validated, and only then put in its place."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from regnskab.errors import OutputError, PublishError
from regnskab.publish.describe.csvw import SUFFIX, csvw
from regnskab.publish.describe.datapackage import NAME, datapackage
from regnskab.publish.describe.dcat import catalogue, serialize
from regnskab.publish.describe.pages import DICTIONARY, README, dictionary, readme, readme_name
from regnskab.publish.describe.validators import catalogue_problems, package_problems
from regnskab.publish.package.contents import Contents
from regnskab.publish.package.files import CSV, DataFile, data_files
from regnskab.publish.package.placing import place
from regnskab.publish.package.publisher import PublisherDetails
from regnskab.publish.package.read_contents import read_contents
from regnskab.store.checksums import sums_of
from regnskab.store.manifest import MANIFEST, SUMS

_SHOWN = 5
# Rows of each table that frictionless reads before publishing, to see that the description fits the files; that every
# cell is the Parquet file's we see ourselves in a tenth of the time. "regnskab verify" has frictionless read them all.
_SAMPLE = 100


@dataclass(frozen=True, slots=True)
class Package:
    """A valid package in memory: what it was made of, the files with data, and every file's bytes and SHA-256 by path
    (``sums`` has no sum of ``SHA256SUMS`` itself).
    """

    contents: Contents
    files: tuple[DataFile, ...]
    made: Mapping[str, bytes]
    sums: Mapping[str, str]

    @property
    def size(self) -> int:
        return sum(map(len, self.made.values()))


def publish(out: Path, site: Path, publisher: PublisherDetails, *, excel: bool = True) -> Package:
    """Make the package of everything in the folder ``out`` and put it into the folder ``site`` (which may be ``out``).

    All files arrive or none. Raises PublishError where something is missing or a validator finds the package wrong,
    OutputError where ``out`` cannot be read or ``site`` not be written to; nothing is then changed.
    """
    package = make(out, publisher, readme=readme_name(site / README), excel=excel)
    try:
        place(out, site, package.made)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror or error})", source=site, remedy="choose another folder with -o"
        ) from error
    return package


def make(out: Path, publisher: PublisherDetails, *, readme: str, excel: bool = True) -> Package:
    """Make the package of everything in ``out``, with its README under the name ``readme``, and validate it.

    Raises PublishError and OutputError, as above.
    """
    contents = read_contents(out)
    files = tuple(data_files(contents.owners, excel=excel))
    graph = catalogue(publisher, contents, files)
    require("the catalogue breaks DCAT-AP-DK", catalogue_problems(graph))
    made = _made(publisher, contents, files, readme) | serialize(graph)
    made[MANIFEST] = (out / MANIFEST).read_bytes()
    sums = {path: hashlib.sha256(data).hexdigest() for path, data in made.items()}
    made[SUMS] = sums_of(sums)
    with tempfile.TemporaryDirectory(prefix="regnskab-") as folder:
        _write(Path(folder), made)
        require("the Data Package is not valid", package_problems(Path(folder), rows=_SAMPLE))
    return Package(contents, files, made, sums)


def require(what: str, problems: Sequence[str]) -> None:
    """Raise PublishError with the first of the problems, if there are any."""
    if problems:
        more = f"; and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise PublishError(f"{what}: {'; '.join(problems[:_SHOWN])}{more}", remedy="nothing was published")


def _made(publisher: PublisherDetails, contents: Contents, files: Sequence[DataFile], name: str) -> dict[str, bytes]:
    """The files of the package that are made here, by path, except the catalogue and the checksums."""
    made = {file.path: file.data for file in files}
    for file in files:
        if file.format == CSV:
            made[file.path + SUFFIX] = csvw(publisher, file)
    made[NAME] = datapackage(publisher, contents, files)
    made[DICTIONARY] = dictionary(publisher, contents, files)
    made[name] = readme(publisher, contents, files)
    return made


def _write(folder: Path, made: Mapping[str, bytes]) -> None:
    for path, data in made.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
