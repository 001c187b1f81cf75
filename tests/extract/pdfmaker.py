"""PDFs written by hand, as small as they come: content streams with the standard fonts, nothing embedded."""

from __future__ import annotations

from collections.abc import Sequence

FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Helvetica-Oblique"}


def make_pdf(
    *contents: str,
    size: tuple[int, int] = (400, 300),
    page: str = "",
    resources: str = "",
    objects: Sequence[str] = (),
    info: str = "",
    catalog: str = "",
) -> bytes:
    """One page per content stream. ``page``, ``resources`` and ``catalog`` add entries to those dictionaries;
    ``objects`` are added as they are, numbered from 10."""
    fonts = " ".join(
        f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for key, name in FONTS.items()
    )
    first = 10 + len(objects)
    numbers = [first + 2 * i for i in range(len(contents))]
    bodies: dict[int, bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        2: f"<< /Type /Pages /Kids [{' '.join(f'{n} 0 R' for n in numbers)}] /Count {len(numbers)} >>".encode(),
        3: f"<< {info} >>".encode(),
    }
    bodies.update({10 + i: body.encode("latin-1") for i, body in enumerate(objects)})
    for number, content in zip(numbers, contents, strict=True):
        stream = content.encode("cp1252")
        bodies[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] {page} "
            f"/Resources << /Font << {fonts} >> {resources} >> /Contents {number + 1} 0 R >>"
        ).encode()
        bodies[number + 1] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    out = bytearray(b"%PDF-1.7\n")
    offsets: dict[int, int] = {}
    for number, body in bodies.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    for number, offset in sorted(offsets.items()):
        if number == 1 or number - 1 not in offsets:
            out += (b"xref\n" if number == 1 else b"") + b"%d %d\n" % (
                number,
                next(k for k in range(1, 1000) if number + k not in offsets),
            )
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(offsets) + 1, start)
    return bytes(out)


def text(x: float, y: float, string: str, *, size: float = 10, font: str = "F1", extra: str = "") -> str:
    """Show a string with its baseline's start at (x, y) in user space; ``extra`` goes before it."""
    escaped = string.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT {extra} /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n"
