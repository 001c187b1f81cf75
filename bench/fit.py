"""Fit the weights of what speaks for and against a table (extract/trust/weights.toml) to documents with known answers.

    python -m bench fit --lab DIR [--lab DIR ...] [--held-out DIR ...]

DIR is a folder that the laboratory made (``python -m lab make``), converted here with the code as it is. The annotated
real documents join in. What is held out is only measured. ``--table`` fits anew what is a table, too; its weights
otherwise stay.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise
from math import exp
from pathlib import Path
from typing import Final

from bench.answers import SHARED, Example, Examples, of_lab, of_pages_without_tables, of_real
from bench.corpus import ROOT
from bench.logistic import Reasons, fitted

WEIGHTS: Final = ROOT / "extract" / "trust" / "weights.toml"
# How much an example counts for: wrong ones are rare, and what is seen of them is what matters.
WRONG: Final = {"table": 3.0, "confidence": 3.0, "logical": 4.0}
REASONS: Final = {
    "table": Reasons(
        frozenset({"lattice", "stack", "rows_drawn", "goes_on", "headed", "labelled", "aligned", "filled"}),
        held=0.3,
        # Few examples show the last two, and they must make up for what a table of words, or one without a head, lacks.
        expected={
            "keys": -3,
            "axis": -4,
            "contents": -5,
            "crossed": -3,
            "bars": -3,
            "ragged": -3,
            "no_letters": -4,
            "rows_drawn": 1.8,
            "goes_on": 2.5,
        },
        # No chart, list of contents or axis is a table, however full it is; many tables have two columns.
        at_most={"contents": -5.5, "axis": -6.5, "crossed": -6.0},
        at_least={"two_columns": -2.2, "rows_drawn": 1.5, "goes_on": 2.0},
    ),
    # What a grid that was read at random shows is hardly seen in those that are found: its weights rest on reasons.
    "confidence": Reasons(
        frozenset({"support", "drawn"}),
        expected={
            "crossing": -3,
            "crowded": -4,
            "ragged": -2,
            "unread": -1.5,
            "outside": -3,
            "rows": -5,
            "split": -1.5,
            "second_labels": -1.5,
            "years_inside": -2,
            "either_label": -3,
            "no_body": -1,
            "label_left": -2,
            "head_left": -1,
            "same_columns": -2,
            "parted": -2,
        },
        at_most={
            "crossing": -2,
            "crowded": -3,
            "ragged": -1,
            "unread": -0.5,
            "outside": -2,
            "rows": -4.5,
            "second_labels": -0.5,
        },
        # Most tables that open or close a page are whole. A head and drawn lines are some help, if little.
        at_least={"top": -0.4, "foot": -0.8, "support": 0.1, "drawn": 0.03},
    ),
    "logical": Reasons(frozenset({"pieces", "holds", "proved"})),
}
SAYS: Final = {
    "table": "a grid's being a table (extract.trust.is_table)",
    "confidence": "a grid's body being exactly what is printed (extract.trust.confidence)",
    "logical": "a logical table's body being exactly what is printed (normalize.table.confidence)",
}
BINS: Final = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
HIGH, LOW = 0.9, 0.7  # confidence that promises an exact body, and confidence that warns


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench fit", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lab", type=Path, action="append", default=[], help="folder to fit to")
    parser.add_argument("--held-out", type=Path, action="append", default=[], help="folder to measure only")
    parser.add_argument("--real", type=Path, default=SHARED / "corpus" / "real", help="annotated real documents")
    parser.add_argument("--table", action="store_true", help="fit anew what is a table")
    parser.add_argument("--jobs", type=int, default=1, help="generated reports at a time")
    parser.add_argument("--no-write", action="store_true", help="print only")
    given = parser.parse_args(arguments)
    real = list(of_real(given.real))
    learned = [*chain.from_iterable(of_lab(path, given.jobs) for path in given.lab), *real]
    if given.table:
        learned += of_pages_without_tables()
    text = WEIGHTS.read_text("utf-8")
    source = f"generated reports (seeds {', '.join(map(_seeds, given.lab))}) and annotated real documents"
    table = _section("table", [e for x in learned for e in x.table], source) if given.table else _kept(text, "table")
    grids = _section("confidence", [e for x in learned for e in x.confidence], source)
    confidence = tomllib.loads(grids)["confidence"]
    logical = _section("logical", [e for x in learned for e in _renewed(x, confidence).logical], source)
    sections = [table, grids, logical]
    if not given.no_write:
        WEIGHTS.write_text("\n\n".join(sections) + "\n", "utf-8")
    print("\n\n".join(sections))
    for name, found in [*((path.name, of_lab(path, given.jobs)) for path in given.held_out), ("real documents", real)]:
        renewed = [_renewed(x, confidence) for x in found]
        print(f"\n{name}:\n\n{reliability(renewed, tomllib.loads(logical)['logical'])}", flush=True)
    return 0


def _seeds(folder: Path) -> str:
    """The first and the last seed of a folder that the laboratory made."""
    seeds = sorted(int(path.parent.name) for path in folder.glob("*/truth.json"))
    return f"{seeds[0]}-{seeds[-1]}" if seeds else folder.name


def _kept(text: str, name: str) -> str:
    """A section of the file as it is, with the lines above it."""
    parts = text.strip().split("\n\n")
    return next(part for part in parts if f"[{name}]" in part)


def _section(name: str, examples: Sequence[Example], source: str) -> str:
    """The decision's weights as a section of the file."""
    right = [example.right for example in examples]
    counts = [1.0 if example.right else WRONG[name] for example in examples]
    weights = fitted([example.signs for example in examples], right, counts, REASONS[name])
    said = f"# Log-odds of each sign for {SAYS[name]}.\n# Fitted to {len(right)}, {sum(right)} of them so, of {source}."
    return f"{said}\n[{name}]\n" + "\n".join(f"{sign} = {weight:.2f}" for sign, weight in weights.items())


def _renewed(examples: Examples, weights: Mapping[str, float]) -> Examples:
    """The logical tables as they are with pieces of the new confidence; a piece that is likelier wrong is flagged."""
    logical = [_with_pieces(e, weights) for e in examples.logical]
    warned = [w or e.signs["pieces"] < 0 for w, e in zip(examples.warned, logical, strict=True)]
    return examples._replace(logical=logical, warned=warned)


def _with_pieces(example: Example, weights: Mapping[str, float]) -> Example:
    odds = min((odds_of(piece, weights) for piece in example.pieces), default=example.signs["pieces"])
    most = odds_of({}, {"bias": MOST_ODDS})
    return example._replace(signs={**example.signs, "pieces": max(-most, min(most, odds))})


MOST_ODDS: Final = 4.6  # of a confidence of 0.99: rounded as it is, it tells no more


def odds_of(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """What the signs come to, in log-odds."""
    return weights["bias"] + sum(weights[name] * value for name, value in signs.items())


def reliability(examples: Sequence[Examples], weights: Mapping[str, float]) -> str:
    """The tables and their exact bodies by confidence, and the two figures of how far it can be relied on."""
    found = [
        (round(1 / (1 + exp(-odds_of(e.signs, weights))), 2), e.right, warned)
        for x in examples
        for e, warned in zip(x.logical, x.warned, strict=True)
    ]
    lines = ["| confidence | tables | body exact |", "|---|---|---|"]
    for low, high in pairwise(BINS):
        inside = [right for share, right, _ in found if low <= share < high]
        exact = f"{sum(inside) / len(inside):.1%}" if inside else "-"
        lines.append(f"| {low:.2f} to {min(high, 1.0):.2f} | {len(inside)} | {exact} |")
    sure = [right for share, right, _ in found if share >= HIGH]
    wrong = [share < LOW or warned for share, right, warned in found if not right]
    alarms = [share < LOW for share, right, _ in found if right]
    lines.append(
        f"\nOf {len(sure)} tables with {HIGH} or more {sum(sure) / max(1, len(sure)):.1%} have an exact body. "
        f"Of {len(wrong)} that do not, {sum(wrong) / max(1, len(wrong)):.0%} are below {LOW}, flagged or have a failed "
        f"check. Of {len(alarms)} exact ones {sum(alarms) / max(1, len(alarms)):.1%} are below {LOW}."
    )
    return "\n".join(lines)
