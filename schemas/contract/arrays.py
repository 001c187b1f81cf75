"""Arrow arrays from Python values, laid out buffer by buffer.

``pyarrow.array`` and ``pyarrow.scalar`` import pandas, where it is installed, to learn whether they were given a
Series: half a second and 60 MB that a conversion has no use for. This module gives the same arrays without it,
and is strict: a value of another type, or one that the type cannot hold exactly, is an error, never a cast.
Layouts: https://arrow.apache.org/docs/format/Columnar.html
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from numbers import Integral, Real
from typing import Any

import numpy as np
import pyarrow as pa

Values = Sequence[Any]
_NONE = type(None)


def build(kind: pa.DataType, values: Values, vocabulary: Sequence[str] = ()) -> pa.Array:
    """An array of the Arrow type ``kind``; None is null. A dictionary type takes its values from
    ``vocabulary``, a list type takes tuples or lists, a struct type takes tuples in the order of its fields.

    Raises TypeError for a value of another type and ValueError for one that does not fit.
    """
    if pa.types.is_dictionary(kind):
        return _terms(kind, values, vocabulary)
    for belongs, make in _MAKERS:
        if belongs(kind):
            return make(kind, values)
    raise TypeError(f"no way to build {kind}")


def repeated(kind: pa.DataType, value: object, length: int, vocabulary: Sequence[str] = ()) -> pa.Array:
    """An array of one ``value``, ``length`` times. Raises as ``build`` does."""
    return pa.repeat(build(kind, [value], vocabulary)[0], length)


def constant(kind: pa.DataType, value: object) -> pa.Scalar:
    """``value`` as a scalar, for comparing a column with."""
    return build(kind, [value])[0]


def _check(values: Values, *kinds: type) -> bool:
    """Whether any value is None; all others are of one of the ``kinds``. Raises TypeError."""
    kinds_found = set(map(type, values))
    for found in kinds_found:
        # A bool is an int to Python, not to a reader of the data.
        if found is not _NONE and (not issubclass(found, kinds) or (found is bool and bool not in kinds)):
            stranger = next(value for value in values if type(value) is found)
            raise TypeError(f"{stranger!r} is no {kinds[0].__name__}")
    return _NONE in kinds_found


def _bits(values: Sequence[bool]) -> pa.Buffer:
    return pa.py_buffer(np.packbits(np.array(values, np.bool_), bitorder="little"))


def _validity(values: Values, *, blanks: bool) -> pa.Buffer | None:
    return _bits([value is not None for value in values]) if blanks else None


def _fixed(dtype: type[np.generic], *kinds: type) -> Callable[[pa.DataType, Values], pa.Array]:
    def make(kind: pa.DataType, values: Values) -> pa.Array:
        blanks = _check(values, *kinds)
        try:
            data = np.array([0 if value is None else value for value in values] if blanks else values, dtype)
        except OverflowError as error:
            raise ValueError(f"a value does not fit {kind}") from error
        return pa.Array.from_buffers(kind, len(values), [_validity(values, blanks=blanks), pa.py_buffer(data)])

    return make


def _booleans(kind: pa.DataType, values: Values) -> pa.Array:
    blanks = _check(values, bool)
    data = _bits([bool(value) for value in values])
    return pa.Array.from_buffers(kind, len(values), [_validity(values, blanks=blanks), data])


def _strings(kind: pa.DataType, values: Values) -> pa.Array:
    blanks = _check(values, str)
    # Most columns say the same again and again.
    bytes_of = {value: b"" if value is None else value.encode() for value in set(values)}
    encoded = list(map(bytes_of.__getitem__, values))
    buffers = [_validity(values, blanks=blanks), _offsets(encoded), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(kind, len(values), buffers)


def _decimals(kind: pa.DataType, values: Values) -> pa.Array:
    blanks = _check(values, Decimal)
    limit = 10**kind.precision
    data = bytearray()
    for value in values:
        unscaled = 0 if value is None else unscale(value, kind.scale)
        if abs(unscaled) >= limit:
            raise ValueError(f"{value} has more digits than {kind} holds")
        data += unscaled.to_bytes(16, "little", signed=True)
    return pa.Array.from_buffers(kind, len(values), [_validity(values, blanks=blanks), pa.py_buffer(bytes(data))])


@lru_cache(maxsize=8192)
def unscale(value: Decimal, scale: int) -> int:
    """``value`` x 10^``scale`` as a whole number. Raises ValueError where that is no whole number."""
    if not value.is_finite():
        raise ValueError(f"{value} is no number")
    numerator, denominator = value.as_integer_ratio()
    factor: int = 10**scale
    whole, rest = divmod(numerator * factor, denominator)
    if rest:
        raise ValueError(f"{value} has more than {scale} decimals")
    return whole


def _lists(kind: pa.DataType, values: Values) -> pa.Array:
    blanks = _check(values, tuple, list)
    parts = [() if value is None else value for value in values]
    children = build(kind.value_type, list(chain.from_iterable(parts)))
    buffers = [_validity(values, blanks=blanks), _offsets(parts)]
    return pa.Array.from_buffers(kind, len(values), buffers, children=[children])


def _structs(kind: pa.DataType, values: Values) -> pa.Array:
    blanks = _check(values, tuple)
    width = kind.num_fields
    if any(value is not None and len(value) != width for value in values):
        raise TypeError(f"a value has not the {width} fields of {kind}")
    columns = [[None if value is None else value[i] for value in values] for i in range(width)]
    children = [build(kind.field(i).type, column) for i, column in enumerate(columns)]
    return pa.Array.from_buffers(kind, len(values), [_validity(values, blanks=blanks)], children=children)


def _terms(kind: pa.DataType, values: Values, vocabulary: Sequence[str]) -> pa.Array:
    _check(values, str)
    place = {term: index for index, term in enumerate(vocabulary)}
    unknown = sorted(set(values) - place.keys() - {None})
    if unknown:
        raise ValueError(f"{unknown[0]!r} is none of {', '.join(vocabulary)}")
    indices = build(kind.index_type, list(map(place.get, values)))
    return pa.DictionaryArray.from_arrays(indices, build(kind.value_type, vocabulary))


def _offsets(parts: Sequence[Sequence[object]]) -> pa.Buffer:
    ends = np.zeros(len(parts) + 1, np.int32)
    np.cumsum(list(map(len, parts)), out=ends[1:])
    return pa.py_buffer(ends)


_MAKERS: tuple[tuple[Callable[[pa.DataType], bool], Callable[[pa.DataType, Values], pa.Array]], ...] = (
    (pa.types.is_string, _strings),
    (pa.types.is_int8, _fixed(np.int8, Integral)),
    (pa.types.is_int32, _fixed(np.int32, Integral)),
    (pa.types.is_int64, _fixed(np.int64, Integral)),
    (pa.types.is_float32, _fixed(np.float32, Real)),
    (pa.types.is_boolean, _booleans),
    (pa.types.is_decimal, _decimals),
    (pa.types.is_list, _lists),
    (pa.types.is_struct, _structs),
)
