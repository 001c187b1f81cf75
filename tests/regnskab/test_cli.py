"""The command: what it prints, what it returns, and that one bad input spoils nothing."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from regnskab.cli import COMMANDS, TASKS, main
from regnskab.store import staging
from regnskab.version import VERSION
from tests.regnskab.tinypdf import pdf

ROOT = Path(__file__).parents[2]
MakePdf = Callable[..., bytes]
SECRET = "geheim"  # noqa: S105


def _regnskab(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def good(tmp_path: Path, report_pdf: MakePdf) -> Path:
    path = tmp_path / "good.pdf"
    path.write_bytes(report_pdf())
    return path


@pytest.fixture
def contradicted(tmp_path: Path, report_pdf: MakePdf) -> Path:
    path = tmp_path / "contradicted.pdf"
    path.write_bytes(report_pdf("1.700"))
    return path


def _reports(out: Path) -> list[str]:
    return sorted(path.stem.rsplit("-", 1)[0] for path in (out / "cells").glob("*.parquet"))


def test_a_report_is_converted_and_summed_up(good: Path, tmp_path: Path) -> None:
    result = _regnskab("convert", good, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "good.pdf, 2 pages, unknown publisher 2024" in result.stdout
    assert "1 table: 1 operating" in result.stdout
    assert "operating_expenditure 12" in result.stdout
    assert "the report's own arithmetic confirms all 7 checks" in result.stdout
    assert result.stdout.splitlines()[-1] == f"1 report written to {tmp_path / 'out'}"
    assert result.stderr == ""


def test_the_output_is_in_the_working_folder_by_default(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _regnskab("convert", good).exit_code == 0
    assert _reports(tmp_path / "output") == ["good"]


def test_a_contradiction_is_told_and_strict_makes_it_the_exit_status(contradicted: Path, tmp_path: Path) -> None:
    result = _regnskab("convert", contradicted, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "confirms 5 of 7 checks; these fail:" in result.stdout
    assert "printed 1.700.000 kr., its parts give 1.000.000 kr.: 700.000 kr. apart" in result.stdout
    assert _regnskab("convert", contradicted, "-o", tmp_path / "out", "--strict").exit_code == 4


def test_json_is_one_document(good: Path, contradicted: Path, tmp_path: Path) -> None:
    result = _regnskab("convert", good, tmp_path / "no.pdf", contradicted, "-o", tmp_path / "out", "--json")
    document = json.loads(result.stdout)
    assert document["exit_code"] == result.exit_code == 3
    assert [report["source"] for report in document["reports"]] == ["good.pdf", "contradicted.pdf"]
    assert document["reports"][1]["checks"] == {"pass": 5, "fail": 2}
    assert document["reports"][1]["failures"][0]["difference"] in ("-700000.00", "700000.00")
    assert all(Path(file).is_file() for report in document["reports"] for file in report["files"])
    assert document["errors"] == [
        {
            "source": str(tmp_path / "no.pdf"),
            "page": None,
            "problem": "there is no such file",
            "remedy": "check the path",
        }
    ]


def _bad_inputs(folder: Path, whole: bytes) -> dict[str, str]:
    """Files that are no reports, and the start of what is said of each."""
    files = {
        "text.pdf": b"Just some text, long enough to be no accident.",
        "empty.pdf": b"",
        "truncated.pdf": whole[: len(whole) // 3],
        "header.pdf": b"%PDF-1.7\n",
        "encrypted.pdf": pdf([[(50, 50, "secret")]], password=SECRET),
        "scan.pdf": pdf([[], []]),
        "prose.pdf": pdf([[(60.0, 100.0 + 14 * line, "Et afsnit uden tal og uden tabeller.") for line in range(9)]]),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "folder.pdf").mkdir()
    return {
        "text.pdf": "this is no PDF; ",
        "empty.pdf": "is empty; ",
        "truncated.pdf": "",
        "header.pdf": "",
        "encrypted.pdf": "the PDF is encrypted; give its password with --password",
        "scan.pdf": "no page has any text, as in a scan; run it through OCR first",
        "prose.pdf": "no table was found on its 1 page",
        "folder.pdf": "is a folder, not a PDF; give the PDF files in it",
        "missing.pdf": "there is no such file; check the path",
        "x" * 300 + ".pdf": "cannot be read (File name too long)",
    }


def test_bad_inputs_are_named_and_the_others_are_done(good: Path, tmp_path: Path) -> None:
    expected = _bad_inputs(tmp_path, good.read_bytes())
    bad = [tmp_path / name for name in expected]
    result = _regnskab("convert", *bad[:4], good, *bad[4:], "-o", tmp_path / "out")
    assert result.exit_code == 3
    lines = result.stderr.splitlines()
    assert len(lines) == len(bad)
    for path, said in zip(bad, expected.values(), strict=True):
        (line,) = [line for line in lines if line.startswith(f"error: {path}: {said}")]
        assert "; " in line  # what to do
    assert "Traceback" not in result.output
    assert _reports(tmp_path / "out") == ["good"]
    assert f"1 report written to {tmp_path / 'out'}, {len(bad)} not converted" in result.stdout


def test_nothing_converted_is_an_exit_status_of_its_own(tmp_path: Path) -> None:
    result = _regnskab("convert", tmp_path / "missing.pdf", "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")


@pytest.mark.usefixtures("in_this_process")
def test_an_unreadable_file_is_named(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    def forbid(path: Path, *how: Any, **given: Any) -> Any:
        if path != good:
            return real(path, *how, **given)
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "open", forbid)  # root, as in a container, may read everything
    result = _regnskab("convert", good, "-o", tmp_path / "out")
    assert result.stderr == f"error: {good}: may not be read; check the file's permissions\n"


def test_a_password_opens_an_encrypted_report(tmp_path: Path, report_pdf: MakePdf) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(report_pdf(password=SECRET))
    assert _regnskab("convert", path, "-o", tmp_path / "out", "--password", SECRET).exit_code == 0
    wrong = _regnskab("convert", path, "-o", tmp_path / "out", "--password", "wrong", "--force")
    assert wrong.exit_code == 1
    assert "password is wrong" in wrong.stderr


def test_the_publishers_profile_names_the_report(tmp_path: Path, good: Path) -> None:
    text = f'extends = "{ROOT}/schemas/profiles/dansk-kommune.toml"\nname = "koege"\nmunicipality = "Køge"\n'
    (tmp_path / "koege.toml").write_text(text + 'municipality_code = "259"\n', encoding="utf-8")
    result = _regnskab("convert", good, "-o", tmp_path / "out", "--profile", tmp_path / "koege.toml")
    assert result.stdout.startswith("koege-2024: good.pdf, 2 pages, Køge 2024")


def test_an_unknown_profile_is_wrong_usage(good: Path, tmp_path: Path) -> None:
    result = _regnskab("convert", good, "-o", tmp_path / "out", "--profile", "atlantis")
    assert result.exit_code == 2
    assert "error: there is no profile named 'atlantis'; use one of" in result.stderr


def test_two_files_that_are_the_same_report_are_told_apart(tmp_path: Path, report_pdf: MakePdf) -> None:
    first, copy, rival = tmp_path / "a.pdf", tmp_path / "copy.pdf", tmp_path / "b.pdf"
    first.write_bytes(report_pdf())
    copy.write_bytes(report_pdf())
    rival.write_bytes(report_pdf("1.700"))
    result = _regnskab("convert", first, copy, rival, "-o", tmp_path / "out", "--profile", "ballerup")
    assert result.exit_code == 3
    assert result.stderr.startswith(f"error: {rival}: is report ballerup-2024, as {first} is, but differs from it; ")
    assert f"{copy}: the same report as {first}" in result.stdout
    rows = json.loads(_regnskab("show", tmp_path / "out", "sources", "--json").stdout)["rows"]
    assert [row["name"] for row in rows] == ["a.pdf"]


def test_an_output_that_cannot_be_a_folder_ends_it(good: Path) -> None:
    result = _regnskab("convert", good, "-o", good)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: {good}: cannot be written")


def test_a_disk_that_is_full_for_a_while_costs_that_report_alone(
    good: Path, contradicted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = staging.write_synced, []

    def write(path: Path, content: bytes) -> None:
        calls.append(path)
        if len(calls) == 4:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(path, content)

    monkeypatch.setattr(staging, "write_synced", write)
    result = _regnskab("convert", good, contradicted, "-o", tmp_path / "out", "--jobs", 1)
    assert result.exit_code == 3
    assert result.stderr == (
        f"error: {good}: cannot be written to {tmp_path / 'out'}: the disk is full; "
        "free some space, or choose another folder with -o\n"
    )
    assert _reports(tmp_path / "out") == ["contradicted"]


@pytest.mark.usefixtures("in_this_process")
def test_an_error_of_our_own_is_one_line_too(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("somewhere")

    monkeypatch.setattr("regnskab.report.pipeline.normalize_report", broken)
    result = _regnskab("convert", good, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "cannot be converted, an error of regnskab's own (KeyError: 'somewhere'); please report it" in result.stderr
    monkeypatch.setenv("REGNSKAB_DEBUG", "1")
    assert isinstance(
        CliRunner().invoke(main, ["convert", str(good), "-o", str(tmp_path / "out"), "--retry"]).exception, KeyError
    )


@pytest.mark.parametrize(
    "arguments", [["convert"], ["convert", "--nope", "x.pdf"], ["nope"], ["show", "out"], ["check"]]
)
def test_wrong_usage_is_2(arguments: list[str]) -> None:
    assert _regnskab(*arguments).exit_code == 2


@pytest.fixture
def converted(good: Path, contradicted: Path, tmp_path: Path) -> Path:
    assert _regnskab("convert", good, contradicted, "-o", tmp_path / "out").exit_code == 0
    return tmp_path / "out"


def test_check_shows_what_fails_first(converted: Path) -> None:
    result = _regnskab("check", converted, "--all")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0].startswith("FAIL contradicted-")
    assert lines[1].strip().startswith("printed ")
    kinds = [line[:4] for line in lines if line[:4].strip()]
    assert kinds == ["FAIL"] * 2 + ["ok  "] * 12 + ["12 o"]
    assert lines[-1] == "12 of 14 checks hold, 2 fail"


def test_check_can_be_strict_of_one_report_and_json(converted: Path) -> None:
    assert _regnskab("check", converted, "--strict").exit_code == 4
    sources = json.loads(_regnskab("show", converted, "sources", "--json").stdout)["rows"]
    good = next(row["report_id"] for row in sources if row["name"] == "good.pdf")
    result = _regnskab("check", converted, "--strict", "--report", good, "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["checks"]) == (0, {"pass": 7, "fail": 0})
    assert {finding["report_id"] for finding in document["findings"]} == {good}


def test_check_names_a_report_that_is_not_there(converted: Path) -> None:
    result = _regnskab("check", converted, "--report", "koege-2024")
    assert result.exit_code == 1
    assert "there is no report 'koege-2024'" in result.stderr


@pytest.mark.parametrize("command", [["check"], ["show", "cells"]])
def test_a_folder_without_datasets_is_named(tmp_path: Path, command: list[str]) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        result = _regnskab(command[0], folder, *command[1:])
        assert result.exit_code == 1
        assert result.stderr.startswith(f"error: {folder}: ")
        assert "convert a report into it first" in result.stderr


def test_show_prints_tab_separated_rows_in_a_pipe(converted: Path) -> None:
    where = "measure = actual and amount_dkk >= 600000 and level != total"
    result = _regnskab("show", converted, "operating_expenditure", "--where", where, "--columns", "label,amount_dkk")
    assert result.stdout.splitlines() == ["label\tamount_dkk", *["10.26 Veje\t600000"] * 2]


def test_show_says_how_much_is_left_out(converted: Path) -> None:
    result = _regnskab("show", converted, "cells", "--limit", "3")
    assert len(result.stdout.splitlines()) == 4
    assert result.stderr == "3 of 40 rows; --limit shows more\n"


def test_show_leaves_out_what_repeats_unless_asked(converted: Path) -> None:
    header = _regnskab("show", converted, "cells", "--limit", "1").stdout.splitlines()[0].split("\t")
    everything = _regnskab("show", converted, "cells", "--limit", "1", "--columns", "all").stdout.splitlines()[0]
    assert {"table_id", "row", "column", "text", "page"} <= set(header)
    assert {"source_sha256", "x0", "municipality"}.isdisjoint(header)
    assert {"source_sha256", "x0", "municipality"} <= set(everything.split("\t"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["cell"], "there is no dataset 'cell'; did you mean cells?"),
        (["cells", "--columns", "txt"], "cells has no column 'txt'; did you mean text?"),
        (
            ["cells", "--where", "page = "],
            "the condition 'page = ' cannot be read from '=' on (character 6)",
        ),
    ],
)
def test_show_explains_what_it_cannot_find(converted: Path, arguments: list[str], said: str) -> None:
    result = _regnskab("show", converted, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_damaged_dataset_is_named(converted: Path) -> None:
    next((converted / "checks").iterdir()).write_bytes(b"no parquet")
    result = _regnskab("check", converted)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: {converted}")


def test_help_teaches_with_examples() -> None:
    assert "regnskab convert samples/ballerup-2024.pdf" in _regnskab("--help").stdout
    for command in ("convert", "check", "show"):
        text = _regnskab(command, "--help").stdout
        assert f"regnskab {command} " in text
        assert "Exit status: 0" in text


def test_the_version_is_the_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    assert _regnskab("--version").stdout == f"regnskab, version {VERSION}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_command_says(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.get_short_help_str(200) == COMMANDS[name]


def test_the_list_of_commands_loads_none_of_them() -> None:
    code = (
        "import sys\nfrom regnskab.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "sys.exit(any(name.startswith('regnskab.commands') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False).returncode == 0  # noqa: S603


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom regnskab.cli import main\n"
        "try: main(['convert', '--help'])\nexcept SystemExit: pass\n"
        "sys.exit(any(name in sys.modules for name in ('pyarrow', 'pandas', 'numpy', 'rich', 'pypdfium2', 'pydantic')))"
    )
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False).returncode == 0  # noqa: S603


def test_converting_loads_no_pandas_and_no_progress_bar(good: Path, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom regnskab.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit as end: assert not end.code\n"
        "sys.exit(any(name in sys.modules for name in ('pandas', 'rich', 'pdfplumber', 'duckdb')))"
    )
    arguments = [sys.executable, "-c", code, "convert", str(good), "-o", str(tmp_path / "out")]
    assert subprocess.run(arguments, stdout=subprocess.DEVNULL, check=False).returncode == 0  # noqa: S603
    assert _reports(tmp_path / "out") == ["good"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("convrt", "convert"), ("PUBLISH", "publish"), ("verfy", "verify"), ("tabels", "tables")]
)
def test_a_mistyped_command_is_answered_with_the_nearest(typed: str, meant: str) -> None:
    result = _regnskab(typed, "x")
    assert result.exit_code == 2
    assert f"No such command {typed!r}. Did you mean {meant!r}?" in result.stderr


def test_what_is_near_to_nothing_gets_no_guess() -> None:
    assert "No such command 'xyzzy'.\n" in _regnskab("xyzzy").stderr
    assert "No such option" in _regnskab("--xyzzy").stderr


def test_the_commands_are_listed_by_task() -> None:
    shown = _regnskab("--help").stdout
    assert [shown.index(f"{task}:") for task in TASKS] == sorted(shown.index(f"{task}:") for task in TASKS)
    for commands in TASKS.values():
        for name, says in commands.items():
            assert f"  {name} " in shown
            assert says.split()[0] in shown
    modules = {
        path.stem
        for path in (ROOT / "regnskab" / "commands").glob("*.py")
        if "@click.command(" in path.read_text("utf-8") or "@click.group(" in path.read_text("utf-8")
    }
    assert modules == set(COMMANDS)


def test_bash_completes_commands_and_options(tmp_path: Path) -> None:
    program = tmp_path / "regnskab"
    program.write_text(
        f"#!{sys.executable}\nfrom regnskab.cli import main\nmain(prog_name='regnskab')\n", encoding="utf-8"
    )
    program.chmod(0o755)
    path = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    script = """
        eval "$(_REGNSKAB_COMPLETE=bash_source regnskab)"
        complete -p regnskab >&2
        ask() {
          COMPREPLY=(); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
          _regnskab_completion regnskab
          echo "${COMPREPLY[*]}"
        }
        ask regnskab pub
        ask regnskab publish --pr
    """
    done = subprocess.run(["/bin/bash", "-c", script], capture_output=True, text=True, env=path, check=True)  # noqa: S603
    assert done.stdout.splitlines() == ["publish", "--prune"]
    assert "_regnskab_completion" in done.stderr
