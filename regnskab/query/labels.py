"""Danish names of columns and of the words that closed vocabularies hold."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from regnskab.errors import QueryError
from schemas.contract.arrays import build

if TYPE_CHECKING:
    import pandas as pd

Labels = Literal["da"]
_FILE = Path(__file__).with_name("labels_da.toml")


@cache
def danish() -> Mapping[str, Mapping[str, str]]:
    """The labels of ``columns`` and of ``values``."""
    table: Mapping[str, Mapping[str, str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return table


def column_label(name: str) -> str:
    """What a column is called in Danish; one of a measure is called as the measure; an unknown one keeps its name."""
    labels = danish()
    if name in labels["columns"]:
        return labels["columns"][name]
    for ending, words in ((_PER_INHABITANT, "pr. indbygger"), ("_thousand", "1.000 kr."), ("_million", "mio. kr.")):
        if name.endswith(ending):
            return f"{column_label(name.removesuffix(ending))}, {words}"
    return labels["values"].get(name, name)


_PER_INHABITANT = "_per_inhabitant"


def labelled(table: pa.Table, language: str) -> pa.Table:
    """The table with its columns and its vocabularies' words in a language. Raises QueryError for an unknown one."""
    words = _words(language)
    names: list[str] = []
    for place, field in enumerate(table.schema):
        names.append(column_label(field.name))
        if pa.types.is_dictionary(field.type):
            column = table[field.name].combine_chunks()
            called = [words.get(word, word) for word in column.dictionary.to_pylist()]
            renamed = pa.DictionaryArray.from_arrays(column.indices, build(pa.string(), called))
            table = table.set_column(place, field.with_type(renamed.type), renamed)
    return table.rename_columns(names)


def labelled_frame(frame: pd.DataFrame, language: str, spread: Collection[str]) -> pd.DataFrame:
    """The same for a wide frame, of which some columns are the words ``spread`` of a vocabulary.

    Raises QueryError for an unknown language.
    """
    words = _words(language)
    called = {name: words.get(name, name) if name in spread else column_label(name) for name in frame.columns}
    for name in frame.columns[frame.dtypes == "category"]:
        frame[name] = frame[name].cat.rename_categories(
            {word: words.get(word, word) for word in frame[name].cat.categories}
        )
    return frame.rename(columns=called)


def _words(language: str) -> Mapping[str, str]:
    if language != "da":
        raise QueryError(
            f"there are no labels in {language!r}", remedy='use labels="da", or none for the English names'
        )
    return danish()["values"]
