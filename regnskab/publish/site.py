"""The package as a whole: made, validated, and only then put in its place."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from regnskab.errors import OutputError, PublishError
from regnskab.manifest import MANIFEST, SUMS
from regnskab.publish.checksums import sums_of
from regnskab.publish.contents import Edition, read_contents
from regnskab.publish.csvfile import as_texts, decode_csv
from regnskab.publish.csvw import SUFFIX, csvw
from regnskab.publish.datapackage import NAME, datapackage
from regnskab.publish.dcat import catalogue, serialize
from regnskab.publish.files import CSV, CSV_FOLDER, EXCEL_FOLDER, DataFile, data_files
from regnskab.publish.pages import DICTIONARY, MARK, README, README_BESIDE, dictionary, readme
from regnskab.publish.publisher import Publisher
from regnskab.publish.validate import catalogue_problems, package_problems
from regnskab.staging import exclusive
from regnskab.staging import publish as put

_SHOWN = 5
# Rows of each table that frictionless reads before publishing, to see that the description fits the files; that every
# cell is the Parquet file's we see ourselves in a tenth of the time. "regnskab verify" has frictionless read them all.
_SAMPLE = 100


@dataclass(frozen=True, slots=True)
class Published:
    """A package in its place: its folder, its reports, and the files that belong to it with their SHA-256."""

    site: Path
    editions: tuple[Edition, ...]
    files: tuple[DataFile, ...]
    sums: Mapping[str, str]
    size: int


def publish(out: Path, site: Path, publisher: Publisher, *, excel: bool = True) -> Published:
    """Make the package of everything in ``out``, validate it, and put it into ``site`` (which may be ``out``).

    All files arrive or none. Raises PublishError where something is missing or a validator finds the package wrong,
    OutputError where ``out`` cannot be read or ``site`` not be written to; nothing is then changed.
    """
    editions = read_contents(out)
    files = tuple(data_files(editions, excel=excel))
    require("a CSV file is not its Parquet file", list(_csv_problems(files)))
    graph = catalogue(publisher, editions, files)
    require("the catalogue breaks DCAT-AP-DK", catalogue_problems(graph))
    contents = _contents(out, site, publisher, editions, files) | serialize(graph)
    sums = {path: hashlib.sha256(data).hexdigest() for path, data in contents.items()}
    contents[SUMS] = sums_of(sums)
    with tempfile.TemporaryDirectory(prefix="regnskab-") as folder:
        _write(Path(folder), contents)
        require("the Data Package is not valid", package_problems(Path(folder), rows=_SAMPLE))
    try:
        _place(out, site, contents, editions)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror or error})", source=site, remedy="choose another folder with -o"
        ) from error
    return Published(site, editions, files, sums, sum(map(len, contents.values())))


def _csv_problems(files: Sequence[DataFile]) -> Iterator[str]:
    """Compare every cell; the Parquet files are those that their conversion wrote and tested by the contract."""
    for file in files:
        if file.format != CSV or file.piece is None:
            continue
        if not decode_csv(file.data).combine_chunks().equals(as_texts(file.piece.table).combine_chunks()):
            yield f"{file.path} reads back as something else than {file.piece.path}"


def require(what: str, problems: Sequence[str]) -> None:
    """Raise PublishError with the first of the problems, if there are any."""
    if problems:
        more = f"; and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise PublishError(f"{what}: {'; '.join(problems[:_SHOWN])}{more}", remedy="nothing was published")


def _contents(
    out: Path, site: Path, publisher: Publisher, editions: Sequence[Edition], files: Sequence[DataFile]
) -> dict[str, bytes]:
    by_id = {edition.report_id: edition for edition in editions}
    contents = {file.path: file.data for file in files}
    for file in files:
        if file.format == CSV:
            contents[file.path + SUFFIX] = csvw(publisher, by_id[file.report_id], file)
    contents[NAME] = datapackage(publisher, editions, files)
    contents[DICTIONARY] = dictionary(publisher, editions, files)
    contents[_readme_name(site)] = readme(publisher, editions, files)
    contents[MANIFEST] = (out / MANIFEST).read_bytes()
    return contents


def _readme_name(site: Path) -> str:
    """Leave a README that somebody wrote alone."""
    try:
        written = (site / README).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return README
    return README if written.startswith(MARK) else README_BESIDE


def _write(folder: Path, contents: Mapping[str, bytes]) -> None:
    for path, data in contents.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _place(out: Path, site: Path, contents: Mapping[str, bytes], editions: Sequence[Edition]) -> None:
    site.mkdir(parents=True, exist_ok=True)
    with exclusive(site):
        if (out / MANIFEST).read_bytes() != contents[MANIFEST]:
            raise PublishError("reports were converted meanwhile", source=out, remedy="publish again")
        # What is there already is not written again; in its own folder, no Parquet file is.
        fresh = {path: data for path, data in contents.items() if not _same(site / path, data)}
        if fresh:
            put(site, fresh)
        for path in _leftovers(site, contents):
            path.unlink()


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _leftovers(site: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Return files of ours from an earlier package, of reports that are no longer in it."""
    found = [*site.glob(f"{CSV_FOLDER}/*/*.csv"), *site.glob(f"{CSV_FOLDER}/*/*.csv{SUFFIX}")]
    found += site.glob(f"{EXCEL_FOLDER}/*.xlsx")
    return [path for path in found if path.relative_to(site).as_posix() not in contents]
