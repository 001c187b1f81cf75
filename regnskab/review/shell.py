"""A page's outer shell, shared by all pages that regnskab writes: its head, its rules of security and its style sheet.

Texts become markup here and nowhere else; every one of them is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files

# Nothing but the site's own files: no network, no inline scripts or styles, no forms to elsewhere, no embedding.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
BUILT = ("review.js", "review.css")


def built(name: str) -> bytes:
    """A file that the page's sources were built into."""
    return files("regnskab.review").joinpath("built", name).read_bytes()


def page(title: str, body: str, *, styles: Sequence[str], scripts: Sequence[str] = (), language: str = "en") -> str:
    """A whole HTML page. ``body`` is markup, ``title`` text; styles and scripts are addresses relative to the page."""
    links = "".join(f'<link rel="stylesheet" href="{escape(address)}">\n' for address in styles)
    loaded = "".join(f'<script src="{escape(address)}" defer></script>\n' for address in scripts)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)}</title>\n{links}{loaded}</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
