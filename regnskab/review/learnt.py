"""Words that a reviewer gave their meaning while looking at a report, as a profile file of nothing but such words.

The file is ``<report_id>.toml``; it extends the profile that the report was read with, so that ``convert --profile``
reads the next report of the same publisher by it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from normalize.danish.text import slug
from normalize.wording.lexicon import bare
from regnskab.errors import ProfileError
from regnskab.review.stored import StoredReport
from regnskab.store.manifest_model import Entry
from schemas.contract.vocabulary import MEASURES
from schemas.profile import SHARED_PROFILE
from schemas.profile.kinds import known_measures
from schemas.profile.load import Profile, available, load_profile

FOLDER: Final = "profiles"

Wordings = Mapping[str, tuple[str, ...]]


class _Measures(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    measures: Wordings = {}


class _Kind(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    caption: tuple[str, ...] = ()
    lines: Wordings = {}
    measures: Wordings = {}


class Learnt(BaseModel):
    """A profile of nothing but words: heads by measure, lines by code, captions by kind of table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    extends: str
    name: str
    columns: _Measures = _Measures()
    statements: _Measures = _Measures()
    kinds: tuple[_Kind, ...] = ()

    @property
    def words(self) -> list[dict[str, str]]:
        """Each word with what it means: ``what`` it is, the ``kind`` of table, the ``key`` that it stands for."""
        shared = [*self.columns.measures.items(), *self.statements.measures.items()]
        out = [_word("measure", "", key, word) for key, words in shared for word in words]
        for one in self.kinds:
            out += [_word("caption", one.kind, one.kind, pattern) for pattern in one.caption]
            out += [_word("line", one.kind, key, word) for key, words in one.lines.items() for word in words]
            out += [_word("measure", one.kind, key, word) for key, words in one.measures.items() for word in words]
        return out


def _word(what: str, kind: str, key: str, word: str) -> dict[str, str]:
    return {"what": what, "kind": kind, "key": key, "word": word}


def parse(text: str, source: Path) -> Learnt:
    """The words of a profile file. Raises ProfileError where it holds anything else."""
    try:
        return Learnt.model_validate(tomllib.loads(text))
    except ValidationError as error:
        key = ".".join(str(part) for part in error.errors()[0]["loc"])
        problem, remedy = f"key {key} is more than words learnt by looking", "add the words to it by hand"
        raise ProfileError(problem, source=source, remedy=remedy) from None
    except (ValueError, RecursionError) as error:
        raise ProfileError(f"is not valid TOML: {error}", source=source, remedy="correct the file") from None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What words of a report may mean, and those learnt so far; ``extends`` and ``name`` begin its profile file.

    ``refused`` says why no word can be saved, "" where one can.
    """

    extends: str
    name: str
    measures: tuple[str, ...]
    lines: Mapping[str, tuple[str, ...]]
    words: tuple[Mapping[str, str], ...] = ()
    refused: str = ""

    @property
    def data(self) -> dict[str, Any]:
        """The same, for the page."""
        return {
            "extends": self.extends,
            "name": self.name,
            "measures": self.measures,
            "shared": MEASURES,
            "lines": self.lines,
            "words": self.words,
            "refused": self.refused,
        }


def vocabulary(report: StoredReport, entry: Entry | None, folder: Path) -> Vocabulary:
    """The vocabulary of a report, by the profile that it was read with and the words learnt before."""
    file = folder / f"{report.report_id}.toml"
    extends, used = _base(report, entry, file)
    name = used.name if used.municipality else slug(report.source["municipality"] or report.report_id)
    kinds = used.statement_kinds
    own = [measure for kind in kinds for measure in kind.measures]
    measures = tuple(dict.fromkeys([*known_measures(), *own]))
    lines = {kind.kind: tuple(kind.lines) for kind in kinds}
    known = Vocabulary(extends, name, measures, lines)
    if not file.is_file():
        return known
    try:
        learnt = parse(file.read_text(encoding="utf-8"), file)
    except (ProfileError, OSError, UnicodeDecodeError) as error:
        return Vocabulary(extends, name, measures, lines, refused=str(error))
    return Vocabulary(learnt.extends, learnt.name, measures, lines, tuple(learnt.words))


def _base(report: StoredReport, entry: Entry | None, file: Path) -> tuple[str, Profile]:
    """What a file of learnt words extends: the profile that the report was read with, never itself."""
    given = None if entry is None or entry.recipe is None else entry.recipe.profile
    if given is not None and given.endswith(".toml"):
        try:
            used = load_profile(Path(given))
        except ProfileError:
            pass
        else:
            return os.path.relpath(given, file.parent), used
    name = report.source["profile"]
    base = name if name in available() else SHARED_PROFILE
    return base, load_profile(base)


def wording(text: str) -> str:
    """A head or a label as a profile writes it: without years, days, units and numbers."""
    return bare(text)
