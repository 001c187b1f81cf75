"""``dcat.ttl`` and ``dcat.jsonld``: the package as a catalogue by DCAT-AP-DK 3.0 (on DCAT-AP 3.0.1).

A municipality's accounts are a ``DatasetSeries``, each year's a ``Dataset`` of it with the workbook as distribution.
Its parts, one per table of the contract, are datasets of their own with Parquet and CSV: distributions of a dataset
must all hold the same data (DCAT-AP-DK, "Distribution"). https://digst.github.io/DCAT-AP-DK/releases/v.3.0.1/docs/
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normalize.text import slug
from regnskab.publish.contents import Edition, Piece
from regnskab.publish.extras import need
from regnskab.publish.files import DataFile
from regnskab.publish.publisher import Publisher
from regnskab.publish.terms import ACCESS, ANNUAL, AVAILABLE, DANISH, DENMARK, SHA256, THEMES, file_type, iana

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node, URIRef

TURTLE, JSON_LD = "dcat.ttl", "dcat.jsonld"
_CONTEXT = Path(__file__).with_name("context.json")


def catalogue(publisher: Publisher, editions: Sequence[Edition], files: Sequence[DataFile]) -> Graph:
    """Return the catalogue as a graph. Raises PublishError where rdflib is not installed."""
    return _Catalogue(publisher).build(editions, files)


def serialize(graph: Graph) -> dict[str, bytes]:
    """Return the catalogue's files; the same graph gives the same bytes."""
    context = json.loads(_CONTEXT.read_text(encoding="utf-8"))
    document = json.loads(graph.serialize(format="json-ld", context=context, auto_compact=False))
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


class _Catalogue:
    """Adds to one graph; every node has an address below the publisher's, so that none is blank."""

    def __init__(self, publisher: Publisher) -> None:
        rdflib = need("rdflib")
        self._graph: Graph = rdflib.Graph(bind_namespaces="none")
        self._publisher = publisher
        self._uri: Any = rdflib.URIRef
        self._literal: Any = rdflib.Literal
        self._xsd: Any = rdflib.XSD
        self._spaces: dict[str, str] = json.loads(_CONTEXT.read_text(encoding="utf-8"))
        for prefix, space in self._spaces.items():
            self._graph.bind(prefix, space, override=True)

    def build(self, editions: Sequence[Edition], files: Sequence[DataFile]) -> Graph:
        """Fill the graph."""
        self._agent()
        self._root()
        series: dict[str, list[Edition]] = {}
        for edition in editions:
            if edition.known:
                series.setdefault(str(edition.municipality), []).append(edition)
        for municipality, members in series.items():
            self._series(municipality, members)
        for edition in editions:
            self._edition(edition, [file for file in files if file.report_id == edition.report_id])
        return self._graph

    def _add(self, subject: URIRef, **properties: Any) -> None:
        """Add properties, named ``prefix_name``; a list adds each of its values, None adds nothing."""
        for name, value in properties.items():
            prefix, _, local = name.partition("_")
            predicate = self._uri(self._spaces[prefix] + local)
            for item in value if isinstance(value, (list, tuple)) else [value]:
                if item is not None:
                    self._graph.add((subject, predicate, item))

    def _here(self, fragment: str) -> URIRef:
        return self._node(f"{self._publisher.base_url.rstrip('/')}/#{fragment}")

    def _node(self, address: str) -> URIRef:
        node: URIRef = self._uri(address)
        return node

    def _term(self, name: str) -> URIRef:
        prefix, _, local = name.partition(":")
        return self._node(self._spaces[prefix] + local)

    def _two(self, danish: str, english: str) -> list[Node]:
        return [self._literal(danish, lang="da"), self._literal(english, lang="en")]

    def _typed(self, value: object, kind: str) -> Node:
        literal: Node = self._literal(str(value), datatype=self._xsd[kind], normalize=False)
        return literal

    def _nodes(self, addresses: Sequence[str]) -> list[URIRef]:
        return [self._node(address) for address in addresses]

    def _agent(self) -> None:
        organisation, contact = self._publisher.organisation, self._publisher.contact
        self._add(
            self._here("publisher"),
            rdf_type=[self._term("foaf:Agent"), self._term("org:Organization")],
            foaf_name=self._literal(organisation.name, lang="da"),
            foaf_homepage=self._node(organisation.homepage),
        )
        self._add(
            self._here("contact"),
            rdf_type=self._term("vcard:Kind"),
            vcard_fn=self._literal(contact.name),
            vcard_hasEmail=self._node(f"mailto:{contact.email}"),
        )
        self._add(self._node(self._publisher.license), rdf_type=self._term("dct:LicenseDocument"))

    def _dates(self) -> dict[str, Node]:
        dates = {"dct_issued": self._publisher.issued, "dct_modified": self._publisher.modified}
        return {name: self._typed(day, "date") for name, day in dates.items() if day}

    def _root(self) -> None:
        publisher = self._publisher
        self._add(
            self._here("catalog"),
            rdf_type=self._term("dcat:Catalog"),
            dct_title=self._two(publisher.title_da, publisher.title_en),
            dct_description=self._two(
                "Regnskabstal, læst fra kommunernes årsrapporter.",
                "Accounting figures, read from the annual reports of municipalities.",
            ),
            dct_publisher=self._here("publisher"),
            dct_license=self._node(publisher.license),
            dct_language=self._node(DANISH),
            dct_spatial=self._node(DENMARK),
            dcat_themeTaxonomy=self._node(THEMES[0].rpartition("/")[0]),
            foaf_homepage=self._node(publisher.base_url),
            **self._dates(),
        )

    def _series(self, municipality: str, members: Sequence[Edition]) -> None:
        years = [edition.fiscal_year for edition in members if edition.fiscal_year]
        node = self._series_node(municipality)
        self._add(
            node,
            rdf_type=self._term("dcat:DatasetSeries"),
            dct_title=self._two(f"Regnskab, {municipality} Kommune", f"Accounts, {municipality} Municipality"),
            dct_description=self._two(
                f"Tallene i årsrapporterne fra {municipality} Kommune, år for år.",
                f"The figures of the annual reports of {municipality} Municipality, year by year.",
            ),
            dct_publisher=self._here("publisher"),
            dcat_contactPoint=self._here("contact"),
            dct_accrualPeriodicity=self._node(ANNUAL),
            dct_spatial=self._places(members[0]),
            dct_temporal=self._period(min(years), max(years)),
            **self._dates(),
        )
        self._add(self._here("catalog"), dcat_resource=node)

    def _series_node(self, municipality: str) -> URIRef:
        return self._here(f"series-{slug(municipality)}")

    def _edition(self, edition: Edition, files: Sequence[DataFile]) -> None:
        node = self._here(edition.report_id)
        contents = ", ".join(piece.dataset.title_da.lower() for piece in edition.pieces)
        contents_en = ", ".join(piece.dataset.title_en.lower() for piece in edition.pieces)
        self._dataset(
            node,
            edition,
            edition.report_id,
            self._two(edition.title_da, edition.title_en),
            self._two(f"Læst fra {edition.pdf}: {contents}.", f"Read from {edition.pdf}: {contents_en}."),
        )
        series = self._series_node(edition.municipality or "") if edition.known else None
        self._add(node, dcat_inSeries=series)
        self._distributions(node, [file for file in files if file.piece is None], edition.title_da)
        for piece in edition.pieces:
            self._part(node, edition, piece, [file for file in files if file.piece is piece])
        self._pdf(edition)

    def _part(self, whole: URIRef, edition: Edition, piece: Piece, files: Sequence[DataFile]) -> None:
        dataset = piece.dataset
        name = f"{edition.report_id}.{dataset.name}"
        node = self._here(name)
        self._dataset(
            node,
            edition,
            name,
            self._two(f"{dataset.title_da}. {edition.title_da}", f"{dataset.title_en}. {edition.title_en}"),
            self._two(f"Én række er {dataset.row_da}.", f"One row is {dataset.row_en}."),
        )
        self._add(node, dct_isPartOf=whole, foaf_page=self._document(f"dictionary.html#{dataset.name}"))
        self._add(whole, dct_hasPart=node)
        self._distributions(node, files, dataset.title_da)

    def _dataset(self, node: URIRef, edition: Edition, name: str, title: list[Node], description: list[Node]) -> None:
        year = edition.fiscal_year
        self._add(
            node,
            rdf_type=self._term("dcat:Dataset"),
            dct_title=title,
            dct_description=description,
            dct_identifier=self._literal(name),
            dct_publisher=self._here("publisher"),
            dcat_contactPoint=self._here("contact"),
            dcat_theme=self._nodes(THEMES),
            dcat_keyword=[self._literal(word, lang="da") for word in self._publisher.keywords],
            dct_language=self._node(DANISH),
            dct_accessRights=self._node(ACCESS),
            dct_spatial=self._places(edition),
            dct_temporal=self._period(year, year) if year else None,
            prov_wasDerivedFrom=self._pdf_node(edition),
            **self._dates(),
        )
        self._add(self._here("catalog"), dcat_dataset=node)

    def _distributions(self, node: URIRef, files: Sequence[DataFile], title: str) -> None:
        for file in files:
            address = self._node(self._publisher.url(file.path))
            item, checksum = self._here(f"file-{file.path}"), self._here(f"sha256-{file.path}")
            self._add(
                item,
                rdf_type=self._term("dcat:Distribution"),
                dct_title=self._literal(f"{title} ({file.format})", lang="da"),
                dcat_accessURL=address,
                dcat_downloadURL=address,
                dct_license=self._node(self._publisher.license),
                dct_format=self._node(file_type(file.format)),
                dcat_mediaType=self._node(iana(file.media)),
                dcat_byteSize=self._typed(file.size, "nonNegativeInteger"),
                dcatap_availability=self._node(AVAILABLE),
                spdx_checksum=checksum,
            )
            self._add(
                checksum,
                rdf_type=self._term("spdx:Checksum"),
                spdx_algorithm=self._node(SHA256),
                spdx_checksumValue=self._typed(file.sha256, "hexBinary"),
            )
            self._add(node, dcat_distribution=item)

    def _document(self, path: str) -> URIRef:
        node = self._node(self._publisher.url(path))
        self._add(node, rdf_type=self._term("foaf:Document"))
        return node

    def _places(self, edition: Edition) -> list[URIRef]:
        places = [self._node(DENMARK)]
        if edition.municipality_code:
            place = self._node(self._publisher.municipality(edition.municipality_code))
            self._add(
                place,
                rdf_type=self._term("dct:Location"),
                skos_prefLabel=self._literal(f"{edition.municipality} Kommune", lang="da"),
                dct_identifier=self._literal(edition.municipality_code),
            )
            places.append(place)
        return places

    def _period(self, first: int, last: int) -> URIRef:
        node = self._here(f"period-{first}" if first == last else f"period-{first}-{last}")
        self._add(
            node,
            rdf_type=self._term("dct:PeriodOfTime"),
            dcat_startDate=self._typed(f"{first:04}-01-01", "date"),
            dcat_endDate=self._typed(f"{last:04}-12-31", "date"),
        )
        return node

    def _pdf_node(self, edition: Edition) -> URIRef:
        known = self._publisher.sources.get(edition.report_id)
        return self._node(known) if known else self._here(f"pdf-{edition.pdf_sha256}")

    def _pdf(self, edition: Edition) -> None:
        node = self._pdf_node(edition)
        checksum = self._here(f"sha256-{edition.pdf_sha256}")
        self._add(
            node,
            rdf_type=[self._term("prov:Entity"), self._term("foaf:Document")],
            dct_title=self._literal(edition.pdf),
            spdx_checksum=checksum,
        )
        self._add(
            checksum,
            rdf_type=self._term("spdx:Checksum"),
            spdx_algorithm=self._node(SHA256),
            spdx_checksumValue=self._typed(edition.pdf_sha256, "hexBinary"),
        )
