"""A package put into a folder: what is there already is not written again, and what an earlier one left goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from regnskab.errors import OutputError, PublishError
from regnskab.publish.package.files import CSV, CSV_FOLDER, EXCEL, EXCEL_FOLDER, LATEST, PARQUET
from regnskab.store.checksums import read_sums
from regnskab.store.manifest import MANIFEST
from regnskab.store.paths import is_data, require_no_link
from regnskab.store.staging import exclusive
from regnskab.store.staging import publish as put
from schemas.datasets import EVERY

_PEOPLE = (CSV, EXCEL)
_CSVW = "csv-metadata.json"


def place(out: Path, site: Path, made: Mapping[str, bytes]) -> None:
    """Put the files of a package of ``out``, by path, into ``site``: all of them or none.

    Raises OSError, or PublishError where ``out`` holds something else by now.
    """
    site.mkdir(parents=True, exist_ok=True)
    with exclusive(site):
        unchanged(out / MANIFEST, (out / MANIFEST).read_bytes(), made)
        fresh = {path: data for path, data in made.items() if not _same(site / path, data)}
        gone = leftovers(_names(site), _sums(site), made)
        if fresh:
            put(site, fresh)
        for path in gone:
            require_no_link(site, path)
            (site / path).unlink(missing_ok=True)


def unchanged(place: Path | str, manifest: bytes, made: Mapping[str, bytes]) -> None:
    """Require that the manifest is still the one that a package was made of. Raises PublishError."""
    if manifest != made[MANIFEST]:
        raise PublishError("reports were converted meanwhile", source=place, remedy="publish again")


def leftovers(names: Iterable[str], before: Collection[str], made: Collection[str]) -> list[str]:
    """Which of the files ``names`` are an earlier package's and not in the new one: of reports that are gone.

    ``before`` are the files that the checksums listed then: data that nobody published are not ours to delete.
    """
    return [name for name in names if name not in made and (_is_made(name) or (name in before and is_data(name)))]


def _is_made(name: str) -> bool:
    """Whether a file is at a place that only a package fills."""
    top, _, rest = name.partition("/")
    if not rest:
        dataset, _, ending = name.partition(".")
        return dataset in EVERY and ending in (PARQUET, *_PEOPLE, _CSVW)
    ends = {CSV_FOLDER: (".csv", f".{_CSVW}"), EXCEL_FOLDER: (".xlsx",), LATEST: (".parquet", ".csv", ".xlsx")}.get(top)
    depths = {CSV_FOLDER: (1,), EXCEL_FOLDER: (0,), LATEST: (0, 1)}.get(top, ())
    return ends is not None and rest.count("/") in depths and rest.endswith(ends)


def _names(site: Path) -> list[str]:
    found = [path for depth in ("*", "*/*", "*/*/*") for path in site.glob(depth)]
    return [path.relative_to(site).as_posix() for path in found if path.is_file()]


def _sums(site: Path) -> Mapping[str, str]:
    try:
        return read_sums(site)
    except OutputError:  # none yet, or none of ours: then nothing there is known to be ours
        return {}


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
