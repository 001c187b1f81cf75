"""Addresses of other people's vocabularies that the catalogue uses."""

from __future__ import annotations

_EU = "http://publications.europa.eu/resource/authority"

# https://op.europa.eu/en/web/eu-vocabularies/dataset: government and public sector; economy and finance.
THEMES = (f"{_EU}/data-theme/GOVE", f"{_EU}/data-theme/ECON")
ANNUAL = f"{_EU}/frequency/ANNUAL"
DANISH = f"{_EU}/language/DAN"
DENMARK = f"{_EU}/country/DNK"
ACCESS = f"{_EU}/access-right/PUBLIC"
AVAILABLE = f"{_EU}/planned-availability/STABLE"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"


def file_type(format: str) -> str:  # noqa: A002
    """Return the European address of a file type: csv, parquet, xlsx."""
    return f"{_EU}/file-type/{format.upper()}"


def iana(media: str) -> str:
    """Return the address of a media type."""
    return f"https://www.iana.org/assignments/media-types/{media}"
