"""SpreadsheetML 2003: a workbook as one XML file, as report programs write it, mostly named .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from lxml import etree

from pipelines.acquire.encoding import decode
from pipelines.extract.library import opening
from pipelines.extract.raised import SUPERSCRIPTS
from pipelines.extract.sheet.book import MAX_CELLS, Sheet
from pipelines.extract.sheet.codes import Code, parse_code
from pipelines.extract.sheet.look import Area, Place
from pipelines.extract.sheet.read import document_of
from pipelines.extract.sheet.values import Value
from pipelines.model.document import Document, ReadError, Unreadable

_S = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_MAX_BYTES = 128 << 20
_MAX_ROW, _MAX_COLUMN = 1 << 20, 1 << 14
_DECLARED = re.compile(r"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["'][^>]*\?>""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NAMED = {"Standard": "#,##0.00", "Fixed": "0.00", "Percent": "0.00%", "Currency": "0.00", "Euro Currency": "0.00"}
_AREA = re.compile(r"!R(\d+)C(\d+)(?::R(\d+)C(\d+))?(?=,|$)")
_WHITE = "#FFFFFF"


def read_xml_sheet(path: Path) -> Document:
    """The document in such a workbook.  Raises ``ReadError``: damaged, too large, empty."""
    if path.stat().st_size > _MAX_BYTES:
        raise ReadError(Unreadable.TOO_LARGE, f"{path.name}: a workbook of more than {_MAX_BYTES >> 20} MB")
    data = path.read_bytes()
    declared = _DECLARED.match(data[:200].decode("latin-1"))
    text = decode(data, declared[1] if declared else None)
    if text is None:
        raise ReadError(Unreadable.DAMAGED, f"{path.name} is not text in any encoding we know")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    with opening(path.name, "workbook"):
        root = etree.fromstring(_DECLARATION.sub("", text.lstrip("\ufeff")).encode(), parser)
        sheets = list(_sheets(root))
    return document_of(path.name, sheets)


def _sheets(root: etree._Element) -> Iterator[Sheet]:
    styles = _Styles(root)
    for number, element in enumerate(root.iterchildren(tag=_S + "Worksheet"), start=1):
        shown = element.findtext(f"{_X}WorksheetOptions/{_X}Visible") or ""
        sheet = Sheet(number, element.get(_S + "Name", ""), is_visible=not shown.endswith("Hidden"))
        sheet.look.print_areas = list(_print_areas(element))
        table = element.find(_S + "Table")
        if table is not None:
            _add_table(sheet, table, styles)
        yield sheet


def _print_areas(sheet: etree._Element) -> Iterator[Area]:
    for name in sheet.iter(_S + "NamedRange"):
        if name.get(_S + "Name") == "Print_Area":
            for top, left, bottom, right in _AREA.findall(name.get(_S + "RefersTo", "")):
                yield int(top) - 1, int(left) - 1, int(bottom or top) - 1, int(right or left) - 1


class _Styles:
    """By the id of a style: its number format, and whether its text is white on white."""

    def __init__(self, root: etree._Element) -> None:
        self.codes: dict[str, Code | None] = {}
        self.invisible: set[str] = set()
        for style in root.iterfind(f"{_S}Styles/{_S}Style"):
            name, parent = style.get(_S + "ID", ""), style.get(_S + "Parent", "Default")
            form, font, ground = (style.find(_S + tag) for tag in ("NumberFormat", "Font", "Interior"))
            code = form.get(_S + "Format", "") if form is not None else None
            self.codes[name] = self.codes.get(parent) if code is None else parse_code(_NAMED.get(code, code))
            colour = font.get(_S + "Color", "").upper() if font is not None else ""
            on = _WHITE if ground is None or not ground.get(_S + "Pattern") else ground.get(_S + "Color", "").upper()
            if colour and colour == on:
                self.invisible.add(name)


def _add_table(sheet: Sheet, table: etree._Element, styles: _Styles) -> None:
    for col, span, column in _placed(table, "Column", _MAX_COLUMN):
        if column.get(_S + "Hidden") == "1" or float(column.get(_S + "Width", "1")) == 0:
            sheet.look.hidden_cols |= set(range(col, col + span))
    for row, span, element in _placed(table, "Row", _MAX_ROW):
        if element.get(_S + "Hidden") == "1" or float(element.get(_S + "Height", "1")) == 0:
            sheet.look.hidden_rows |= set(range(row, row + span))
        for col, _, cell in _placed(element, "Cell", _MAX_COLUMN):
            _add_cell(sheet, (row, col), cell, styles, element.get(_S + "StyleID", ""))


def _placed(parent: etree._Element, tag: str, most: int) -> Iterator[tuple[int, int, etree._Element]]:
    """Position from 0, rows or columns taken up, and element of each child; an index leaves a gap before it."""
    at = 0
    for child in parent.iterchildren(tag=_S + tag):
        at = int(child.get(_S + "Index", at + 1)) - 1
        span = 1 + int(child.get(_S + ("MergeAcross" if tag == "Cell" else "Span"), "0"))
        if not 0 <= at < most or not 0 < span <= most:
            raise ValueError(f"a {tag} outside the sheet")
        yield at, span, child
        at += span


def _add_cell(sheet: Sheet, place: Place, cell: etree._Element, styles: _Styles, row_style: str) -> None:
    across, down = int(cell.get(_S + "MergeAcross", "0")), int(cell.get(_S + "MergeDown", "0"))
    if across or down:
        if not 0 <= down < _MAX_ROW or len(sheet.merged) > MAX_CELLS:
            raise ValueError("a cell outside the sheet")
        sheet.merged.append((place, (place[0] + down, place[1] + across)))
    style = cell.get(_S + "StyleID", row_style)
    code = styles.codes.get(style or "Default")
    if code is not None:
        sheet.look.codes[place] = code
    if style in styles.invisible:
        sheet.look.invisible.add(place)
    data = cell.find(_S + "Data")
    if data is not None:
        value = _value(data)
        if value != "":
            sheet.values[place] = value
    elif cell.get(_S + "Formula"):
        sheet.look.formulas[place] = ""  # in a notation of its own; never seen without a result


def _value(data: etree._Element) -> Value:
    kind, text = data.get(_S + "Type", "String"), _text(data)
    if kind == "Number":
        try:
            return Decimal(text.strip())
        except InvalidOperation:
            return text
    if kind == "Boolean":
        return text.strip() == "1"
    return text.strip().removesuffix("T00:00:00.000") if kind == "DateTime" else text


def _text(data: etree._Element) -> str:
    """The text of all runs: struck ones are dropped where other text stands, raised digits stay raised."""
    pieces = list(_pieces(data))
    all_struck = all(struck for struck, text in pieces if text.strip())
    return "".join(text for struck, text in pieces if all_struck or not struck)


def _pieces(element: etree._Element, struck: bool = False, raised: bool = False) -> Iterator[tuple[bool, str]]:
    """(is it struck, text) of an element and those in it, in order."""
    own = element.text or ""
    yield struck, own.translate(SUPERSCRIPTS) if raised and own.strip().isdecimal() else own
    for child in element.iterchildren(tag=etree.Element):
        name = etree.QName(child).localname
        yield from _pieces(child, struck or name == "S", raised or name == "Sup")
        yield struck, child.tail or ""
