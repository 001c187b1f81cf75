"""The reference of profiles is made from the model and cannot fall behind it."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from schemas.profile.load import load_profile
from schemas.profile.model import Profile
from schemas.profile.reference import END, PAGE, is_list, parts, texts, with_reference

EXAMPLES = [(table, key, example) for table, keys in texts().items() for key, (_, example) in keys.items() if example]
# What a table needs besides the key that an example shows.
BESIDE = {
    "kinds": 'kind = "own"\nhead = ["x"]',
    "lines.levels": 'level = "item"',
    "identities": 'kinds = ["operating"]\nresult = "variance"\nplus = ["actual"]',
    "prose.kinds": 'kind = "operating"\nwords = ["x"]',
    "prose.measures": 'measure = ["actual"]\nbefore = ["x"]',
}


def test_every_key_of_the_model_is_told_of_and_no_other() -> None:
    assert {name: list(part.model_fields) for name, part in parts()} == {
        name: list(keys) for name, keys in texts().items()
    }


def test_the_page_holds_the_reference_as_it_is_made_now() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_reference(page) == page, "run python -m schemas.profile.reference"


def test_a_page_without_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="the page needs the lines"):
        with_reference(f"no beginning, only {END}")


@pytest.mark.parametrize(("table", "key", "example"), EXAMPLES, ids=[f"{table}.{key}" for table, key, _ in EXAMPLES])
def test_every_example_is_a_profile(table: str, key: str, example: str) -> None:
    """An example stands below its table's head, or is a table of its own."""
    lines = BESIDE.get(table, "").splitlines()
    own = [line for line in lines if not line.startswith(f"{key} =")]
    head = [f"[[{table}]]" if is_list(table) else f"[{table}]"] if table else []
    alone = example.startswith("[") and not table.startswith("kinds")
    text = example if alone else "\n".join([*head, *own, example])
    given = tomllib.loads(text)
    base = load_profile("dansk-kommune").model_dump(exclude_unset=True)
    checked = Profile.model_validate(_over(base, given))
    assert checked.name


def _over(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    return base | {
        key: _over(base[key], value) if isinstance(value, dict) and isinstance(base.get(key), dict) else value
        for key, value in own.items()
    }
