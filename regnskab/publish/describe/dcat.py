"""``dcat.ttl`` and ``dcat.jsonld``: the package as a catalogue by DCAT-AP-DK 3.0 (on DCAT-AP 3.0.1).

A dataset has all reports, and its distributions are the same rows in several formats, as a dataset's must be
(DCAT-AP-DK, "Distribution"). One ``DatasetSeries`` over the years holds them together: ten municipalities' ten years
are a dozen entries, not a thousand. https://digst.github.io/DCAT-AP-DK/releases/v.3.0.1/docs/
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from regnskab.publish.describe.dcat_datasets import add_entry
from regnskab.publish.describe.dcat_nodes import add_agents, add_pdf, dates, period, places
from regnskab.publish.describe.entries import CatalogueEntry
from regnskab.publish.describe.triples import DANISH, DENMARK, Triples, frequency, prefixes, themes
from regnskab.publish.package.contents import Everything
from regnskab.publish.package.publisher import PublisherDetails

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import URIRef

TURTLE, JSON_LD = "dcat.ttl", "dcat.jsonld"


def catalogue(publisher: PublisherDetails, together: Everything, listed: Sequence[CatalogueEntry]) -> Graph:
    """The catalogue as a graph. Raises PublishError where rdflib is not installed."""
    triples = Triples(publisher)
    add_agents(triples)
    _add_root(triples)
    for edition in together.editions:
        add_pdf(triples, edition)
    series = _add_series(triples, together) if together.years else None
    for entry in listed:
        node = add_entry(triples, entry)
        triples.add(node, dcat_inSeries=series)
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
        dcat_themeTaxonomy=triples.node(themes(publisher)[0].rpartition("/")[0]),
        foaf_homepage=triples.node(publisher.base_url),
        **dates(triples),
    )
    triples.add(triples.node(publisher.base_url), rdf_type=triples.term("foaf:Document"))


def _add_series(triples: Triples, together: Everything) -> URIRef:
    node = triples.here("series")
    triples.add(
        node,
        rdf_type=triples.term("dcat:DatasetSeries"),
        dct_title=triples.two(together.title_da, together.title_en),
        dct_description=triples.two(
            "Tallene i årsrapporterne, år for år.", "The figures of the annual reports, year by year."
        ),
        dct_publisher=triples.here("publisher"),
        dcat_contactPoint=triples.here("contact"),
        dct_accrualPeriodicity=triples.node(frequency(triples.publisher)),
        dct_spatial=places(triples, together),
        dct_temporal=period(triples, *together.years) if together.years else None,
        **dates(triples),
    )
    triples.add(triples.here("catalog"), dcat_resource=node)
    return node
