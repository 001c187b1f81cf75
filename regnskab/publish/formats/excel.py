"""One report as an Excel workbook: a sheet per dataset, behind one that says what they are and one on every column.

The sheets hold exactly the rows of the Parquet files. Numbers are numbers where Excel's 15 digits hold them, else text.
The same tables give the same bytes: no time of making, no author.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

import pyarrow as pa
import pyarrow.compute as pc

from regnskab.errors import PublishError
from regnskab.publish.formats.sheet_xml import AMOUNT, MAX_ROWS, MAX_TEXT, PLAIN, WRAPPED, Texts, sheet
from schemas.contract.arrays import build
from schemas.contract.model import Dataset

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2">'
    '<font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">'
    '<xf/><xf fontId="1" applyFont="1"/><xf numFmtId="4" applyNumberFormat="1"/>'
    '<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_NARROW, _WIDE = 11, 42
_SHEET_NAME = 31

Grid = tuple[list[str], list[pa.ChunkedArray], list[int], list[int]]


def encode_workbook(title: str, notes: Sequence[tuple[str, str]], tables: Mapping[Dataset, pa.Table]) -> bytes:
    """The workbook's bytes, of ``flat`` tables. ``notes`` are lines of the first sheet: what, and what of it.

    Raises PublishError where a table has more rows, or a text more characters, than Excel takes.
    """
    sheets = {"Læs mig": _strings(("", title), [list(note) for note in notes], (28, 100))}
    sheets["Kolonner"] = _fields(list(tables))
    for dataset, table in tables.items():
        sheets[_sheet_name(dataset.name, sheets)] = _grid(dataset, table)
    return _zip(sheets)


def _grid(dataset: Dataset, table: pa.Table) -> Grid:
    if table.num_rows >= MAX_ROWS:
        raise _too_much(dataset.name, f"{table.num_rows} rows, more than an Excel sheet has")
    styles, widths = [], []
    for field in table.schema:
        longest = _longest(table[field.name])
        if longest > MAX_TEXT:
            raise _too_much(f"{dataset.name}.{field.name}", f"a text of {longest} characters, more than Excel takes")
        styles.append(AMOUNT if dataset.column(field.name).unit == "kr." else PLAIN)
        widths.append(max(_NARROW, min(_WIDE, max(longest, len(field.name)) + 2)))
    return table.column_names, list(table.columns), styles, widths


def _too_much(what: str, problem: str) -> PublishError:
    return PublishError(f"{what} has {problem}", remedy="publish with --no-excel; Parquet and CSV hold it")


def _longest(column: pa.ChunkedArray) -> int:
    if not pa.types.is_string(column.type):
        return 14 if pa.types.is_decimal(column.type) else 0
    return pc.max(pc.utf8_length(column)).as_py() or 0


def _fields(datasets: Sequence[Dataset]) -> Grid:
    rows = [
        [dataset.name, column.name, column.da, column.en, "" if column.unit == "none" else column.unit]
        for dataset in datasets
        for column in dataset.columns
    ]
    return _strings(("datasæt", "kolonne", "beskrivelse", "description", "enhed"), rows, (26, 22, 70, 70, 14))


def _strings(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Grid:
    columns = [pa.chunked_array([build(pa.string(), [row[place] for row in rows])]) for place in range(len(head))]
    return list(head), columns, [WRAPPED] * len(head), list(widths)


def _sheet_name(name: str, taken: Mapping[str, object]) -> str:
    short = name[:_SHEET_NAME]
    number = 2
    while short in taken:
        short = f"{name[: _SHEET_NAME - 3]}-{number}"
        number += 1
    return short


def _zip(sheets: Mapping[str, Grid]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path, text in _parts(list(sheets)).items():
            _add(archive, path, text.encode())
        texts = Texts()
        for number, grid in enumerate(sheets.values(), 1):
            _add(archive, f"xl/worksheets/sheet{number}.xml", sheet(*grid, texts))
        _add(archive, "xl/sharedStrings.xml", texts.xml())
    return out.getvalue()


def _add(archive: zipfile.ZipFile, path: str, data: bytes) -> None:
    # The zip format's first day: a time of making would make each workbook another one.
    entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    archive.writestr(entry, data)


def _parts(names: Sequence[str]) -> dict[str, str]:
    """The parts of a workbook around its sheets (ECMA-376, part 2)."""
    numbers = range(1, len(names) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KIND}.worksheet+xml"/>' for n in numbers
    )
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(numbers, names, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}.sharedStrings+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        f'<Relationship Id="rId{len(names) + 1}" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId{len(names) + 2}" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/styles.xml": _STYLES,
    }
