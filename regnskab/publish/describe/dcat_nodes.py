"""What the catalogue's datasets refer to: who publishes them, where, when, and the PDFs that they were read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regnskab.publish.describe.triples import DENMARK, SHA256, Triples, iana
from regnskab.publish.package.contents import Edition, Owner

if TYPE_CHECKING:
    from rdflib.term import Node, URIRef


def add_agents(triples: Triples) -> None:
    """Add the publisher, whom to ask, and the licence."""
    organisation, contact = triples.publisher.organisation, triples.publisher.contact
    triples.add(
        triples.here("publisher"),
        rdf_type=[triples.term("foaf:Agent"), triples.term("org:Organization")],
        foaf_name=triples.text(organisation.name, "da"),
        foaf_homepage=triples.node(organisation.homepage),
    )
    triples.add(
        triples.here("contact"),
        rdf_type=triples.term("vcard:Kind"),
        vcard_fn=triples.text(contact.name),
        vcard_hasEmail=triples.node(f"mailto:{contact.email}"),
    )
    # By the title, a portal knows a licence again whose address it writes otherwise.
    triples.add(
        triples.node(triples.publisher.license),
        rdf_type=triples.term("dct:LicenseDocument"),
        dct_title=triples.text(triples.publisher.license_title),
    )


def dates(triples: Triples, modified: str | None = None) -> dict[str, Node]:
    """The properties of when it was issued, as the publisher says, and last changed, as the publisher says or else as
    the reports tell.
    """
    stated = {"dct_issued": triples.publisher.issued, "dct_modified": triples.publisher.modified or modified}
    return {name: triples.typed(day, "date") for name, day in stated.items() if day}


def standard(triples: Triples, path: str, danish: str, english: str) -> URIRef:
    """A page or file of the package that says how others of its files are made up."""
    node = triples.node(triples.publisher.url(path))
    triples.add(node, rdf_type=triples.term("dct:Standard"), dct_title=triples.two(danish, english))
    return node


def places(triples: Triples, owner: Owner) -> URIRef:
    """Where it is about: the municipality, or Denmark where its code is not known.

    One place and not both: a portal that keeps one (as ckanext-dcat does) would keep either.
    """
    if not owner.municipality_code:
        return triples.node(DENMARK)
    place = triples.node(triples.publisher.municipality(owner.municipality_code))
    triples.add(
        place,
        rdf_type=triples.term("dct:Location"),
        skos_prefLabel=triples.text(f"{owner.municipality} Kommune", "da"),
        dct_identifier=triples.text(owner.municipality_code),
    )
    return place


def period(triples: Triples, first: int, last: int) -> URIRef:
    """The time from the beginning of one year to the end of another."""
    node = triples.here(f"period-{first}" if first == last else f"period-{first}-{last}")
    triples.add(
        node,
        rdf_type=triples.term("dct:PeriodOfTime"),
        dcat_startDate=triples.typed(f"{first:04}-01-01", "date"),
        dcat_endDate=triples.typed(f"{last:04}-12-31", "date"),
    )
    return node


def document(triples: Triples, path: str) -> URIRef:
    """A page of the package."""
    node = triples.node(triples.publisher.url(path))
    triples.add(node, rdf_type=triples.term("foaf:Document"))
    return node


def media_type(triples: Triples, media: str) -> URIRef:
    """A media type, with its name: CKAN knows "text/csv" as CSV, but not the address of it."""
    node = triples.node(iana(media))
    triples.add(node, rdf_type=triples.term("dct:MediaType"), rdfs_label=triples.text(media))
    return node


def checksum(triples: Triples, name: str, sha256: str) -> URIRef:
    """A SHA-256, as the catalogue's node of this name."""
    node = triples.here(f"sha256-{name}")
    triples.add(
        node,
        rdf_type=triples.term("spdx:Checksum"),
        spdx_algorithm=triples.node(SHA256),
        spdx_checksumValue=triples.typed(sha256, "hexBinary"),
    )
    return node


def pdf_node(triples: Triples, edition: Edition) -> URIRef:
    """A report's PDF: where it can be had, or a name for it."""
    known = triples.publisher.sources.get(edition.report_id)
    return triples.node(known) if known else triples.here(f"pdf-{edition.pdf_sha256}")


def add_pdf(triples: Triples, edition: Edition) -> None:
    """Add what is known of a report's PDF."""
    triples.add(
        pdf_node(triples, edition),
        rdf_type=[triples.term("prov:Entity"), triples.term("foaf:Document")],
        dct_title=triples.text(edition.pdf),
        spdx_checksum=checksum(triples, edition.pdf_sha256, edition.pdf_sha256),
    )
