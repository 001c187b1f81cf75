"""Damaged copies of a PDF: what a broken download, a bad disk or a careless program makes of one.

The same data and seed give the same copy.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable
from typing import Final

_STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_NUMBER: Final = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_ODD_NUMBERS: Final = b"0 -1 1 0.0001 65536 -32769 2147483648 1e9 99999999999999999999".split()
_WORDS: Final = b"/Rotate 90|/Length 0|null|[|]|<<|>>|endobj|1 0 R|BT|ET|q|Q".split(b"|")

Mutation = Callable[[bytearray, random.Random], bytearray]


def mutate(data: bytes, seed: int) -> tuple[str, bytes]:
    """A damaged copy and the name of the damage."""
    rng = random.Random(seed)  # noqa: S311  (repeatable on purpose)
    damage = rng.choice(_DAMAGES)
    return damage.__name__.strip("_"), bytes(damage(bytearray(data), rng))


def _flip_bytes(data: bytearray, rng: random.Random) -> bytearray:
    for _ in range(rng.choice((1, 3, 10, 100))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return data


def _truncate(data: bytearray, rng: random.Random) -> bytearray:
    return data[: rng.randrange(1, len(data))]


def _remove(data: bytearray, rng: random.Random) -> bytearray:
    start = rng.randrange(len(data))
    del data[start : start + rng.choice((1, 16, 500, 5000))]
    return data


def _splice(data: bytearray, rng: random.Random) -> bytearray:
    start, to = rng.randrange(len(data)), rng.randrange(len(data))
    data[to:to] = data[start : start + rng.choice((8, 200, 4000))]
    return data


def _insert_garbage(data: bytearray, rng: random.Random) -> bytearray:
    streams = list(_STREAM.finditer(data))
    start, end = rng.choice(streams).span(1) if streams else (0, len(data))
    at = rng.randint(start, end)
    data[at:at] = rng.randbytes(rng.choice((1, 20, 1000)))
    return data


def _odd_numbers(data: bytearray, rng: random.Random) -> bytearray:
    """Numbers of the file's own structure (sizes, references, boxes, widths) take odd values."""
    places = [m.span() for m in _NUMBER.finditer(data)]
    for start, end in sorted(rng.sample(places, min(len(places), rng.choice((1, 3, 10)))), reverse=True):
        data[start:end] = rng.choice(_ODD_NUMBERS)
    return data


def _odd_words(data: bytearray, rng: random.Random) -> bytearray:
    for _ in range(rng.choice((1, 3))):
        at = rng.randrange(len(data))
        data[at:at] = b" " + rng.choice(_WORDS) + b" "
    return data


def _odd_drawing(data: bytearray, rng: random.Random) -> bytearray:
    """Numbers within the (unpacked) drawing of a page take odd values; the file itself stays sound."""
    return _redraw(data, rng, _odd_numbers)


def _broken_drawing(data: bytearray, rng: random.Random) -> bytearray:
    """The (unpacked) drawing of a page is damaged; the file itself stays sound."""
    return _redraw(data, rng, rng.choice((_flip_bytes, _remove, _splice, _odd_words)))


def _redraw(data: bytearray, rng: random.Random, damage: Mutation) -> bytearray:
    packed = [(m, plain) for m in _STREAM.finditer(data) if (plain := _unpacked(m[1]))]
    if not packed:
        return damage(data, rng)
    match, plain = rng.choice(packed)
    drawn = zlib.compress(bytes(damage(bytearray(plain), rng)))
    # Readers trust /Length where it is right and look for endstream where it is not: both happen here.
    room = match.end(1) - match.start(1)
    data[match.start(1) : match.end(1)] = drawn.ljust(room, b"\n") if len(drawn) < room else drawn
    return data


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


_DAMAGES: Final[tuple[Mutation, ...]] = (
    _flip_bytes,
    _truncate,
    _remove,
    _splice,
    _insert_garbage,
    _odd_numbers,
    _odd_words,
    _odd_drawing,
    _odd_drawing,
    _broken_drawing,
    _broken_drawing,
)
