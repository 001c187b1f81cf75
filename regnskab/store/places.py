"""Paths and URLs: which of the two a text is, what a person may see of a URL, and how the manifest names a path."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, unquote_to_bytes, urlencode, urlsplit

_LOCAL = "file://"
# A path in the manifest that is no UTF-8: its bytes behind this, in percent signs. Never followed by "//".
_ESCAPED = "file:"
# What stands in the place of a secret. Both may stand in a URL as they are.
HIDDEN: Final = "***"
# There the part before "@" names a container, and is no user.
_CONTAINER_SCHEMES: Final = frozenset({"abfs", "abfss", "wasb", "wasbs"})
# Only there a "?" begins a query; in a store's keys it is a character like any other.
_QUERY_SCHEMES: Final = frozenset({"http", "https", "ftp", "webhdfs"})
# A parameter is shown where it names something and does not open it: its value is short, and it is not called as what
# opens things is. Of a longer value (a document's name, a UUID) there is a hash, so that two documents stay two.
_SHORT_VALUE: Final = re.compile(r"[\w.-]{1,12}")
_SECRET_NAME: Final = re.compile(
    r"sig|token|key|pass|pwd|secret|auth|cred|code|session|jwt|hmac|user|login|pin$|^pw?$"
    r"|^s[a-z]{1,2}$|^x-|expires|policy",
    re.IGNORECASE,
)
_HASHED: Final = 8  # hexadecimal digits
# What of a name that is no UTF-8 needs no percent sign.
_PLAIN: Final = "/ ()[],;=+&'@!"
# Shorter than this, a text is found in ordinary words, too.
_SHORTEST_SECRET: Final = 4
_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://[^\s'\"<>]+", re.IGNORECASE)


def is_url(place: str | Path) -> bool:
    """Whether it is on no local disk: "s3://bucket/folder", not a path, nor "file:///folder"."""
    text = str(place)
    return "://" in text and not text.startswith(_LOCAL)


def local_path(place: str | Path) -> Path:
    """The path of a local place; "file://" goes."""
    text = str(place)
    if not text.startswith(_LOCAL):
        return Path(place)
    return Path(unquote_to_bytes(urlsplit(text).path).decode(errors="surrogateescape"))


def base_name(place: str | Path) -> str:
    """The file's name, without folder, query and percent signs; what of it is no UTF-8 stands in percent signs."""
    if not is_url(place):
        return _escaped(local_path(place).name)
    split = urlsplit(str(place))
    if not split.scheme.startswith("http"):  # a store's keys may hold any character as it is
        return PurePosixPath(str(place).partition("://")[2]).name
    return unquote(PurePosixPath(split.path).name) or split.netloc.rpartition("@")[2]


def public(place: str | Path) -> str:
    """The place as it may be shown, logged and published: of a URL without user, password and what signs it.

    ``***`` stands for what is left out. A query's parameters stay where they only name something, such as ``id=12``.
    """
    text = str(place)
    if not is_url(text):
        return text
    scheme, _, rest = text.partition("://")
    host, slash, path = rest.partition("/")
    if scheme.lower() in _QUERY_SCHEMES:
        path = path.partition("#")[0]
        host, mark, query = host.partition("?") if not slash else (host, "", "")
        if slash:
            path, mark, query = path.partition("?")
        path += f"?{_public_query(query)}" if mark else ""
    user, at, machine = host.rpartition("@")
    if at:
        kept = user.partition(":")[0] if scheme.lower() in _CONTAINER_SCHEMES else HIDDEN
        host = f"{kept}@{machine}"
    return f"{scheme}://{host}{slash}{path}"


def _public_query(query: str) -> str:
    texts = [_public_parameter(*pair) for pair in parse_qsl(query, keep_blank_values=True)] or [HIDDEN]
    return "&".join(dict.fromkeys(texts))


def _public_parameter(name: str, value: str) -> str:
    if HIDDEN in name or _SECRET_NAME.search(name) or not value:
        return name if name.startswith(HIDDEN) else HIDDEN
    if _SHORT_VALUE.fullmatch(value):
        return urlencode({name: value})
    return HIDDEN + hashlib.sha256(f"{name}={value}".encode(errors="replace")).hexdigest()[:_HASHED]


def is_whole(place: str) -> bool:
    """Whether a place, as it may be shown, says all that is needed to read it: nothing of it is left out."""
    return not is_url(place) or (f"//{HIDDEN}@" not in place and HIDDEN not in place.partition("?")[2])


def without_secrets(said: str, place: str | Path) -> str:
    """What another program says of ``place``, without the secrets of any URL in it."""
    shown = _URL.sub(lambda found: public(found[0]), said)
    if is_url(place) and public(place) != str(place):
        split = urlsplit(str(place))
        user = split.netloc.rpartition("@")[0]
        for secret in {user, *user.split(":", 1), split.query, *(value for _, value in parse_qsl(split.query))}:
            for form in {secret, unquote(secret)} - {""}:
                shown = shown.replace(form, HIDDEN) if len(form) >= _SHORTEST_SECRET else shown
    return shown


def path_text(path: str | Path) -> str:
    """How the manifest names a local path: as it is; where that is no UTF-8, escaped without loss."""
    text = Path(path).as_posix()
    return _ESCAPED + quote(_bytes(text)) if text.startswith(_ESCAPED) or _escaped(text) != text else text


def path_of(text: str) -> str:
    """The path that ``path_text`` named so."""
    if text.startswith(_ESCAPED) and not text.startswith(_LOCAL):
        return unquote_to_bytes(text.removeprefix(_ESCAPED)).decode(errors="surrogateescape")
    return text


def _escaped(text: str) -> str:
    """The text as it is; where it is no UTF-8, its bytes in percent signs."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return quote(_bytes(text), safe=_PLAIN)
    return text


def _bytes(text: str) -> bytes:
    """The bytes of a name as the system has them (PEP 383)."""
    try:
        return text.encode(errors="surrogateescape")
    except UnicodeEncodeError:  # a name that no file has
        return text.encode(errors="surrogatepass")
