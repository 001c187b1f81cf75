"""The catalogue's datasets and their distributions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regnskab.publish.describe.csvw import SUFFIX
from regnskab.publish.describe.datapackage import NAME
from regnskab.publish.describe.dcat_nodes import (
    checksum,
    dates,
    document,
    media_type,
    pdf_node,
    period,
    places,
    standard,
)
from regnskab.publish.describe.entries import CatalogueEntry, file_title, file_words
from regnskab.publish.describe.triples import ACCESS, AVAILABLE, DANISH, Triples, file_type, frequency, themes
from regnskab.publish.package.files import CSV, DataFile
from regnskab.publish.package.versions import Version
from schemas.contract.model import CONTRACT_VERSION

if TYPE_CHECKING:
    from rdflib.term import URIRef


def add_entry(triples: Triples, entry: CatalogueEntry) -> URIRef:
    """Add an entry as a dataset with its distributions. Returns its node."""
    node = triples.here(entry.name)
    together, publisher = entry.everything, triples.publisher
    page = f"dictionary.html#{entry.dataset.name}" if entry.dataset else "dictionary.html"
    contract = ("Regnskabs datakontrakt", "The data contract of regnskab")
    triples.add(
        node,
        rdf_type=triples.term("dcat:Dataset"),
        dct_title=triples.two(entry.title.da, entry.title.en),
        dct_description=triples.two(entry.description.da, entry.description.en),
        dct_identifier=triples.text(publisher.url(f"#{entry.name}")),
        dct_publisher=triples.here("publisher"),
        dcat_contactPoint=triples.here("contact"),
        dcat_theme=triples.nodes(themes(publisher)),
        dcat_keyword=[triples.text(word, "da") for word in publisher.keywords],
        dct_language=triples.node(DANISH),
        dct_accessRights=triples.node(ACCESS),
        dct_accrualPeriodicity=triples.node(frequency(publisher)),
        dct_spatial=places(triples, together),
        dct_temporal=period(triples, *together.years) if together.years else None,
        dct_conformsTo=standard(triples, "dictionary.html", *(f"{words} {CONTRACT_VERSION}" for words in contract)),
        dcat_landingPage=document(triples, f"index.html#{entry.name}"),
        foaf_page=document(triples, page),
        prov_wasDerivedFrom=[pdf_node(triples, edition) for edition in together.editions],
        **_edition(triples, entry),
        **dates(triples, entry.version.modified),
    )
    triples.add(triples.here("catalog"), dcat_dataset=node)
    for file in entry.files:
        triples.add(node, dcat_distribution=_add_distribution(triples, entry, file))
    return node


def _edition(triples: Triples, entry: CatalogueEntry) -> dict[str, object]:
    """The properties of which edition it is, what is new in it, and which came before it."""
    return {
        "dcat_version": triples.text(str(entry.version.number)),
        "adms_versionNotes": triples.two(entry.version.notes_da, entry.version.notes_en),
        "dcat_previousVersion": _add_earlier(triples, entry, entry.before) if entry.before else None,
    }


def _add_earlier(triples: Triples, entry: CatalogueEntry, version: Version) -> URIRef:
    """Add what is known of an earlier edition. Its files are not kept, so that it is no dataset of the catalogue."""
    node = triples.here(f"{entry.name}-{version.number}")
    triples.add(
        node,
        rdf_type=triples.term("dcat:Resource"),
        dct_title=triples.two(
            f"{entry.title.da} (udgave {version.number})", f"{entry.title.en} (edition {version.number})"
        ),
        dcat_version=triples.text(str(version.number)),
        adms_versionNotes=triples.two(version.notes_da, version.notes_en),
        dct_modified=triples.typed(version.modified, "date") if version.modified else None,
    )
    return node


def _add_distribution(triples: Triples, entry: CatalogueEntry, file: DataFile) -> URIRef:
    address = triples.node(triples.publisher.url(file.path))
    words = file_words(file)
    node = triples.here(f"file-{file.path}")
    described = f"{file.path}{SUFFIX}" if file.format == CSV else NAME
    triples.add(
        node,
        rdf_type=triples.term("dcat:Distribution"),
        dct_title=[triples.text(file_title(file), language) for language in ("da", "en")],
        dct_description=triples.two(words.da, words.en),
        dcat_accessURL=address,
        dcat_downloadURL=address,
        dct_license=triples.node(triples.publisher.license),
        dct_format=triples.node(file_type(file.format)),
        dcat_mediaType=media_type(triples, file.media),
        dcat_byteSize=triples.typed(file.size, "nonNegativeInteger"),
        dct_conformsTo=standard(triples, described, "Beskrivelse af filens kolonner", "Description of its columns"),
        dcatap_availability=triples.node(AVAILABLE),
        spdx_checksum=checksum(triples, file.path, file.sha256),
        **dates(triples, entry.version.modified),
    )
    return node
