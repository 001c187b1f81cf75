"""What only a publisher knows, from one TOML file: who, whom to ask, under which licence, at which address.

Dates are stated here or not at all: the same data published twice is the same package.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from regnskab.errors import PublishError
from regnskab.publish.package.codes import known_codes

FILE = "publisher.toml"
_TEMPLATE = Path(__file__).with_name(FILE)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"{}|\\^`]+$")]
Email = Annotated[str, StringConstraints(pattern=r"^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Organisation(_Strict):
    """Who makes the data available."""

    name: Text
    homepage: Address


class Contact(_Strict):
    """Whom to ask."""

    name: Text
    email: Email


def _fillable(template: str) -> str:
    if "{code}" not in template and "{code4}" not in template:
        raise ValueError("has neither {code} nor {code4} in it")
    return template


def _known_theme(code: str) -> str:
    return _known(code, known_codes().themes)


def _known_frequency(code: str) -> str:
    return _known(code, known_codes().frequencies)


def _known(code: str, codes: Sequence[str]) -> str:
    if code not in codes:
        near = get_close_matches(code.upper(), codes, n=1)
        raise ValueError(f"did you mean {near[0]}?" if near else f"use one of {', '.join(codes)}")
    return code


def _known_licence(address: str) -> str:
    licence = known_codes().licence(address)
    if licence is None:
        known = ", ".join(one.address for one in known_codes().licences)
        raise ValueError(f"is no licence that portals know; use one of {known}")
    return licence.address


class PublisherDetails(_Strict):
    """The whole file. ``municipality_uri`` names a municipality by its code (``{code}`` 151, ``{code4}`` 0151);
    ``sources`` tells by report where its PDF can be had. ``themes`` and ``frequency`` are codes of the EU.
    """

    base_url: Address
    license: Annotated[Address, AfterValidator(_known_licence)]
    license_title: Text
    organisation: Organisation
    contact: Contact
    title_da: Text = "Kommunale regnskaber"
    title_en: Text = "Municipal accounts"
    keywords: tuple[Text, ...] = ("regnskab", "kommune", "budget")
    themes: Annotated[tuple[Annotated[str, AfterValidator(_known_theme)], ...], Field(min_length=1)] = ("GOVE", "ECON")
    frequency: Annotated[str, AfterValidator(_known_frequency)] = "ANNUAL"
    issued: date | None = None
    modified: date | None = None
    municipality_uri: Annotated[Address, AfterValidator(_fillable)] = "https://api.dataforsyningen.dk/kommuner/{code4}"
    sources: dict[str, Address] = Field(default_factory=dict)

    def url(self, path: str) -> str:
        """Where a file of the package will be found."""
        return f"{self.base_url.rstrip('/')}/{path}"

    def municipality(self, code: str) -> str:
        """The URI of the municipality with this code."""
        return self.municipality_uri.replace("{code4}", code.zfill(4)).replace("{code}", code)


def load_publisher(path: Path) -> PublisherDetails:
    """What the file says. Raises PublishError, which names every key that is missing or wrong."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PublishError(
            "there is no such file; it says who publishes the data, whom to ask, the licence and the address",
            source=path,
            remedy=f'"regnskab publish --init {path}" writes one to fill in',
        ) from None
    except (ValueError, RecursionError) as error:
        raise PublishError(f"is not valid TOML: {error}", source=path, remedy="correct the file") from None
    except OSError as error:
        raise PublishError(f"cannot be read: {error.strerror}", source=path, remedy="check its permissions") from None
    if not table:
        needed = "base_url, license, license_title, and sections [organisation] and [contact]"
        raise PublishError(
            f"says nothing yet; it needs {needed}",
            source=path,
            remedy="fill it in as docs/publishing.md shows; regnskab publish --init FILE writes one to fill in",
        )
    try:
        return PublisherDetails.model_validate(table)
    except ValidationError as error:
        problems = "; ".join(_problem(dict(found)) for found in error.errors())
        raise PublishError(problems, source=path, remedy="correct this file; docs/publishing.md shows one") from None


def template() -> str:
    """A file to fill in."""
    return _TEMPLATE.read_text(encoding="utf-8")


def _problem(found: dict[str, Any]) -> str:
    """What is wrong with a key, in the words of somebody who fills in the file."""
    key = _key(found["loc"])
    example = next((f", such as {shown}" for name, shown in _EXAMPLES.items() if key.startswith(name)), "")
    kind = found["type"]
    if kind == "missing":
        return f"{key} is missing{example}"
    if kind == "extra_forbidden":
        near = get_close_matches(key.rpartition(".")[2], _keys(), n=1)
        return f"{key} is no key of this file" + (f"; did you mean {near[0]}?" if near else "")
    if kind == "value_error":
        return f"{key}: {found['ctx']['error']}, not {found['input']!r}"
    if isinstance(found["input"], str) and not found["input"].strip():
        return f"{key} is empty: fill it in{example}"
    return f"{key} is {found['input']!r}: give {_KINDS.get(kind, 'a value of the right kind')}{example}"


def _key(path: Sequence[object]) -> str:
    return ".".join(f"no. {part + 1}" if isinstance(part, int) else str(part) for part in path)


def _keys() -> list[str]:
    return [*PublisherDetails.model_fields, *Organisation.model_fields, *Contact.model_fields]


_EXAMPLES = {
    "base_url": 'base_url = "https://data.kommune.dk/regnskab"',
    "license_title": 'license_title = "CC BY 4.0"',
    "license": 'license = "https://creativecommons.org/licenses/by/4.0/"',
    "organisation.homepage": 'homepage = "https://www.kommune.dk"',
    "organisation": 'name = "Kommunens navn"',
    "contact.email": 'email = "data@kommune.dk"',
    "contact": 'name = "Økonomi"',
    "keywords": 'keywords = ["regnskab", "kommune"]',
    "issued": "issued = 2025-04-30",
    "modified": "modified = 2025-04-30",
    "municipality_uri": 'municipality_uri = "https://api.dataforsyningen.dk/kommuner/{code4}"',
    "sources": '"kommune-2024" = "https://www.kommune.dk/aarsrapport-2024.pdf"',
    "themes": 'themes = ["GOVE", "ECON"]',
    "frequency": 'frequency = "ANNUAL"',
}
_KINDS = {
    "string_pattern_mismatch": "it whole",
    "string_type": "a text",
    "tuple_type": "a list",
    "model_type": "a section of its own",
    "dict_type": "a section of its own",
    "date_from_datetime_parsing": "a date",
    "date_parsing": "a date",
    "date_type": "a date",
    "date_from_datetime_inexact": "a date",
}
