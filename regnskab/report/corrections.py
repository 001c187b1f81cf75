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

``structure`` says how a table is built, by the piece of it that stands in ``box`` on ``page``; each entry is applied to
what those before it left::

    [[structure]]
    table = "ballerup-2024/kultur-og-fritidsudvalget/tabel-3"    # what it is called
    page = 32
    box = [53.7, 64.7, 535.6, 212.6]
    change = "column"         # or row, head, kind, joined, parted
    expect = 317.0            # a border in points from the left; without it, there is none yet
    value = 330.5             # without it, there is to be none
    why = "The budget begins further right."
    who = "Kim"
    when = 2024-05-02

``accepted`` says that someone has looked the report through, and found it good as it was read from these bytes::

    [[accepted]]
    sha256 = "6b1f…"          # of the PDF
    read = "09ac…"            # of what was read of it (``acceptance.read_sha256``)
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
from typing import Final, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    ValidationError,
    model_validator,
)

from extract.model import Box
from normalize.verdicts import CorrectedRole, Correction, Restructuring, StructureChange
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


# What the ``expect`` and the ``value`` of a change are; a border may be nowhere, before or after.
_SAYS: Final[Mapping[StructureChange, tuple[type, type]]] = {
    "column": (float, float),
    "row": (float, float),
    "head": (int, int),
    "kind": (str, str),
    "joined": (bool, bool),
    "parted": (str, float),
}
_BORDERS: Final = ("column", "row")

Said = StrictBool | StrictInt | StrictFloat | StrictStr | None


class Structure(BaseModel):
    """One change to how a table is built, as in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    table: str = Field(min_length=1)
    page: int = Field(ge=1)
    box: tuple[float, float, float, float]
    change: StructureChange
    expect: Said = None
    value: Said = None
    why: str = Field(min_length=1)
    who: str = Field(min_length=1)
    when: datetime | date

    @model_validator(mode="after")
    def _says_what_it_changes(self) -> Self:
        for name, said, kind in zip(("expect", "value"), (self.expect, self.value), _SAYS[self.change], strict=True):
            if said is None and self.change in _BORDERS:
                continue
            fits = isinstance(said, int | float) if kind is float else isinstance(said, kind)
            if not fits or (isinstance(said, bool) and kind is not bool):
                raise ValueError(f"{name} of a {self.change} is a {kind.__name__}")
        if self.expect == self.value:
            raise ValueError("expect and value say the same")
        if self.change == "head" and min(int(self.expect or 0), int(self.value or 0)) < 0:
            raise ValueError("a table has 0 head rows or more")
        return self

    @property
    def restructuring(self) -> Restructuring:
        """What is to be read instead, without who says so."""
        return Restructuring(self.table, self.page, Box(*self.box), self.change, self.expect, self.value)


class Accepted(BaseModel):
    """That someone has looked the report through: the PDF with the hash ``sha256``, read as the files with ``read``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    read: str = Field(pattern="^[0-9a-f]{64}$")
    who: str = Field(min_length=1)
    when: datetime | date


class Contents(BaseModel):
    """All that a file of corrections says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    structure: tuple[Structure, ...] = ()
    corrections: tuple[Entry, ...] = ()
    accepted: tuple[Accepted, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of one report, and the file that they stand in."""

    report_id: str
    source: str
    entries: tuple[Entry, ...]
    structure: tuple[Structure, ...] = ()
    accepted: tuple[Accepted, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether they change anything of what is read."""
        return bool(self.entries or self.structure)

    @property
    def sha256(self) -> str:
        """The hash of what they change, by which a report that was made with others is known."""
        changes: list[object] = sorted(
            ([*one.correction.place, one.page, one.expect, one.value, one.role] for one in self.entries), key=str
        )
        if self.structure:
            changes += [[one.page, one.box, one.change, one.expect, one.value] for one in self.structure]
        return hashlib.sha256(json.dumps(changes, ensure_ascii=False).encode()).hexdigest()


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
    contents = parse(text, path)
    return Corrections(path.stem, str(path), contents.corrections, contents.structure, contents.accepted)


def parse(text: str, source: Path) -> Contents:
    """What a file's text says. Raises CorrectionError, naming the key, or a cell corrected twice."""
    try:
        contents = Contents.model_validate(tomllib.loads(text))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise CorrectionError(f"key {key}: {first['msg']}", source=source, remedy=f"correct {key}") from None
    except (ValueError, RecursionError) as error:
        raise CorrectionError(f"is not valid TOML: {error}", source=source, remedy="correct the file") from None
    places = [one.correction.place for one in contents.corrections]
    for one in contents.corrections:
        if places.count(one.correction.place) > 1:
            raise CorrectionError(f"{one.correction}: is corrected twice", source=source, remedy="keep one of them")
    return contents
