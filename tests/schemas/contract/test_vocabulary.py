"""The closed vocabularies: one place, a type and a tuple each, in the published order."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

from schemas.contract import vocabulary
from schemas.datasets import EVERY

ROOT = Path(__file__).parents[3]
TYPES = {name: get_args(value) for name, value in vars(vocabulary).items() if name[0].isupper() and get_args(value)}


def test_every_closed_vocabulary_of_the_contract_is_one_of_them() -> None:
    held = {column.vocabulary for dataset in EVERY.values() for column in dataset.columns if column.vocabulary}
    assert held <= set(TYPES.values())


def test_no_other_module_spells_a_vocabulary_again() -> None:
    """A Literal, tuple or list of the very words of a vocabulary stands in ``vocabulary`` only."""
    known = {frozenset(words): name for name, words in TYPES.items()}
    again = []
    for folder in ("extract", "normalize", "schemas", "regnskab"):
        for path in (ROOT / folder).rglob("*.py"):
            if path == Path(str(vocabulary.__file__)):
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Tuple | ast.List):
                    words = frozenset(one.value for one in node.elts if isinstance(one, ast.Constant))
                    if len(words) == len(node.elts) and (name := known.get(words)) is not None:
                        again.append(f"{path.relative_to(ROOT)}:{node.lineno} is {name}")
    assert not again
