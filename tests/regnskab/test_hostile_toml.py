"""Promises of SECURITY.md: a file of settings that anyone may have written never ends in a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from regnskab.errors import CorrectionError, DecisionError, ProfileError, RegnskabError
from regnskab.publish.package.publisher import load_publisher
from regnskab.report.corrections import read_file
from regnskab.years.decisions import read_decisions
from schemas.profile.load import load_profile
from schemas.profile.problems import problems_of

BROKEN = {
    "deep": "a = " + "[" * 100_000,
    "deep tables": "a = " + "{a = " * 50_000,
    "ten thousand digits": f"a = {'9' * 10_000}",
    "no text": "a = \udcff",
}


@pytest.fixture(params=BROKEN, ids=str)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "x.toml"
    path.write_bytes(BROKEN[request.param].encode(errors="surrogateescape"))
    return path


def test_a_broken_profile_is_named(path: Path) -> None:
    with pytest.raises(ProfileError, match="is not valid TOML"):
        load_profile(path)
    assert problems_of(path)


def test_broken_decisions_are_named(path: Path) -> None:
    with pytest.raises(DecisionError, match="is not valid TOML"):
        read_decisions(path)


def test_a_broken_publisher_is_named(path: Path) -> None:
    with pytest.raises(RegnskabError, match=r"x\.toml"):
        load_publisher(path)


def test_broken_corrections_are_named(path: Path) -> None:
    with pytest.raises(CorrectionError, match=r"x\.toml"):
        read_file(path)
