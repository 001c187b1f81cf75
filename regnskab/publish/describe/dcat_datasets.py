"""The catalogue's datasets and their distributions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regnskab.publish.describe.dcat_nodes import checksum, dates, document, media_type, pdf_node, period, places
from regnskab.publish.describe.tableschema import resource_name
from regnskab.publish.describe.triples import ACCESS, AVAILABLE, DANISH, THEMES, Triples, file_type
from regnskab.publish.package.contents import DatasetFile, Owner
from regnskab.publish.package.files import DataFile

if TYPE_CHECKING:
    from rdflib.term import Node, URIRef


def add_whole(triples: Triples, owner: Owner, files: Sequence[DataFile]) -> URIRef:
    """Add the dataset of a report, or of a municipality's reports together, with its workbook. Returns its node."""
    sources = ", ".join(edition.pdf for edition in owner.editions)
    danish = ", ".join(piece.dataset.title_da.lower() for piece in owner.pieces)
    english = ", ".join(piece.dataset.title_en.lower() for piece in owner.pieces)
    node = triples.here(owner.name)
    _add_dataset(
        triples,
        node,
        owner,
        owner.name,
        triples.two(owner.title_da, owner.title_en),
        triples.two(f"Læst fra {sources}: {danish}.", f"Read from {sources}: {english}."),
    )
    _add_distributions(triples, node, files, owner.title_da)
    return node


def add_part(triples: Triples, whole: URIRef, owner: Owner, piece: DatasetFile, files: Sequence[DataFile]) -> None:
    """Add one table of the contract as a dataset of its own, which is part of the ``whole``."""
    dataset = piece.dataset
    name = resource_name(owner.name, dataset.name)
    node = triples.here(name)
    _add_dataset(
        triples,
        node,
        owner,
        name,
        triples.two(f"{dataset.title_da}. {owner.title_da}", f"{dataset.title_en}. {owner.title_en}"),
        triples.two(f"Én række er {dataset.row_da}.", f"One row is {dataset.row_en}."),
    )
    triples.add(node, dct_isPartOf=whole, foaf_page=document(triples, f"dictionary.html#{dataset.name}"))
    triples.add(whole, dct_hasPart=node)
    _add_distributions(triples, node, files, dataset.title_da)


def _add_dataset(
    triples: Triples, node: URIRef, owner: Owner, name: str, title: list[Node], description: list[Node]
) -> None:
    triples.add(
        node,
        rdf_type=triples.term("dcat:Dataset"),
        dct_title=title,
        dct_description=description,
        dct_identifier=triples.text(name),
        dct_publisher=triples.here("publisher"),
        dcat_contactPoint=triples.here("contact"),
        dcat_theme=triples.nodes(THEMES),
        dcat_keyword=[triples.text(word, "da") for word in triples.publisher.keywords],
        dct_language=triples.node(DANISH),
        dct_accessRights=triples.node(ACCESS),
        dct_spatial=places(triples, owner),
        dct_temporal=period(triples, *owner.years) if owner.years else None,
        dcat_landingPage=triples.node(triples.publisher.base_url),
        prov_wasDerivedFrom=[pdf_node(triples, edition) for edition in owner.editions],
        **dates(triples),
    )
    triples.add(triples.here("catalog"), dcat_dataset=node)


def _add_distributions(triples: Triples, node: URIRef, files: Sequence[DataFile], title: str) -> None:
    for file in files:
        address = triples.node(triples.publisher.url(file.path))
        item = triples.here(f"file-{file.path}")
        triples.add(
            item,
            rdf_type=triples.term("dcat:Distribution"),
            dct_title=triples.text(f"{title} ({file.format})", "da"),
            dcat_accessURL=address,
            dcat_downloadURL=address,
            dct_license=triples.node(triples.publisher.license),
            dct_format=triples.node(file_type(file.format)),
            dcat_mediaType=media_type(triples, file.media),
            dcat_byteSize=triples.typed(file.size, "nonNegativeInteger"),
            dcatap_availability=triples.node(AVAILABLE),
            spdx_checksum=checksum(triples, file.path, file.sha256),
        )
        triples.add(node, dcat_distribution=item)
