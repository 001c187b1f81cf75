"""Libraries that only publishing needs, loaded when it does."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from regnskab.errors import PublishError


def need(module: str, extra: str = "publish") -> ModuleType:
    """A module that comes with an extra. Raises PublishError, which names the command that installs it."""
    try:
        return import_module(module)
    except ImportError as error:
        missing = error.name or module
        raise PublishError(
            f"needs the library {missing.partition('.')[0]}, which is not installed",
            remedy=f"run: pip install 'regnskab[{extra}]'",
        ) from error


def have(module: str) -> bool:
    """Whether a module of an extra is installed."""
    try:
        need(module)
    except PublishError:
        return False
    return True
