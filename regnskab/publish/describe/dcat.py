"""``dcat.ttl`` and ``dcat.jsonld``: the package as a catalogue by DCAT-AP-DK 3.0 (on DCAT-AP 3.0.1).

A municipality's accounts are a ``DatasetSeries``, each year's a ``Dataset`` of it with the workbook as distribution.
Its parts, one per table of the contract, are datasets of their own with Parquet and CSV: distributions of a dataset
must all hold the same data (DCAT-AP-DK, "Distribution"). https://digst.github.io/DCAT-AP-DK/releases/v.3.0.1/docs/
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from normalize.danish.text import slug
from regnskab.publish.describe.dcat_datasets import add_part, add_whole
from regnskab.publish.describe.dcat_nodes import add_agents, add_pdf, dates, period, places
from regnskab.publish.describe.triples import ANNUAL, DANISH, DENMARK, THEMES, Triples, prefixes
from regnskab.publish.package.contents import Contents, Edition, Owner
from regnskab.publish.package.files import DataFile
from regnskab.publish.package.publisher import PublisherDetails

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import URIRef

TURTLE, JSON_LD = "dcat.ttl", "dcat.jsonld"


def catalogue(publisher: PublisherDetails, contents: Contents, files: Sequence[DataFile]) -> Graph:
    """The catalogue as a graph. Raises PublishError where rdflib is not installed."""
    triples = Triples(publisher)
    add_agents(triples)
    _add_root(triples)
    members: dict[str, list[Edition]] = {}
    for edition in contents.editions:
        add_pdf(triples, edition)
        if edition.known:
            members.setdefault(str(edition.municipality), []).append(edition)
    series = {name: _add_series(triples, name, theirs) for name, theirs in members.items()}
    for owner in contents.owners:
        _add_owner(triples, owner, [file for file in files if file.owner is owner], series)
    return triples.graph


def serialize(graph: Graph) -> dict[str, bytes]:
    """The catalogue's files; the same graph gives the same bytes."""
    document = json.loads(graph.serialize(format="json-ld", context=prefixes(), auto_compact=False))
    document["@graph"] = sorted((_sorted(node) for node in document["@graph"]), key=lambda node: str(node["@id"]))
    return {
        TURTLE: graph.serialize(format="turtle", encoding="utf-8"),
        JSON_LD: (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode(),
    }


def _sorted(node: dict[str, Any]) -> dict[str, Any]:
    """Put the values of each property in order; those of a graph have none."""
    return {
        name: sorted(value, key=lambda item: json.dumps(item, sort_keys=True)) if isinstance(value, list) else value
        for name, value in node.items()
    }


def _add_root(triples: Triples) -> None:
    publisher = triples.publisher
    triples.add(
        triples.here("catalog"),
        rdf_type=triples.term("dcat:Catalog"),
        dct_title=triples.two(publisher.title_da, publisher.title_en),
        dct_description=triples.two(
            "Regnskabstal, læst fra kommunernes årsrapporter.",
            "Accounting figures, read from the annual reports of municipalities.",
        ),
        dct_publisher=triples.here("publisher"),
        dct_license=triples.node(publisher.license),
        dct_language=triples.node(DANISH),
        dct_spatial=triples.node(DENMARK),
        dcat_themeTaxonomy=triples.node(THEMES[0].rpartition("/")[0]),
        foaf_homepage=triples.node(publisher.base_url),
        **dates(triples),
    )
    triples.add(triples.node(publisher.base_url), rdf_type=triples.term("foaf:Document"))


def _add_series(triples: Triples, municipality: str, members: Sequence[Edition]) -> URIRef:
    years = [edition.fiscal_year for edition in members if edition.fiscal_year]
    node = triples.here(f"series-{slug(municipality)}")
    triples.add(
        node,
        rdf_type=triples.term("dcat:DatasetSeries"),
        dct_title=triples.two(f"Regnskab, {municipality} Kommune", f"Accounts, {municipality} Municipality"),
        dct_description=triples.two(
            f"Tallene i årsrapporterne fra {municipality} Kommune, år for år.",
            f"The figures of the annual reports of {municipality} Municipality, year by year.",
        ),
        dct_publisher=triples.here("publisher"),
        dcat_contactPoint=triples.here("contact"),
        dct_accrualPeriodicity=triples.node(ANNUAL),
        dct_spatial=places(triples, members[0]),
        dct_temporal=period(triples, min(years), max(years)),
        **dates(triples),
    )
    triples.add(triples.here("catalog"), dcat_resource=node)
    return node


def _add_owner(triples: Triples, owner: Owner, files: Sequence[DataFile], series: dict[str, URIRef]) -> None:
    """Add a report's dataset, or that of a municipality's years together, and its parts."""
    node = add_whole(triples, owner, [file for file in files if file.piece is None])
    if isinstance(owner, Edition):
        triples.add(node, dcat_inSeries=series.get(str(owner.municipality)) if owner.known else None)
    else:
        triples.add(node, dct_source=[triples.here(edition.name) for edition in owner.editions])
    for piece in owner.pieces:
        add_part(triples, node, owner, piece, [file for file in files if file.piece is piece])
