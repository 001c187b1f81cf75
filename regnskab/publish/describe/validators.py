"""The field's own validators: frictionless for the Data Package, pyshacl for the catalogue."""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regnskab.errors import PublishError
from regnskab.extras import need
from regnskab.publish.describe.datapackage import NAME
from regnskab.publish.describe.triples import allowed

if TYPE_CHECKING:
    from rdflib import Graph

SHAPES = Path(__file__).with_name("shapes") / "dcat-ap-dk.ttl"
_SHOWN = 20


def package_problems(folder: Path, *, rows: int | None = None) -> list[str]:
    """What frictionless says of the Data Package in ``folder``; nothing where it is valid.

    ``rows`` bounds how many of each table it reads (None: all of them, and whether references lead somewhere).
    Raises PublishError where it is not installed.
    """
    frictionless = need("frictionless")
    try:
        document = json.loads((folder / NAME).read_text(encoding="utf-8"))
        package: Any = frictionless.Package.from_descriptor(document, basepath=str(folder))
    except (OSError, ValueError) as error:
        return [f"{NAME}: cannot be read ({error})"]
    except frictionless.FrictionlessException as error:
        return [f"{NAME}: {reason.message}" for reason in error.reasons or [error.error]]
    found: list[str] = []
    for resource in package.resources:
        if rows is not None and resource.tabular:
            resource.schema.foreign_keys = []  # it reads the other table anew for each reference, half of its time
        with _as_it_is(resource):
            report = resource.validate(limit_rows=rows)
        for task in report.tasks:
            found.extend(f"{task.place}: {_where(error)}{error.message}" for error in task.errors[:_SHOWN])
    return found


@contextlib.contextmanager
def _as_it_is(resource: Any) -> Iterator[None]:
    """Spare a resource what takes more than half of the time, and is done once for each table: to describe itself and
    have that validated, as the package as a whole was already, and to copy each field twice, so that no caller who
    changes one harms another.
    """
    fields = resource.schema.fields if resource.tabular else ()
    resource.to_descriptor = lambda **_: {}
    for field in fields:
        field.to_copy = lambda field=field: field
    try:
        yield
    finally:
        for changed in (resource, *fields):
            vars(changed).pop("to_copy", None)
            vars(changed).pop("to_descriptor", None)


def catalogue_problems(catalogue: Graph | Path, *, more: Sequence[Path] = ()) -> list[str]:
    """Where a catalogue (a graph, or a Turtle file) breaks the shapes of DCAT-AP-DK, or ``more`` shapes in files.

    Raises PublishError where pyshacl is not installed, or a file holds no shapes.
    """
    pyshacl, rdflib = need("pyshacl"), need("rdflib")
    if isinstance(catalogue, Path):
        try:
            graph = rdflib.Graph().parse(catalogue, format="turtle")
        except Exception as error:  # its parser raises what it likes
            return [f"{catalogue.name}: is no Turtle ({_first(error)})"]
    else:
        graph = catalogue
    found: list[str] = []
    for shapes in (_our_shapes(rdflib), *(_shapes(rdflib, path) for path in more)):
        with _quiet("pyshacl"):
            conforms, results, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", advanced=False)
        found += [] if conforms else _results(results, rdflib.SH)
    return found


def _our_shapes(rdflib: Any) -> Any:
    """The shapes of DCAT-AP-DK, with the codes that each property may take."""
    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    for name, addresses in allowed().items():
        members = rdflib.BNode()
        rdflib.collection.Collection(shapes, members, [rdflib.URIRef(address) for address in addresses])
        shapes.add((rdflib.URIRef(f"urn:regnskab:shapes:{name}"), rdflib.SH["in"], members))
    return shapes


def _shapes(rdflib: Any, path: Path) -> Any:
    try:
        shapes = rdflib.Graph().parse(path, format="turtle")
    except Exception as error:  # its parser raises what it likes
        raise PublishError(f"holds no shapes ({_first(error)})", source=path, remedy="name a Turtle file") from error
    if (None, rdflib.RDF.type, rdflib.SH.NodeShape) not in shapes:
        raise PublishError("holds no shapes", source=path, remedy="name a Turtle file with SHACL shapes")
    return shapes


def _first(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _results(results: Any, sh: Any) -> Iterator[str]:
    lines = []
    for result in results.objects(None, sh.result):
        node, path = results.value(result, sh.focusNode), results.value(result, sh.resultPath)
        message = results.value(result, sh.resultMessage)
        lines.append(f"{node}: {path or ''} {' '.join(str(message).split())}")
    yield from sorted(lines)[:_SHOWN]


def _where(error: Any) -> str:
    row, name = getattr(error, "row_number", None), getattr(error, "field_name", None)
    return f"row {row}, {name}: " if row and name else f"row {row}: " if row else ""


@contextlib.contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Keep a library's log off standard error; what it found is in its result."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
