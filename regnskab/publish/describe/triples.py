"""A graph to add to, in the words of the catalogue's vocabularies; every node has an address, so that none is blank;
and the addresses of those vocabularies.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regnskab.extras import need
from regnskab.publish.package.codes import known_codes
from regnskab.publish.package.files import DATABASE, MEDIA
from regnskab.publish.package.publisher import PublisherDetails

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node, URIRef

_CONTEXT = Path(__file__).with_name("context.json")


def prefixes() -> dict[str, str]:
    """The vocabularies that the catalogue uses, by prefix; it is the context of its JSON-LD, too."""
    spaces: dict[str, str] = json.loads(_CONTEXT.read_text(encoding="utf-8"))
    return spaces


class Triples:
    """Adds to one graph. Raises PublishError where rdflib is not installed."""

    def __init__(self, publisher: PublisherDetails) -> None:
        rdflib = need("rdflib")
        self.graph: Graph = rdflib.Graph(bind_namespaces="none")
        self.publisher = publisher
        self._uri: Any = rdflib.URIRef
        self._literal: Any = rdflib.Literal
        self._xsd: Any = rdflib.XSD
        self._spaces = prefixes()
        for prefix, space in self._spaces.items():
            self.graph.bind(prefix, space, override=True)

    def add(self, subject: URIRef, **properties: Any) -> None:
        """Add properties, named ``prefix_name``; a list adds each of its values, None adds nothing."""
        for name, value in properties.items():
            prefix, _, local = name.partition("_")
            predicate = self._uri(self._spaces[prefix] + local)
            for item in value if isinstance(value, (list, tuple)) else [value]:
                if item is not None:
                    self.graph.add((subject, predicate, item))

    def here(self, fragment: str) -> URIRef:
        """The address of something that the catalogue itself describes."""
        return self.node(f"{self.publisher.base_url.rstrip('/')}/#{fragment}")

    def node(self, address: str) -> URIRef:
        """An address as a node."""
        node: URIRef = self._uri(address)
        return node

    def nodes(self, addresses: Sequence[str]) -> list[URIRef]:
        """Addresses as nodes."""
        return [self.node(address) for address in addresses]

    def term(self, name: str) -> URIRef:
        """The node of ``prefix:name``."""
        prefix, _, local = name.partition(":")
        return self.node(self._spaces[prefix] + local)

    def text(self, words: str, language: str | None = None) -> Node:
        """A text in a language, or in none."""
        literal: Node = self._literal(words, lang=language)
        return literal

    def two(self, danish: str, english: str) -> list[Node]:
        """A text in both languages."""
        return [self.text(danish, "da"), self.text(english, "en")]

    def typed(self, value: object, kind: str) -> Node:
        """A value of a type of XML Schema, written as it is."""
        literal: Node = self._literal(str(value), datatype=self._xsd[kind], normalize=False)
        return literal


_EU = "http://publications.europa.eu/resource/authority"

DANISH = f"{_EU}/language/DAN"
DENMARK = f"{_EU}/country/DNK"
ACCESS = f"{_EU}/access-right/PUBLIC"
AVAILABLE = f"{_EU}/planned-availability/STABLE"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"


# The European file types have none for SQLite; it is then bytes, and the media type says which.
_FILE_TYPES = {DATABASE: "OCTET"}


def file_type(format: str) -> str:  # noqa: A002
    """The European address of a file type: csv, parquet, xlsx."""
    return f"{_EU}/file-type/{_FILE_TYPES.get(format, format.upper())}"


def themes(publisher: PublisherDetails) -> list[str]:
    """The European addresses of the publisher's themes."""
    return [f"{_EU}/data-theme/{code}" for code in publisher.themes]


def frequency(publisher: PublisherDetails) -> str:
    """The European address of how often new data come."""
    return f"{_EU}/frequency/{publisher.frequency}"


def iana(media: str) -> str:
    """The address of a media type."""
    return f"https://www.iana.org/assignments/media-types/{media}"


def allowed() -> dict[str, list[str]]:
    """The addresses that the properties of a catalogue may take, by the name of the property's shape."""
    codes = known_codes()
    return {
        "theme": [f"{_EU}/data-theme/{code}" for code in codes.themes],
        "frequency": [f"{_EU}/frequency/{code}" for code in codes.frequencies],
        "license": [licence.address for licence in codes.licences],
        "mediaType": [iana(media) for media in MEDIA.values()],
    }
