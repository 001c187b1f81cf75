"""What reviewers have corrected: a file for each report, ``<report_id>.toml``, in a folder of their own.

Such a file is TOML; ``value`` is what the cell should read, as it would be printed::

    [[corrections]]
    table = "ballerup-2024/kultur-og-fritidsudvalget/tabel-3"
    row = 11                  # row and column in the dataset cells
    column = 1
    page = 32
    box = [307.1, 331.4, 313.6, 344.9]    # optional: where on the page, for who looks it up
    expect = "5"              # what is printed; where that changes, converting stops
    value = "5.000"
    role = "number"           # optional: label, number or text, where it was taken for another
    why = "The budget of the year before has 5.000."
    who = "Kim"
    when = 2024-05-02
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from normalize.verdicts import CorrectedRole, Correction
from regnskab.errors import CorrectionError

FOLDER: Final = "corrections"


class Entry(BaseModel):
    """One correction, as in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str = Field(min_length=1)
    row: int = Field(ge=0)
    column: int = Field(ge=0)
    page: int = Field(ge=1)
    box: tuple[float, float, float, float] | None = None
    expect: str
    value: str
    role: CorrectedRole | None = None
    why: str = Field(min_length=1)
    who: str = Field(min_length=1)
    when: datetime | date

    @property
    def correction(self) -> Correction:
        """What is to be read instead, without who says so."""
        return Correction(self.table, self.row, self.column, self.page, self.expect, self.value, self.role)


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    corrections: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of one report, and the file that they stand in."""

    report_id: str
    source: str
    entries: tuple[Entry, ...]

    @property
    def sha256(self) -> str:
        """The hash of what they change, by which a report that was made with others is known."""
        changes = [[*one.correction.place, one.page, one.expect, one.value, one.role] for one in self.entries]
        return hashlib.sha256(json.dumps(sorted(changes, key=str), ensure_ascii=False).encode()).hexdigest()


AllCorrections = Mapping[str, Corrections]


def beside(out: str | Path) -> Path | None:
    """The folder of corrections inside an output folder; None where there is none."""
    folder = Path(out) / FOLDER
    return folder if "://" not in str(out) and folder.is_dir() else None


def read_folder(folder: Path) -> dict[str, Corrections]:
    """The corrections in a folder, by report. Raises CorrectionError, naming the file and the key."""
    if not folder.is_dir():
        raise CorrectionError("there is no such folder", source=folder, remedy="name the folder of corrections")
    return {path.stem: read_file(path) for path in sorted(folder.glob("*.toml"))}


def read_file(path: Path) -> Corrections:
    """The corrections in one file. Raises CorrectionError, naming the key."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"cannot be read ({error})", source=path, remedy="check the file") from None
    return Corrections(path.stem, str(path), parse(text, path))


def parse(text: str, source: Path) -> tuple[Entry, ...]:
    """The corrections that a file's text holds. Raises CorrectionError, naming the key, or a cell corrected twice."""
    try:
        entries = _File.model_validate(tomllib.loads(text)).corrections
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise CorrectionError(f"key {key}: {first['msg']}", source=source, remedy=f"correct {key}") from None
    except (ValueError, RecursionError) as error:
        raise CorrectionError(f"is not valid TOML: {error}", source=source, remedy="correct the file") from None
    places = [one.correction.place for one in entries]
    for one in entries:
        if places.count(one.correction.place) > 1:
            raise CorrectionError(f"{one.correction}: is corrected twice", source=source, remedy="keep one of them")
    return entries
