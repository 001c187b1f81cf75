"""Words for running text are checked when the profile is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from regnskab.errors import ProfileError
from schemas.profile.load import load_profile
from schemas.profile.prose import Prose, StatedMeasure


def test_the_shared_words_are_there_for_every_publisher() -> None:
    prose = load_profile("ballerup").prose
    assert {kind.kind for kind in prose.kinds} == {"operating", "financing", "capital"}
    assert {measure for said in prose.measures for measure in said.measure} >= {"adopted_budget", "actual", "variance"}


def test_a_measure_needs_words() -> None:
    with pytest.raises(ValidationError, match="give before, behind or around"):
        StatedMeasure(measure=("actual",))
    with pytest.raises(ValidationError, match="names none"):
        StatedMeasure(measure=(), before=("brugt$",))


def test_a_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError, match="is no regular expression"):
        Prose(vague=("(ca",))


def test_a_publisher_adds_words_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'extends = "dansk-kommune"\nname = "own"\n[[prose.measures]]\nmeasure = ["actual"]\nbefore = ["løb op i$"]\n',
        encoding="utf-8",
    )
    first, *others = load_profile(own).prose.measures
    assert first.before == ("løb op i$",)
    assert others == list(load_profile("dansk-kommune").prose.measures)


def test_a_mistake_names_its_key(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('extends = "dansk-kommune"\nname = "own"\n[prose]\nwholes = ["alt"]\n', encoding="utf-8")
    with pytest.raises(ProfileError, match=r"prose\.wholes"):
        load_profile(own)
