"""A report whose text nobody can copy is refused, and not taken for one without figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.model import Box, PageLayout, TextLine, Word
from regnskab.errors import NoTablesError, NoTextError
from regnskab.report import pipeline
from tests.regnskab.tinypdf import pdf


def _page(texts: list[str]) -> PageLayout:
    words = tuple(Word(text, 50, 50, 90, 60, 58, 10) for text in texts)
    return PageLayout(1, 595, 842, (TextLine(1, Box(50, 50, 90, 60), " ".join(texts), words, 10, False),))


@pytest.mark.parametrize(
    ("texts", "error"),
    [
        (["4&\ufffd", "\ufffd\ufffd3", "$\ufffd", "2024"], NoTextError),
        (["l\ufffdber", "mere", "end", "2024"], NoTablesError),
    ],
)
def test_text_without_letters_is_named(
    texts: list[str], error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.pdf").write_bytes(pdf([[(50, 50, "x")]]))
    monkeypatch.setattr(pipeline, "read_layouts", lambda document: [_page(texts)])
    with pytest.raises(error) as caught:
        pipeline.convert(tmp_path / "one.pdf")
    assert ("ocrmypdf" in str(caught.value)) == (error is NoTextError)
