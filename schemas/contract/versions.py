"""Files of another version of the data contract."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from schemas.contract.model import CONTRACT_VERSION, Dataset


def fitting(dataset: Dataset, table: pa.Table) -> tuple[Dataset, pa.Table]:
    """The dataset as the contract's version that the file states knows it, and the table under its schema.

    Descriptions may be worded anew in any version, and a minor one adds columns: neither is harm. Of a file of another
    version the columns that both know are tested; of one of this version, all.
    """
    stated = (table.schema.metadata or {}).get(b"contract_version", b"").decode()
    major = CONTRACT_VERSION.partition(".")[0]
    if stated != CONTRACT_VERSION and stated.partition(".")[0] == major:
        common = [column for column in dataset.columns if column.name in table.column_names]
        dataset = replace(dataset, columns=tuple(common), rules=())
        table = table.select([column.name for column in common])
    if table.schema.equals(dataset.schema):
        return dataset, pa.Table.from_arrays(table.columns, schema=dataset.schema)
    return dataset, table
