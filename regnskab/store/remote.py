"""Files in an object store, or behind any other URL that fsspec knows: read, written and listed, and tried again.

Options of a store (endpoint, credentials, timeouts) are fsspec's own: ``FSSPEC_S3_ENDPOINT_URL``,
``~/.config/fsspec/conf.json`` or the provider's variables (``AWS_PROFILE``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regnskab.errors import InputError, OutputError, RegnskabError, UnavailableError
from regnskab.store.bounded import all_of, require_size
from regnskab.store.places import public, without_secrets
from regnskab.store.retry import retrying

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs", "az": "az", "abfs": "az", "http": "http", "https": "http"}
# What stores call a token that changes with the bytes, the surest first.
_TOKENS = ("ETag", "etag", "md5Hash", "content_md5", "checksum")
_WEB = ("http://", "https://")
_TIMES = ("LastModified", "last_modified", "updated")


@dataclass(frozen=True, slots=True)
class Info:
    """What a store says of a file without reading it; ``version`` changes with the bytes, None where it cannot tell."""

    size: int | None
    version: str | None


def open_filesystem(url: str, *, writing: bool = False) -> tuple[AbstractFileSystem, str]:
    """The file system of ``url``, and the path in it. Raises InputError, or OutputError where ``writing``."""
    from fsspec.core import url_to_fs

    kind: type[RegnskabError] = OutputError if writing else InputError
    try:
        # A listing that is remembered would hide what others write.
        fs, path = url_to_fs(url, use_listings_cache=False)
    except ImportError as error:
        extra = _EXTRAS.get(url.partition("://")[0])
        remedy = f"pip install 'regnskab[{extra}]'" if extra else "install what fsspec needs for it"
        raise kind(
            f"cannot be opened ({without_secrets(str(error), url)})", source=public(url), remedy=remedy
        ) from None
    except Exception as error:  # a store's own exceptions have no common base
        raise kind(
            f"cannot be opened ({_said(error, url)})",
            source=public(url),
            remedy="check the URL and the store's options",
        ) from None
    return fs, path.rstrip("/")


def read_url(url: str) -> bytes:
    """A file's bytes. Raises InputError, also where they are more than a PDF may have."""
    fs, path = open_filesystem(url)
    with input_errors(url):
        if url.startswith(_WEB):  # which may say nothing of a size, or something else
            return retrying(lambda: _streamed(fs, path, url))
        require_size(retrying(lambda: fs.info(path)).get("size"), public(url))
        return retrying(lambda: bytes(fs.cat_file(path)))


def _streamed(fs: AbstractFileSystem, path: str, url: str) -> bytes:
    with fs.open(path, "rb", block_size=0) as file:
        return all_of(file.read, public(url))


def info_of(url: str) -> Info:
    """What the store says of a file. Raises InputError."""
    fs, path = open_filesystem(url)
    with input_errors(url):
        return info(retrying(lambda: fs.info(path)))


def info(values: dict[str, Any]) -> Info:
    """What the store says, in our words."""
    token = next((str(values[name]).strip('"') for name in _TOKENS if values.get(name)), None)
    modified = next(
        (str(values[name]) for name in ("LastModified", "last_modified", "updated") if values.get(name)), None
    )
    size = values.get("size")
    return Info(size, token or (f"{size}:{modified}" if modified else None))


@contextmanager
def input_errors(url: str) -> Iterator[None]:
    """Turn what a store says of an input into what is wrong and what to do."""
    try:
        yield
    except RegnskabError:
        raise
    except FileNotFoundError:
        raise InputError("there is no such file", source=public(url), remedy="check the URL") from None
    except PermissionError as error:
        raise UnavailableError(
            f"may not be read ({_said(error, url)})", source=public(url), remedy="check your credentials"
        ) from None
    except Exception as error:
        raise UnavailableError(
            f"cannot be read ({_said(error, url)})", source=public(url), remedy="try again later"
        ) from None


@contextmanager
def output_errors(url: str) -> Iterator[None]:
    """Turn what a store says of the output into what is wrong and what to do."""
    try:
        yield
    except RegnskabError:
        raise
    except PermissionError as error:
        raise OutputError(
            f"may not be written ({_said(error, url)})", source=public(url), remedy="check your credentials"
        ) from None
    except FileNotFoundError as error:
        raise OutputError(
            f"is not there ({_said(error, url)})", source=public(url), remedy="make the bucket first"
        ) from None
    except Exception as error:
        raise OutputError(
            f"cannot be written ({_said(error, url)})", source=public(url), remedy="run it again; what is done is kept"
        ) from None


def _said(error: BaseException, url: str) -> str:
    return without_secrets(" ".join(f"{type(error).__name__}: {error}".split()), url)[:300]
