"""PDFs of a few hundred bytes, with or without a password, made as they are needed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import count

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ID = b"0123456789abcdef"
_PERMISSIONS = -4

Text = tuple[float, float, str]


def pdf(pages: Sequence[Sequence[Text]], *, password: str | None = None) -> bytes:
    """A4 pages with texts at (x, y from the top) in 9 pt Helvetica; ``password`` encrypts (RC4, ISO 32000-1, 7.6.3)."""
    numbers = count(4)
    kids, objects = [], {}
    secret = None if password is None else _Secret(password)
    for texts in pages:
        page, content = next(numbers), next(numbers)
        kids.append(f"{page} 0 R")
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        ).encode()
        stream = b"".join(_show(*text) for text in texts)
        if secret is not None:
            stream = secret.encrypt(content, stream)
        objects[content] = b"<< /Length %d >> stream\n" % len(stream) + stream + b"\nendstream"
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[2] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    objects[3] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    return _file(objects, b"" if secret is None else secret.entry)


def _show(x: float, y: float, text: str) -> bytes:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    return f"BT /F 9 Tf {x} {842 - y} Td (".encode() + escaped + b") Tj ET\n"


def _file(objects: dict[int, bytes], encrypt: bytes) -> bytes:
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number in sorted(objects):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + objects[number] + b"\nendobj\n"
    start, size = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer << /Size %d /Root 1 0 R /ID [<%s> <%s>] " % (size, _ID.hex().encode(), _ID.hex().encode())
    return bytes(out) + trailer + encrypt + b">>\nstartxref\n%d\n%%%%EOF\n" % start


class _Secret:
    def __init__(self, password: str) -> None:
        padded = (password.encode("latin-1") + _PAD)[:32]
        owner = _rc4(_md5(padded)[:5], padded)
        self._key = _md5(padded + owner + _PERMISSIONS.to_bytes(4, "little", signed=True) + _ID)[:5]
        user = _rc4(self._key, _PAD)
        self.entry = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P %d /O <%s> /U <%s> >> " % (
            _PERMISSIONS,
            owner.hex().encode(),
            user.hex().encode(),
        )

    def encrypt(self, number: int, data: bytes) -> bytes:
        return _rc4(_md5(self._key + number.to_bytes(3, "little") + b"\0\0")[:10], data)


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data).digest()  # noqa: S324 (the format's own)


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
