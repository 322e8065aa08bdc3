"""Tables as the workbooks no library here writes: OpenDocument, SpreadsheetML 2003, binary ([MS-XLSB])."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from html import escape

Value = object
Tables = dict[str, list[list[Value]]]

_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)
_XML = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">{}</Workbook>'
)
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_ROW, _TEXT, _NUMBER = 0x00, 0x06, 0x05
_SHEET, _END_SHEET, _DATA, _END_DATA, _SIZE = 0x81, 0x82, 0x91, 0x92, 0x94
_BOOK, _END_BOOK, _NAMES, _END_NAMES, _NAME = 0x83, 0x84, 0x8F, 0x90, 0x9C


def ods(tables: Tables) -> bytes:
    """An OpenDocument workbook."""
    made = []
    for name, rows in tables.items():
        lines = ("".join(map(_ods_cell, row)) for row in rows)
        body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
        made.append(f'<table:table table:name="{escape(name)}">{body}</table:table>')
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIMETYPE}"/></manifest:manifest>'
    )
    return _packed(
        {"mimetype": _MIMETYPE, "content.xml": _ODS.format("".join(made)), "META-INF/manifest.xml": manifest}
    )


def _ods_cell(value: Value) -> str:
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    text = "" if value is None else escape(str(value))
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def xml2003(tables: Tables) -> bytes:
    """A workbook as one XML file."""
    made = []
    for name, rows in tables.items():
        lines = ("".join(map(_xml_cell, row)) for row in rows)
        body = "".join(f"<Row>{line}</Row>" for line in lines)
        made.append(f'<Worksheet ss:Name="{escape(name)}"><Table>{body}</Table></Worksheet>')
    return _XML.format("".join(made)).encode()


def _xml_cell(value: Value) -> str:
    kind = "Number" if isinstance(value, int | float) else "String"
    return f'<Cell><Data ss:Type="{kind}">{"" if value is None else escape(str(value))}</Data></Cell>'


def xlsb(tables: Tables) -> bytes:
    """A binary workbook."""
    kinds = '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{kinds}</Types>'
    numbered = list(enumerate(tables.items(), 1))
    linked = (
        f'<Relationship Id="rId{n}" Type="{_RELATED}/worksheet" Target="worksheets/sheet{n}.bin"/>' for n, _ in numbered
    )
    names = (_record(_NAME, struct.pack("<II", 0, n) + _wide(f"rId{n}") + _wide(name)) for n, (name, _) in numbered)
    book = _record(_BOOK) + _record(_NAMES) + b"".join(names) + _record(_END_NAMES) + _record(_END_BOOK)
    start = f'<Relationship Id="rId1" Type="{_RELATED}/officeDocument" Target="xl/workbook.bin"/>'
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": types,
        "_rels/.rels": _RELATIONS.format(start),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": _RELATIONS.format("".join(linked)),
    }
    return _packed(members | {f"xl/worksheets/sheet{n}.bin": _sheet(rows) for n, (_, rows) in numbered})


def _sheet(rows: list[list[Value]]) -> bytes:
    width = max(map(len, rows))
    out = _record(_SHEET) + _record(_SIZE, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)) + _record(_DATA)
    for n, row in enumerate(rows):
        out += _record(_ROW, struct.pack("<IIHBBBI", n, 0, 300, 0, 0, 0, 0))
        for col, value in enumerate(row):
            place = struct.pack("<II", col, 0)
            if isinstance(value, int | float):
                out += _record(_NUMBER, place + struct.pack("<d", value))
            elif value is not None:
                out += _record(_TEXT, place + _wide(str(value)))
    return out + _record(_END_DATA) + _record(_END_SHEET)


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, data: bytes = b"") -> bytes:
    """Kind and length in seven bits a byte."""
    head = bytes([kind & 0xFF]) if kind < 0x80 else bytes([kind & 0xFF, kind >> 7])
    size, length = len(data), b""
    while size > 0x7F:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + length + bytes([size]) + data


def _packed(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data)
    return out.getvalue()
