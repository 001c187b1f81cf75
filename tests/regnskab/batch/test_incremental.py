"""A report is done again only when something that matters has changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import regnskab
from regnskab.batch import recipe
from regnskab.batch.api import convert_many
from regnskab.batch.executors import Inline
from regnskab.batch.outcome import Outcome
from regnskab.cli import main
from regnskab.report.conversion import encoded
from regnskab.store.manifest import read_manifest, read_state
from tests.regnskab.batch.published import assert_whole, datasets

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(make_folder: Callable[[int], Path]) -> Path:
    return make_folder(3)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def _convert(places: Path | list[Path], out: Path, **options: object) -> Outcome:
    given = places if isinstance(places, list) else [places]
    return convert_many(given, out, executor=Inline(), **options)  # type: ignore[arg-type]


def _done(outcome: Outcome) -> list[str]:
    return [Path(done.path).name for done in outcome.done]


def _conditions(out: Path) -> list[str]:
    return [state.condition for state in regnskab.status(out)]


def test_a_second_run_does_nothing(folder: Path, out: Path) -> None:
    first = _convert(folder, out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    second = _convert(folder, out)
    assert _done(first) == ["a0.pdf", "a1.pdf", "a2.pdf"]
    assert (_done(second), len(second.unchanged), second.exit_code(strict=True)) == ([], 3, 0)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
    assert _conditions(out) == ["current"] * 3


def test_changed_bytes_are_read_again_and_replace_what_they_gave(
    folder: Path, out: Path, report_pdf: Callable[..., bytes]
) -> None:
    _convert(folder, out)
    old = {entry.source.name: entry.report_id for entry in read_manifest(out)}
    (folder / "a1.pdf").write_bytes(report_pdf("1.700", publisher="Sted 1"))
    assert sorted(_conditions(out)) == ["current", "current", "stale"]
    assert _done(_convert(folder, out)) == ["a1.pdf"]
    new = {entry.source.name: entry.report_id for entry in read_manifest(out)}
    # Its name ends with a hash of its bytes: it is another report now, and the old one is gone.
    assert new["a1.pdf"] != old["a1.pdf"]
    assert len(new) == 3
    assert_whole(out)


def test_a_new_time_alone_is_no_change(folder: Path, out: Path) -> None:
    _convert(folder, out)
    os.utime(folder / "a0.pdf", (1, 1))
    assert _done(_convert(folder, out)) == []


def test_a_change_of_code_makes_everything_stale(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _convert(folder, out)
    monkeypatch.setattr(recipe, "_LIBRARIES", ("pytest", *recipe._LIBRARIES))
    recipe.code_sha256.cache_clear()
    try:
        assert {state.why for state in regnskab.status(out)} == {"the code has changed"}
        assert len(_done(_convert(folder, out))) == 3
    finally:
        monkeypatch.undo()
        recipe.code_sha256.cache_clear()


def test_a_pattern_for_code_that_matches_no_file_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    for pattern in recipe._CODE:
        assert recipe._files([pattern])
    monkeypatch.setattr(recipe, "_CODE", (*recipe._CODE, "regnskab/renamed.py"))
    recipe.code_sha256.cache_clear()
    with pytest.raises(LookupError, match=r"regnskab/renamed\.py matches no file"):
        recipe.code_sha256()


def test_a_change_of_the_profile_asked_for_is_a_change(folder: Path, out: Path, tmp_path: Path) -> None:
    profile = tmp_path / "koege.toml"
    text = f'extends = "{ROOT}/schemas/profiles/dansk-kommune.toml"\nname = "koege"\n'
    profile.write_text(text)
    _convert(folder, out, profile=profile)
    assert _done(_convert(folder, out, profile=profile)) == []
    profile.write_text(text + '[units]\ndefault = "mio. kr."\n')
    assert {state.why for state in regnskab.status(out)} == {"its profile has changed"}
    assert len(_done(_convert(folder, out, profile=profile))) == 3
    assert len(_done(_convert(folder, out))) == 3  # asked for none: recognised


def test_a_second_opinion_is_another_wish(make_folder: Callable[[int], Path], out: Path) -> None:
    folder = make_folder(1)
    command = ["convert", str(folder), "-o", str(out)]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert read_manifest(out)[0].recipe == recipe.recipe(None, None)
    asked = CliRunner().invoke(main, [*command, "--second-opinion"])
    assert (asked.exit_code, "1 report written" in asked.output) == (0, True), asked.output
    (entry,) = read_manifest(out)
    assert entry.recipe == recipe.recipe(None, None, second_opinion=True)
    given = regnskab.convert(folder / "a0.pdf", second_opinion=True)
    assert datasets(out) == encoded(given).files
    assert _conditions(out) == ["current"]
    assert _done(_convert(folder, out, second_opinion=True)) == []
    assert _done(_convert(folder, out)) == ["a0.pdf"]


def test_a_second_opinion_that_cannot_be_had_is_said_before_anything_is_read(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _convert(folder, out, second_opinion=True)
    monkeypatch.setattr(recipe, "_OPINION_LIBRARIES", ("no-such-library",))
    recipe.opinion_sha256.cache_clear()
    try:
        # What was given stands, as nothing here could say otherwise.
        assert _conditions(out) == ["current"] * 3
        result = CliRunner().invoke(main, ["convert", str(folder), "-o", str(out / "new"), "--second-opinion"])
    finally:
        monkeypatch.undo()
        recipe.opinion_sha256.cache_clear()
    assert result.exit_code == 1
    assert "a second opinion needs no-such-library" in result.stderr
    assert not (out / "new").exists()


def test_lost_and_cut_files_are_made_again(folder: Path, out: Path) -> None:
    _convert(folder, out)
    whole = datasets(out)
    first, second, *_ = sorted((out / "cells").iterdir())
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1])
    assert sorted(_conditions(out)) == ["current", "stale", "stale"]
    assert len(_done(_convert(folder, out))) == 2
    assert datasets(out) == whole


def test_force_does_all_again(folder: Path, out: Path) -> None:
    _convert(folder, out)
    whole = datasets(out)
    assert len(_done(_convert(folder, out, force=True))) == 3
    assert datasets(out) == whole


def test_a_moved_folder_is_known_by_its_bytes(folder: Path, out: Path, tmp_path: Path) -> None:
    _convert(folder, out)
    moved = folder.rename(tmp_path / "elsewhere")
    assert _conditions(out) == ["orphaned"] * 3
    assert _done(_convert(moved, out)) == []
    assert _conditions(out) == ["current"] * 3


def test_input_and_output_can_move_together(tmp_path: Path, folder: Path, out: Path) -> None:
    _convert(folder, out)
    (tmp_path / "new").mkdir()
    folder.rename(tmp_path / "new" / "in")
    out.rename(tmp_path / "new" / "out")
    assert _conditions(tmp_path / "new" / "out") == ["current"] * 3


def test_what_failed_is_not_tried_again_until_it_changes(
    folder: Path, out: Path, report_pdf: Callable[..., bytes]
) -> None:
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing")
    first = _convert(folder, out)
    assert (first.exit_code(strict=False), len(first.errors)) == (3, 1)
    assert sorted(_conditions(out)) == ["current"] * 3 + ["failed"]
    again = _convert(folder, out)
    assert (again.exit_code(strict=False), _done(again)) == (3, [])
    assert "--retry tries it again" in again.errors[0].remedy
    assert "--retry" not in _convert(folder, out, retry=True).errors[0].remedy
    (folder / "bad.pdf").write_bytes(report_pdf(publisher="Nu"))
    assert _convert(folder, out).exit_code(strict=False) == 0
    assert read_state(out).unpublished == ()


def test_what_is_not_there_leaves_no_trace(folder: Path, out: Path, tmp_path: Path) -> None:
    outcome = _convert([folder, tmp_path / "no.pdf", tmp_path / "empty*"], out)
    assert [error.problem for error in outcome.errors] == ["holds no PDF", "there is no such file"]
    assert read_state(out).unpublished == ()


def test_the_first_of_two_rivals_has_the_report_in_whatever_order_they_come(
    tmp_path: Path, out: Path, report_pdf: Callable[..., bytes]
) -> None:
    names = {"a.pdf": "1.000", "b.pdf": "1.700", "c.pdf": "1.000"}
    for name, total in names.items():
        (tmp_path / name).write_bytes(report_pdf(total))
    paths = [tmp_path / name for name in names]
    _convert(paths[1:], out, profile="ballerup")  # b has it before a is there
    assert read_manifest(out)[0].source.name == "b.pdf"
    outcome = _convert(paths, out, profile="ballerup")
    assert read_manifest(out)[0].source.name == "a.pdf"
    assert [error.source for error in outcome.errors] == [str(paths[1])]
    assert outcome.duplicates == (str(paths[2]),)
    again = _convert(paths, out, profile="ballerup")
    assert (len(again.done), len(again.unchanged), len(again.errors), len(again.duplicates)) == (0, 1, 1, 1)
    paths[0].unlink()
    assert _done(_convert(paths[1:], out, profile="ballerup")) == ["b.pdf"]


def test_a_report_that_another_file_overwrote_stays(
    tmp_path: Path, out: Path, report_pdf: Callable[..., bytes]
) -> None:
    path = tmp_path / "download.pdf"
    for year in (2023, 2024):
        path.write_bytes(report_pdf(year=year))
        _convert([path], out, profile="ballerup")
    assert [entry.report_id for entry in read_manifest(out)] == ["ballerup-2023", "ballerup-2024"]
    assert _conditions(out) == ["stale", "current"]


def test_remove_takes_all_of_a_report(folder: Path, out: Path) -> None:
    _convert(folder, out)
    name = read_manifest(out)[1].report_id
    regnskab.remove(out, name)
    assert len(read_manifest(out)) == 2
    assert not list(out.rglob(f"{name}*"))
    assert_whole(out)
    with pytest.raises(regnskab.RegnskabError, match=f"has no report '{name}'"):
        regnskab.remove(out, name)
    assert _done(_convert(folder, out)) == ["a1.pdf"]


def test_the_manifest_says_what_came_of_each(folder: Path, out: Path) -> None:
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing")
    _convert(folder, out)
    state = read_state(out)
    entry = state.entries[0]
    assert (entry.source.location, entry.source.pages, entry.tables, entry.checks_failed) == ("../in/a0.pdf", 2, 1, 0)
    assert entry.facts >= 12
    assert entry.seconds is not None
    assert entry.finished is not None
    assert entry.finished.endswith("Z")
    assert (state.unpublished[0].location, state.unpublished[0].reason) == ("../in/bad.pdf", "input")
