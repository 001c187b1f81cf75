"""``regnskab profile``."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regnskab.commands.endings import reports_errors
from regnskab.commands.options import limited
from regnskab.errors import OutputError, ProfileError
from regnskab.terminal.say import say

if TYPE_CHECKING:
    from regnskab.batch.executors import Limits


@click.group("profile")
def command() -> None:
    """See, check and draft the small files that tell how a publisher words its reports.

    \b
    Those that come along:        regnskab profile list
    A first one for a new report: regnskab profile draft report.pdf -o by.toml
    Is it right?                  regnskab profile check by.toml
    What does it change?          regnskab profile try report.pdf --profile by.toml
    Use it:                       regnskab convert --profile by.toml report.pdf
    """  # noqa: D301 (click wants the character itself)


@command.command("list")
def list_profiles() -> None:
    """List the profiles that come with regnskab: name, municipality and code, and what each extends."""
    import tomllib

    from schemas.profile.load import available, load_profile, locate

    for name in available():
        profile = load_profile(name)
        base = tomllib.loads(locate(name).read_text(encoding="utf-8")).get("extends")
        whose = " ".join(part for part in (profile.municipality, profile.municipality_code) if part) or "shared words"
        click.echo(f"{name}\t{whose}" + (f"\textends {base}" if base else ""))


@command.command("show")
@click.argument("name", metavar="NAME|FILE")
@click.option("--all", "everything", is_flag=True, help="With everything inherited, as one JSON document.")
@reports_errors(ProfileError)
def show(name: str, everything: bool) -> None:
    """Print a profile as it is written; --all prints what it amounts to, with what it inherits.

    Exit status: 0 shown; 2 there is no such profile.
    """
    from schemas.profile.load import load_profile, locate

    profile = load_profile(name)
    text = profile.model_dump_json(indent=2) if everything else locate(name).read_text(encoding="utf-8")
    click.echo(text.rstrip())


@command.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...]) -> None:
    """Say what is wrong with profiles, each with its line, its key and what is allowed there.

    Exit status: 0 nothing is; 1 something is, or a file cannot be read.
    """
    from regnskab.batch.outcome import DONE, NOTHING
    from regnskab.terminal.plain import show_error
    from schemas.profile.problems import problems_of

    code = DONE
    for file in files:
        try:
            problems = problems_of(file)
        except ProfileError as error:
            show_error(error)
            code = NOTHING
            continue
        for problem in problems:
            say(f"{file}: {problem}")
        if problems:
            code = NOTHING
        else:
            say(f"{file}: nothing wrong")
    ctx.exit(code)


@command.command("draft")
@click.argument("pdf", metavar="REPORT.pdf", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "out", metavar="FILE", type=click.Path(path_type=Path), help="A file instead of output."
)
@click.option("--password", help="Opens an encrypted PDF.")
@limited
@reports_errors()
def draft(pdf: Path, out: Path | None, password: str | None, limits: Limits) -> None:
    """Read a report that no profile knows and write a first profile for it.

    What was recognised is set; what is for you to decide stands in comments. An existing FILE is not overwritten.

    Exit status: 0 written; 1 the report cannot be read, or the file not written.
    """
    from functools import partial

    from regnskab.batch.alone import one
    from regnskab.report.profile_draft import draft_profile

    text, seen = one(partial(draft_profile, pdf, password=password), limits=limits, place=str(pdf))
    trial = shlex.join(["regnskab", "profile", "try", str(pdf), "--profile", str(out or "FILE")])
    if out is None:
        click.echo(text.rstrip())
        say(f"save it as FILE, decide what stands in comments, then: {trial}", err=True)
        return
    _write(out, text)
    say(f"{out}: {len(seen.mapped)} heads understood, {len(seen.unmapped)} for you to decide")
    say(f"decide what stands in comments, then: {trial}")


@command.command("try")
@click.argument("pdf", metavar="REPORT.pdf", type=click.Path(path_type=Path))
@click.option("--profile", metavar="NAME|FILE", required=True, help="The profile to try.")
@click.option("--all", "everything", is_flag=True, help="Those tables too that are read as before.")
@click.option("--password", help="Opens an encrypted PDF.")
@limited
@reports_errors(ProfileError)
def try_it(pdf: Path, profile: str, everything: bool, password: str | None, limits: Limits) -> None:
    """Show what a profile changes: each table before and after, without writing anything.

    Told are the kind of each table, the measures found in its heads, how many of its lines are known (and which are
    not), and how many of its checks hold. "Before" is what the report is read as without --profile.

    Exit status: 0 shown; 1 the report cannot be read; 2 the profile cannot.
    """
    from functools import partial

    from regnskab.batch.alone import one
    from regnskab.report.profile_try import trial_lines, try_profile

    trial = one(partial(try_profile, pdf, profile, password=password), limits=limits, place=str(pdf))
    for line in trial_lines(trial, everything=everything):
        say(line)
    if trial.n_changed:
        say(f"use it: {shlex.join(['regnskab', 'convert', str(pdf), '--profile', profile])}")


def _write(out: Path, text: str) -> None:
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise OutputError("is there already", source=out, remedy="choose another name, or remove it") from None
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", source=out, remedy="check the folder") from None
