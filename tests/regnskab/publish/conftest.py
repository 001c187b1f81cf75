"""A folder with two converted reports, its publisher, and the package made of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from regnskab.publish.make import publish
from regnskab.publish.package.publisher import PublisherDetails, load_publisher
from regnskab.report.conversion import Conversion
from regnskab.years.compare import track

PUBLISHER = """
base_url = "https://data.example.dk/regnskab"
license = "https://creativecommons.org/licenses/by/4.0/"
license_title = "CC BY 4.0"
issued = 2025-05-01
[organisation]
name = "Eksempel Kommune"
homepage = "https://www.example.dk"
[contact]
name = "Økonomi"
email = "data@example.dk"
[sources]
"eksempel-2024" = "https://www.example.dk/regnskab.pdf"
"""
_MADE: dict[str, Path] = {}


@pytest.fixture
def publisher_file(tmp_path: Path) -> Path:
    path = tmp_path / "publisher.toml"
    path.write_text(PUBLISHER, encoding="utf-8")
    return path


@pytest.fixture
def publisher(publisher_file: Path) -> PublisherDetails:
    return load_publisher(publisher_file)


@pytest.fixture
def out(make_conversion: Callable[..., Conversion], tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    for year, letters in ((2023, "ab"), (2024, "cd")):
        make_conversion(f"eksempel-{year}", sha256=letters * 32, year=year).write(folder)
    track(folder)
    return folder


@pytest.fixture
def site(out: Path, publisher: PublisherDetails, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the published package, which is made once."""
    if "site" not in _MADE:
        _MADE["site"] = tmp_path_factory.mktemp("published") / "site"
        publish(out, _MADE["site"], publisher)
    return Path(shutil.copytree(_MADE["site"], tmp_path / "site"))
