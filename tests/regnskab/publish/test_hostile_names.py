"""A PDF's name in a published package: text, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from regnskab.publish.describe.pages import readme
from regnskab.publish.package.publisher import PublisherDetails
from regnskab.publish.package.read_contents import read_contents
from regnskab.report.conversion import Conversion
from regnskab.report.source import Source

NAME = "a\x1b[2J\n# Ny overskrift <script>alert(1)</script> [klik](javascript:x)|\u202e.pdf"


def test_the_readme_shows_a_name_and_obeys_none_of_it(
    make_conversion: Callable[..., Conversion], tmp_path: Path, publisher: PublisherDetails
) -> None:
    made = make_conversion()
    replace(made, source=Source(Path(NAME), NAME, made.source.sha256, 1234)).write(tmp_path)
    contents = read_contents(tmp_path)
    text = readme(publisher, contents, []).decode()
    row = next(line for line in text.split("\n") if line.startswith("| `eksempel-2024`"))
    assert "<script" not in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "](javascript" not in text
    assert row.replace("\\|", "").count("|") == 5
    assert "# Ny overskrift" in row.replace("\\", "")
