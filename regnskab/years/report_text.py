"""What ``regnskab compare`` and ``regnskab lines`` print and write."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from decimal import Decimal
from pathlib import Path

from regnskab.errors import OutputError
from regnskab.phrases import counted, kroner
from regnskab.store.staging import write_synced
from regnskab.years.changes import LineChange, of_kind
from regnskab.years.compare import Compared, Tracked
from regnskab.years.identity import LineIdentity

_COLUMNS = (*(field.name for field in fields(LineChange)), "difference")


def compared_lines(compared: Compared, shown: int) -> Iterator[str]:
    """Yield what a person reads of a comparison, at most ``shown`` changes of each kind."""
    older, newer = compared.years
    before, after = compared.n_lines
    yield (
        f"{compared.municipality}, {older} to {newer}: {before} lines, then {after}; {compared.n_matched} are in both, "
        f"{before - compared.n_matched} vanished, {after - compared.n_matched} new"
    )
    for what, title, tell in (
        ("rematched", "known again, but not to the letter", _rematched),
        ("restated", f"figures of {older} that the report for {newer} prints otherwise", _restated),
        ("vanished", f"vanished after {older}", _gone),
        ("new", f"new in {newer}", _fresh),
        ("movement", "movements, the largest first", _moved),
    ):
        found = list(of_kind(compared.found, what))  # type: ignore[arg-type]
        if found:
            yield f"  {title}: {len(found)}"
            yield from (f"    {tell(change)}" for change in found[:shown])
            if len(found) > shown:
                yield f"    and {len(found) - shown} more"


def compared_json(compared: Sequence[Compared]) -> list[dict[str, object]]:
    """Comparisons as plain values; amounts are strings, so that no reader makes floats of them."""
    return [
        {
            "municipality": one.municipality,
            "from": one.years[0],
            "to": one.years[1],
            "lines": {"from": one.n_lines[0], "to": one.n_lines[1], "both": one.n_matched},
            "changes": [_plain(change) for change in one.found],
        }
        for one in compared
    ]


def write_changes(compared: Sequence[Compared], path: Path) -> None:
    """Write the changes to a file: JSON where its name ends in .json, else CSV. Raises OutputError."""
    if path.suffix == ".json":
        write_json(compared_json(compared), path)
    else:
        write_csv([_plain(change) for one in compared for change in one.found], _COLUMNS, path)


def write_json(value: object, path: Path) -> None:
    """Write plain values to a file. Raises OutputError."""
    _write(json.dumps(value, ensure_ascii=False, indent=2) + "\n", path)


def write_csv(rows: Iterable[Mapping[str, object]], columns: Sequence[str], path: Path) -> None:
    """Write rows to a file, their columns in this order. Raises OutputError."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    _write(text.getvalue(), path)


def _write(text: str, path: Path) -> None:
    # A reader sees the old file or the new one, never a part.
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        write_synced(part, text.encode())
        part.replace(path)
    except OSError as error:
        remedy = "choose another file with -o"
        raise OutputError(f"cannot be written ({error.strerror or error})", source=path, remedy=remedy) from error


def tracked_lines(tracked: Tracked) -> Iterator[str]:
    """Yield what a person reads of a municipality's lines over the years."""
    years = ", ".join(map(str, tracked.municipality.years))
    n_lines = counted(len(tracked.identities), "line")
    yield f"{tracked.municipality.name}: {n_lines} over {years}, in {tracked.file}"
    judged = [(one, place) for one in tracked.identities for place in one.places if not place.exact]
    judged.sort(key=lambda pair: (pair[1].matched == "code", pair[1].score or 0.0, pair[0].line_id))
    if judged:
        yield f"  known again, but not to the letter: {len(judged)}"
    for one, place in judged:
        yield f"    {place.line.year} {_known(place.matched, place.score)} {one.line_id}: {' → '.join(one.wordings)}"
    for decision in tracked.aside:
        yield f"  left aside, there is no report of both years: the decision on {decision}"


def tracked_json(tracked: Sequence[Tracked]) -> list[dict[str, object]]:
    """Municipalities' lines over the years as plain values."""
    return [
        {
            "municipality": one.municipality.name,
            "years": list(one.municipality.years),
            "file": str(one.file),
            "lines": [_identity(identity) for identity in one.identities],
        }
        for one in tracked
    ]


def _identity(one: LineIdentity) -> dict[str, object]:
    return {
        "line_id": one.line_id,
        "kind": one.line.kind,
        "level": one.line.level,
        "wordings": list(one.wordings),
        "score": one.score,
        "places": [
            {"report_id": p.line.report_id, "table_id": p.line.table_id, "row": p.line.row, "matched": p.matched}
            for p in one.places
        ],
    }


def _plain(change: LineChange) -> dict[str, object]:
    values = {**asdict(change), "difference": change.difference}
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in values.items()}


def _known(matched: str | None, score: float | None) -> str:
    return f"[by {matched}, {score:.1f}]" if score is not None else f"[by {matched}]"


def _rematched(change: LineChange) -> str:
    words = f"{change.wording_older} → {change.wording_newer}"
    return f"{_known(change.matched, change.score)} {change.line_id}: {words}"


def _restated(change: LineChange) -> str:
    apart = kroner(change.difference or Decimal(0))
    measure = f", {change.measure}" if change.measure else ""
    return f"{change.line_id}{measure}, {change.year}: {change.printed}, {apart} (page {change.page_newer})"


def _gone(change: LineChange) -> str:
    amount = f", {kroner(change.older)}" if change.older is not None else ""
    return f"{change.line_id}: {change.wording_older}{amount}"


def _fresh(change: LineChange) -> str:
    amount = f", {kroner(change.newer)}" if change.newer is not None else ""
    return f"{change.line_id}: {change.wording_newer}{amount}"


def _moved(change: LineChange) -> str:
    older, newer = change.older or Decimal(0), change.newer or Decimal(0)
    share = f", {100 * (newer - older) / abs(older):+.1f} %" if older else ""
    return f"{kroner(newer - older)}{share}: {change.line_id}, {kroner(older)} → {kroner(newer)}"
