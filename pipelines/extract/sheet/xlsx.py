"""What an .xlsx says of its sheets beyond values: read apart, in one pass over each sheet's XML."""

from __future__ import annotations

import posixpath
import re
import zipfile
from io import BytesIO
from pathlib import Path

from lxml import etree

from pipelines.extract.sheet.codes import Code, parse_code
from pipelines.extract.sheet.formulas import stepped
from pipelines.extract.sheet.ground import invisible_styles
from pipelines.extract.sheet.look import Place, SheetLook, column_of, place_of
from pipelines.extract.sheet.rich import rich_text

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_P = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
# ECMA-376 Part 1, 18.8.30: built-in formats that show decimals or percent
BUILT_IN = {2: "0.00", 4: "#,##0.00", 7: "0.00", 8: "0.00", 9: "0%", 10: "0.00%", 39: "0.00", 40: "0.00", 44: "0.00"}
MAX_SHEET = 128 << 20  # bytes of XML; of a larger sheet only the values are read
_AREA = re.compile(r"!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?(?=,|$)")
_ON = ("1", "true")


class _Book:
    """What sheets share: styles and strings."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        name = "xl/styles.xml"
        root = etree.fromstring(archive.read(name) if name in archive.namelist() else b"<none/>", _PARSER)
        codes = {int(f.get("numFmtId", "-1")): f.get("formatCode", "") for f in root.iter(_S + "numFmt")}
        formats = root.find(_S + "cellXfs")
        ids = [int(xf.get("numFmtId", "0")) for xf in formats.iter(_S + "xf")] if formats is not None else []
        self.codes: list[Code | None] = [parse_code(codes.get(i) or BUILT_IN.get(i, "")) for i in ids]
        self.invisible = invisible_styles(root)
        self.strings = _rich_strings(archive)


def read_looks(path: Path) -> dict[int, SheetLook]:
    """Sheet position in the workbook (from 0) -> what is said of it; empty for anything but a whole .xlsx."""
    try:
        with zipfile.ZipFile(path) as archive:
            book = _Book(archive)
            root = etree.fromstring(archive.read("xl/workbook.xml"), _PARSER)
            found = {i: _sheet(archive, name, book) for i, name in enumerate(_sheet_names(archive, root)) if name}
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, ValueError, OSError):
        return {}
    _add_print_areas(root, found)
    return found


def _rich_strings(archive: zipfile.ZipFile) -> dict[int, str]:
    """Shared strings that are not read as their plain text, by number."""
    name = "xl/sharedStrings.xml"
    if name not in archive.namelist() or archive.getinfo(name).file_size > MAX_SHEET:
        return {}
    data = archive.read(name)
    if b"strike" not in data and b"superscript" not in data:
        return {}
    texts = {i: rich_text(s) for i, s in enumerate(etree.fromstring(data, _PARSER).iterchildren(tag=_S + "si"))}
    return {i: text for i, text in texts.items() if text is not None}


def _sheet_names(archive: zipfile.ZipFile, book: etree._Element) -> list[str | None]:
    rels = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), _PARSER)
    targets = {r.get("Id"): r.get("Target", "") for r in rels.iter(_P + "Relationship")}
    out: list[str | None] = []
    for sheet in book.iter(_S + "sheet"):
        target = targets.get(sheet.get(_R + "id"), "")
        name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        out.append(name if target and name in archive.namelist() else None)
    return out


def _add_print_areas(book: etree._Element, looks: dict[int, SheetLook]) -> None:
    for name in book.iter(_S + "definedName"):
        number = name.get("localSheetId", "")
        if name.get("name") != "_xlnm.Print_Area" or not number.isdecimal() or int(number) not in looks:
            continue
        for first_col, first_row, last_col, last_row in _AREA.findall(name.text or ""):
            last = int(last_row or first_row) - 1, column_of(last_col or first_col)
            looks[int(number)].print_areas.append((int(first_row) - 1, column_of(first_col), *last))


def _sheet(archive: zipfile.ZipFile, name: str, book: _Book) -> SheetLook:
    look = SheetLook()
    if archive.getinfo(name).file_size > MAX_SHEET:
        return look
    shared: dict[str, tuple[Place, str]] = {}
    row = -1
    for _, element in etree.iterparse(
        BytesIO(archive.read(name)),
        events=("end",),
        tag=(_S + "row", _S + "col"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    ):
        if element.tag == _S + "col":
            if element.get("hidden") in _ON or float(element.get("width", "1")) == 0:
                look.hidden_cols |= set(range(int(element.get("min", "1")) - 1, int(element.get("max", "0"))))
            continue
        row = int(element.get("r", row + 2)) - 1
        if element.get("hidden") in _ON or float(element.get("ht", "1")) == 0:
            look.hidden_rows.add(row)
        _add_row(look, row, element, book, shared)
        element.clear()
    return look


def _add_row(
    look: SheetLook, row: int, element: etree._Element, book: _Book, shared: dict[str, tuple[Place, str]]
) -> None:
    col = -1
    for cell in element.iterchildren(tag=_S + "c"):
        place = place_of(cell.get("r", "")) or (row, col + 1)
        col = place[1]
        style = int(cell.get("s", "0"))
        code = book.codes[style] if style < len(book.codes) else None
        if code is not None:
            look.codes[place] = code
        if style < len(book.invisible) and book.invisible[style]:
            look.invisible.add(place)
        if len(cell):
            _add_content(look, place, cell, book, shared)


def _add_content(
    look: SheetLook, place: Place, cell: etree._Element, book: _Book, shared: dict[str, tuple[Place, str]]
) -> None:
    kind, value = cell.get("t", "n"), cell.findtext(_S + "v")
    formula = cell.find(_S + "f")
    if formula is not None:
        text = _formula(formula, place, shared)
        if not value and kind != "str":
            look.formulas[place] = text
    if kind == "e" and value:
        look.errors[place] = value
    text_of = book.strings.get(int(value)) if kind == "s" and value and value.isdecimal() else None
    inline = cell.find(_S + "is") if kind == "inlineStr" else None
    text_of = rich_text(inline) if inline is not None else text_of
    if text_of is not None:
        look.texts[place] = text_of


def _formula(element: etree._Element, place: Place, shared: dict[str, tuple[Place, str]]) -> str:
    """The formula of a cell; of a shared one only the first cell has the text."""
    number, text = element.get("si"), element.text or ""
    if element.get("t") != "shared" or number is None:
        return text if element.get("t", "normal") == "normal" else ""
    if text:
        shared[number] = place, text
        return text
    if number not in shared:
        return ""
    first, text = shared[number]
    return stepped(text, place[0] - first[0], place[1] - first[1])
