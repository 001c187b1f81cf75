"""A first profile for a report that no profile knows: TOML with what the report showed, and in comments what is for a
person to decide.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from extract import read_layouts
from extract.pdf.document import open_document
from normalize.danish.text import slug
from normalize.first_profile import Observed, observe
from normalize.model import Publisher
from normalize.report import first_text, normalize_report
from regnskab.report.draft_kinds import kinds_of
from regnskab.report.source import read_source
from schemas.profile.load import available, load_profile


def draft_profile(path: Path, *, password: str | None = None) -> tuple[str, Observed]:
    """The text of a first profile for the report at ``path``, and what it was drawn from.

    Raises InputError where the report cannot be read.
    """
    source, data = read_source(path)
    with open_document(data, password=password, name=str(path)) as document:
        layouts = list(read_layouts(document))
        title = document.metadata.title
    shared = [profile for profile in map(load_profile, available()) if profile.municipality is None]
    # Of words that fit as well, those of the plainer profile.
    seen = observe(layouts, title, sorted(shared, key=lambda profile: len(profile.columns.measures)))
    publisher = Publisher(None, None, None, seen.fiscal_year)
    report = normalize_report(layouts, load_profile(seen.base), report_id="draft", publisher=publisher)
    kinds = "".join(f"{line}\n" for line in kinds_of(report))
    text = draft_of(seen, f"{title or ''}\n{first_text(layouts)}", source.path.stem)
    return (f"{text}\n{kinds}" if kinds else text), seen


_REPORT_WORDS = "Årsrapport|Årsregnskab|Årsberetning|Regnskab|Budgetopfølgning|Halvårsregnskab|Økonomirapport"
_ANY_KOMMUNE = re.compile(r"\b([A-ZÆØÅ][\wæøåÆØÅ-]+)\s+[Kk]ommune\b")
SHOWN = 30


def draft_of(seen: Observed, front: str, stem: str) -> str:
    """The profile's text. ``front`` is the title and the first pages' text, ``stem`` the file's name."""
    own = seen.municipalities[0] if seen.municipalities else None
    parts = [
        [f"# Drafted from {_flat(stem)}. Lines in comments are for you to decide; delete what you do not need."],
        [f"extends = {_quoted(seen.base)}", f"name = {_quoted(slug(own.name if own else stem) or 'udgiver')}"],
        list(_publisher(seen, front)),
        list(_recognise(seen, front)),
        list(_sections(seen)),
        list(_columns(seen)),
        list(_found("Sums are announced by (known already):", seen.totals)),
        list(_found("Units of money that tables state (known already):", seen.units)),
        list(_markers(seen)),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _publisher(seen: Observed, front: str) -> Iterator[str]:
    if not seen.municipalities:
        named = _ANY_KOMMUNE.search(front)
        yield "# No municipality of Statistics Denmark's list is named: who publishes this report?"
        yield f"# municipality = {_quoted(named[1] if named else '...')}"
        yield '# municipality_code = "..."'
        return
    own, *others = seen.municipalities
    yield f"municipality = {_quoted(own.name)}"
    yield f"municipality_code = {_quoted(own.code)}"
    if others:
        yield f"# Also named: {', '.join(f'{one.name} ({one.code})' for one in others[:SHOWN])}"


def _recognise(seen: Observed, front: str) -> Iterator[str]:
    patterns = []
    if seen.municipalities:
        name = re.escape(seen.municipalities[0].name).replace("\\-", "-")
        tight = [rf"{name}\s+Kommunes?\W{{0,5}}\s*(?:{_REPORT_WORDS})\b", rf"^\s*{name}\s+Kommune\s*$"]
        fits = any(re.search(pattern, front, re.IGNORECASE | re.MULTILINE) for pattern in tight)
        patterns = tight if fits else [*tight, rf"\b{name}\s+Kommune"]
    yield "[recognise]"
    yield "# Searched in the title and on the first pages: they must find this publisher's reports and no other's."
    yield from (f"patterns = [{', '.join(map(_quoted, patterns))}]",) if patterns else ("# patterns = ['...']",)
    if seen.fiscal_year is not None:
        yield f"# The year {seen.fiscal_year} was found by the patterns of {seen.base}."
        return
    yield "# No year was found. A pattern with a group (?P<year>20\\d\\d) tells it:"
    line = next((line for line in front.splitlines() if len(set(re.findall(r"\b20\d\d\b", line))) == 1), None)
    if line is None:
        yield "# fiscal_year = ['... (?P<year>20\\d\\d)']"
        return
    before, _, _ = re.split(r"\b(20\d\d)\b", line, maxsplit=1)
    words = r"\s+".join(re.escape(word) for word in before.split()[-4:])
    pattern = (words + r"\s+" if words else r"^\s*") + r"(?P<year>20\d\d)"
    yield f"fiscal_year = [{_quoted(pattern)}]"


def _sections(seen: Observed) -> Iterator[str]:
    if seen.committees or seen.sections:
        yield "[sections]"
    yield from _found("Committees whose sections were told (known already):", seen.committees)
    yield from _found("Headings with tables under them. List those that are committees, as printed:", seen.sections)
    if seen.sections:
        yield "# committees = [...]"


def _columns(seen: Observed) -> Iterator[str]:
    yield "[columns.measures]"
    if seen.mapped:
        yield "# Heads that were understood (without years and units):"
        by_measure = sorted(seen.mapped, key=lambda pair: pair[1])
        for measure, pairs in groupby(by_measure, key=lambda pair: pair[1]):
            yield f"#   {measure}: {', '.join(_quoted(head) for head, _ in pairs)}"
    if seen.unmapped:
        yield "# Heads of figures that name no known measure. List them under one, such as"
        yield '#   actual = ["brugt i alt"]'
        yield from (f"#   {_quoted(head)} ({count} table{'s' * (count > 1)})" for head, count in seen.unmapped[:SHOWN])


def _found(says: str, texts: Iterable[str]) -> Iterator[str]:
    shown = list(texts)[:SHOWN]
    if shown:
        yield f"# {says}"
        yield from (f"#   {_quoted(text)}" for text in shown)


def _markers(seen: Observed) -> Iterator[str]:
    if seen.markers:
        yield from _found(
            "Letters in the place of numbers. List those that say that a project is closed:", seen.markers
        )
        yield "# [lines]"
        yield '# closed_markers = ["R"]'


def _quoted(text: str) -> str:
    """A text as a TOML string on one line, a pattern without escapes where it can be."""
    if "\\" in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(_flat(text), ensure_ascii=False)


def _flat(text: str) -> str:
    return " ".join(text.split())
