"""PDFs of a few kilobytes that ask for more than there is: time, memory, or both."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Final

MIB: Final = 1024**2


def _file(objects: Mapping[int, bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % places[number] for number in range(1, size))
    return bytes(out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start))


def _page(content: bytes, filters: bytes, more: Mapping[int, bytes] | None = None, resources: bytes = b"") -> bytes:
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> "
        + resources
        + b">> >>",
        4: b"<< /Length %d /Filter %s >> stream\n" % (len(content), filters) + content + b"\nendstream",
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    return _file({**objects, **(more or {})})


def inflating(mebibytes: int = 600) -> bytes:
    """A drawing that is packed twice, and takes so much room."""
    packer, packed = zlib.compressobj(1), bytearray()
    piece = b"0 0 1 1 re f\n" * (MIB // 13)
    for _ in range(mebibytes):
        packed += packer.compress(piece)
    packed += packer.flush()
    return _page(zlib.compress(bytes(packed), 9), b"[/FlateDecode /FlateDecode]")


def drawing(millions: int = 2) -> bytes:
    """A page of so many million words, all at one place."""
    piece = b"BT /F 9 Tf 50 700 Td (1.234) Tj ET\n" * 100_000
    return _page(zlib.compress(piece * 10 * millions, 1), b"/FlateDecode")


def branching(depth: int = 26) -> bytes:
    """A drawing that draws another twice, which draws another twice, and so on."""
    forms = {}
    for level in range(depth):
        last = level + 1 == depth
        inner = b"BT /F 9 Tf 50 700 Td (1) Tj ET" if last else b"/X Do /X Do"
        below = b"" if last else b"/XObject << /X %d 0 R >>" % (7 + level)
        head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length %d" % len(inner)
        fonts = b" /Resources << /Font << /F 5 0 R >> " + below + b" >> >> stream\n"
        forms[6 + level] = head + fonts + inner + b"\nendstream"
    return _page(zlib.compress(b"/X Do"), b"/FlateDecode", forms, b"/XObject << /X 6 0 R >>")


BOMBS: Final = {"inflating": inflating, "drawing": drawing, "branching": branching}
