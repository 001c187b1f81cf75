"""Whether a catalogue says of the files what is so: shapes see that a checksum looks like one, not that it is right."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from regnskab.publish.describe.triples import file_type, iana

_FILE = "#file-"


@dataclass(frozen=True, slots=True)
class Fact:
    """What is so of a file: its format, media type, size in bytes and SHA-256."""

    format: str
    media: str
    size: int
    sha256: str


def untrue(document: bytes | str, facts: Mapping[str, Fact]) -> Iterator[tuple[str, str]]:
    """Give what a catalogue in JSON-LD says wrongly, by path. ``facts`` are the files that it may list, by path.

    Raises ValueError or KeyError where it is no catalogue of ours.
    """
    nodes: dict[str, Mapping[str, Any]] = {str(node["@id"]): node for node in json.loads(document)["@graph"]}
    for name, node in nodes.items():
        if node.get("@type") != "dcat:Distribution":
            continue
        path = name.partition(_FILE)[2]
        if path not in facts:
            yield path, "is listed, but not in the package"
            continue
        fact = facts[path]
        said = {
            "SHA-256": str(nodes[node["spdx:checksum"]["@id"]]["spdx:checksumValue"]["@value"]),
            "size": str(node["dcat:byteSize"]["@value"]),
            "media type": str(node["dcat:mediaType"]["@id"]),
            "format": str(node["dct:format"]["@id"]),
            "address": str(node["dcat:downloadURL"]["@id"]),
        }
        true = {
            "SHA-256": fact.sha256,
            "size": str(fact.size),
            "media type": iana(fact.media),
            "format": file_type(fact.format),
            "address": name.replace(f"/{_FILE}", "/"),
        }
        for what, value in true.items():
            if said[what] != value:
                yield path, f"its {what} is {value}, not {said[what]}"
    yield from _lost(nodes)


def _lost(nodes: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Give the datasets that are outside the series, where there is one."""
    series = [name for name, node in nodes.items() if node.get("@type") == "dcat:DatasetSeries"]
    for name, node in nodes.items():
        inside = node.get("dcat:inSeries", {})
        if node.get("@type") == "dcat:Dataset" and series and inside.get("@id") not in series:
            yield name.rpartition("#")[2], "is not in the series"
