"""Columns woven into lines are what joining their words would give."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from regnskab.publish.formats.joined_columns import around, joined
from schemas.contract.arrays import build

WORDS = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=5) | st.none(), max_size=8)


@given(WORDS, st.integers(0, 3), st.booleans())
def test_lines_are_their_words_joined(words: list[str | None], start: int, chunked: bool) -> None:
    column = build(pa.string(), words)[start:]
    given = pa.chunked_array([column[:1], column[1:]]) if chunked else column
    expected = "".join("<nothing>\n" if word is None else f"<{word}>\n" for word in words[start:])
    assert joined([*around("<", given, ">", "<nothing>"), "\n"]) == expected.encode()
