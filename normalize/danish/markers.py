"""Letters in the place of numbers, and what the notes under a table say that they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LETTERS = "[A-Za-zÆØÅæøå]|[A-ZÆØÅ]{2}"
_MARKER = re.compile(_LETTERS)
_QUOTE = "\"'“”„‟‘’‚‛»«›‹"
_MARK = rf"[({_QUOTE}]*(?P<marker>{_LETTERS})[){_QUOTE}]*"
_MEANS = r"(?:betyder|står\s+for|angiver|markerer|viser|=|:|\s[-–—]\s)"
# What stands between the letter and its verb: 'i kolonnen "Forventede overførsler"'.
_PLACE = r"(?:\s+(?:i|under|ud\s+for)\s[^.;=:]*?)?"
_HEAD = re.compile(rf"(?:^|(?<=[\s,;:/])){_MARK}{_PLACE}\s*{_MEANS}\s*(?:,?\s*at\s+)?")
# An abbreviation's point ("dvs.") goes on in lower case; a sentence's does not.
_SENTENCE_END = re.compile(r";|\.(?=\s+[^\Wa-zæøå]|\s*$)|,?\s*\b(?:og|mens)\s*$")
_EDGES = f" \t,.;/({_QUOTE}"


def is_marker(text: str) -> bool:
    """Whether ``text`` is a lone letter, or two capitals, in the place of a number ("R")."""
    return _MARKER.fullmatch(text.strip()) is not None


def legend(notes: Sequence[str]) -> dict[str, str]:
    """What each marker means by the ``notes`` below a table, in their spelling: {"R": "regnskabsaflagt"}.

    Read are "R betyder ...", 'R i kolonnen "..." betyder, at ...', "R = ...", "R: ...", "R - ...", with quotes
    of any kind around the letter or the meaning. The first meaning given for a letter counts.
    """
    meanings: dict[str, str] = {}
    for note in notes:
        heads = list(_HEAD.finditer(note))
        for place, head in enumerate(heads):
            end = heads[place + 1].start() if place + 1 < len(heads) else len(note)
            meaning = _SENTENCE_END.split(note[head.end() : end], maxsplit=1)[0].strip(_EDGES)
            if meaning:
                meanings.setdefault(head["marker"], meaning)
    return meanings
