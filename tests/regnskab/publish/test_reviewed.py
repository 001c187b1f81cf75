"""``publish --require-review`` takes reports that someone has looked through as they are, and no others."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from regnskab.cli import main
from regnskab.report.acceptance import read_sha256
from regnskab.store.store import open_store


def _publish(out: Path, publisher_file: Path, *options: str) -> Result:
    return CliRunner().invoke(
        main, ["publish", str(out), "-o", str(out.with_name("site")), "--publisher", str(publisher_file), *options]
    )


def _accept(out: Path, folder: Path, *, read: str | None = None) -> None:
    folder.mkdir()
    for entry in open_store(out).read().entries:
        text = f'[[accepted]]\nsha256 = "{entry.source.sha256}"\nread = "{read or read_sha256(entry)}"\n'
        (folder / f"{entry.report_id}.toml").write_text(text + 'who = "Kim"\nwhen = 2025-05-02\n', encoding="utf-8")


def test_what_nobody_reviewed_is_refused_by_name(out: Path, publisher_file: Path) -> None:
    result = _publish(out, publisher_file, "--require-review")
    assert result.exit_code == 1
    assert "not reviewed: eksempel-2023 (by nobody), eksempel-2024 (by nobody)" in result.output
    assert "regnskab review" in result.output
    assert not out.with_name("site").exists()


def test_what_was_read_anew_since_is_refused(out: Path, publisher_file: Path) -> None:
    _accept(out, out / "corrections", read="0" * 64)
    result = _publish(out, publisher_file, "--require-review")
    assert result.exit_code == 1
    assert "eksempel-2024 (by Kim, 2025-05-02, but read anew since)" in result.output


def test_what_was_reviewed_is_published(out: Path, publisher_file: Path) -> None:
    _accept(out, out.with_name("elsewhere"))
    assert _publish(out, publisher_file, "--require-review").exit_code == 1
    result = _publish(out, publisher_file, "--require-review", "--corrections", str(out.with_name("elsewhere")))
    assert result.exit_code == 0, result.output
    assert (out.with_name("site") / "index.html").is_file()
