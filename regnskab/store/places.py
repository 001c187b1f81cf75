"""Paths and URLs: which of the two a text is."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

_LOCAL = "file://"


def is_url(place: str | Path) -> bool:
    """Whether it is on no local disk: "s3://bucket/folder", not a path, nor "file:///folder"."""
    text = str(place)
    return "://" in text and not text.startswith(_LOCAL)


def local_path(place: str | Path) -> Path:
    """The path of a local place; "file://" goes."""
    text = str(place)
    return Path(unquote(urlsplit(text).path)) if text.startswith(_LOCAL) else Path(place)


def base_name(place: str | Path) -> str:
    """The file's name, without folder, query and percent signs."""
    if not is_url(place):
        return local_path(place).name
    split = urlsplit(str(place))
    if not split.scheme.startswith("http"):  # a store's keys may hold any character as it is
        return PurePosixPath(str(place).partition("://")[2]).name
    return unquote(PurePosixPath(split.path).name) or split.netloc
