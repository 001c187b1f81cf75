"""A promise of SECURITY.md: no text of a CSV file is run by a spreadsheet, and each can be read back."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regnskab.query.spreadsheet_texts import marked, marked_column, unmarked_column

SIGNS = "=+-@\t\r\n'＝＋－＠"
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12) | st.text(f"{SIGNS}0123456789.,% ()|!Aæ", max_size=12)


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", '=HYPERLINK("http://x")', "+1+1", "-1-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"),
        *("-2+cmd|' /C calc'!A0", "=", "@", "'", "'=1", "- heraf løn", "-1e5", "-1(2)", "＝1", "－A1", "-1\n"),
    ],
)
def test_what_a_spreadsheet_would_run_is_marked(text: str) -> None:
    assert marked(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "-", "--", "-1.234", "+3", "- 12,5 %", "-1 234", "-1\u00a0234", "-0,5-", "1=1", "a-b", " =1"]
)
def test_numbers_and_other_texts_stay_as_they_are(text: str) -> None:
    assert marked(text) == text


@given(TEXTS)
def test_a_marked_text_reads_back(text: str) -> None:
    assert marked(text).removeprefix("'") == text


@given(st.lists(TEXTS | st.none(), max_size=8))
def test_a_column_is_marked_as_its_texts_are(texts: list[str | None]) -> None:
    column = pa.chunked_array([pa.array(texts, pa.string())])
    written = marked_column(column)
    assert written.to_pylist() == [None if text is None else marked(text) for text in texts]
    assert unmarked_column(written).to_pylist() == texts
