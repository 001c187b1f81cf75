"""What a dataset of the contract is: its columns with their meaning, its key, and the rules of its rows.

The contract follows semantic versioning: a published column is never renamed, dropped or given another
meaning without a new major version; a new column or dataset is a minor version.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

CONTRACT_VERSION = "1.4.0"

STRING = pa.string()
INT32 = pa.int32()
INT64 = pa.int64()
BOOL = pa.bool_()
POINTS = pa.float32()
AMOUNT = pa.decimal128(18, 2)
# A figure of any table, in its own unit: room for what statistics print, exact all the same.
NUMBER = pa.decimal128(38, 9)
STRINGS = pa.list_(pa.field("element", pa.string(), nullable=False))
TERM = pa.dictionary(pa.int8(), pa.string())


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``en``/``da`` say what it means; ``unit`` is what its numbers count ("none" where nothing);
    ``vocabulary`` lists every value that a ``TERM`` column may hold.
    """

    name: str
    type: pa.DataType
    en: str
    da: str
    unit: str = "none"
    nullable: bool = False
    vocabulary: tuple[str, ...] = ()

    @property
    def field(self) -> pa.Field:
        metadata = {"description": self.en, "description_da": self.da, "unit": self.unit}
        return pa.field(self.name, self.type, nullable=self.nullable, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that holds for every row. ``broken`` takes a table of the dataset and gives a boolean array,
    true for the rows that break it (null counts as kept).
    """

    says: str
    broken: Callable[[pa.Table], pa.Array]


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset: a row is what ``row_en``/``row_da`` say, and ``key`` names the columns that tell it apart.

    A ``technical`` one tells how the others came about: it is for those who want to see for themselves.
    """

    name: str
    title_en: str
    title_da: str
    row_en: str
    row_da: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()
    technical: bool = False

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema; its metadata carries the contract version, the title, the meaning of a row and the key."""
        metadata = {
            "contract_version": CONTRACT_VERSION,
            "dataset": self.name,
            "title": self.title_en,
            "title_da": self.title_da,
            "description": f"One row is {self.row_en}.",
            "description_da": f"Én række er {self.row_da}.",
            "key": ",".join(self.key),
        }
        return pa.schema([column.field for column in self.columns], metadata=metadata)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
