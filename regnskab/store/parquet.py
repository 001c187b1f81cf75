"""A table as the bytes of a Parquet file: the same table gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq


def encode(table: pa.Table, key: Sequence[str]) -> pa.Buffer:
    """zstd, with statistics per page, and the order of the rows (they must be sorted by ``key``) on record.

    Encoded in memory, so that the file is checked for its SHA-256 and written in one go.
    """
    sink = pa.BufferOutputStream()
    pq.write_table(
        table,
        sink,
        compression="zstd",
        write_page_index=True,
        sorting_columns=pq.SortingColumn.from_ordering(table.schema, [(name, "ascending") for name in key]),
    )
    return sink.getvalue()
