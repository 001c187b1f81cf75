"""A first profile for a report that no profile knows."""

from __future__ import annotations

from pathlib import Path

from extract import read_layouts
from extract.pdf.document import open_document
from normalize.first_profile import Observed, observe
from normalize.report import first_text
from regnskab.drafted import draft_of
from regnskab.source import read_source
from schemas.profile.load import available, load_profile


def draft_profile(path: Path, *, password: str | None = None) -> tuple[str, Observed]:
    """Return the text of a first profile for the report at ``path``, and what it was drawn from.

    Raises InputError where the report cannot be read.
    """
    source, data = read_source(path)
    with open_document(data, password=password, name=str(path)) as document:
        layouts = list(read_layouts(document))
        title = document.metadata.title
    shared = [profile for profile in map(load_profile, available()) if profile.municipality is None]
    # Of words that fit as well, those of the plainer profile.
    seen = observe(layouts, title, sorted(shared, key=lambda profile: len(profile.columns.measures)))
    return draft_of(seen, f"{title or ''}\n{first_text(layouts)}", source.path.stem), seen
