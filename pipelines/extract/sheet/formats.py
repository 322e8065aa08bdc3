"""Number formats of an .xlsx: how many decimals, percent, leading zeros each cell is shown with.

The value reader gives bare numbers.  The formats are read apart, in one pass over the sheet's XML;
for .xls and .et files they are not read, and numbers appear with the digits they are stored with.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_P = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
# ECMA-376 Part 1, 18.8.30: built-in formats that show decimals or percent
_BUILT_IN = {2: "0.00", 4: "#,##0.00", 7: "0.00", 8: "0.00", 9: "0%", 10: "0.00%", 39: "0.00", 40: "0.00", 44: "0.00"}
MAX_SHEET = 128 << 20  # bytes of XML; a larger sheet is read without its formats
_REFERENCE = re.compile(r"^([A-Z]+)(\d+)$")
_NOISE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a format shows beyond the bare digits."""

    decimals: int = 0
    percent: bool = False
    zeros: int = 0  # digits to fill with zeros, as in 00000 for a code


class Formats:
    """Formats of one sheet by row and column (from 0).

    ``uncalculated`` counts formulas stored without their result: such cells read as empty.
    """

    def __init__(self) -> None:
        self._by_cell: dict[tuple[int, int], NumberFormat] = {}
        self.uncalculated = 0

    def add(self, row: int, col: int, form: NumberFormat) -> None:
        """Note the format of a cell."""
        self._by_cell[row, col] = form

    def of(self, row: int, col: int) -> NumberFormat | None:
        """The format of a cell; ``None`` where it shows nothing special."""
        return self._by_cell.get((row, col))


def read_formats(path: Path) -> dict[int, Formats]:
    """Sheet position in the workbook (from 0) -> its formats; empty for anything but a whole .xlsx."""
    try:
        with zipfile.ZipFile(path) as archive:
            styles = _styles(archive)
            return {i: _sheet(archive, name, styles) for i, name in enumerate(_sheet_names(archive)) if name}
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, ValueError, OSError):
        return {}


def parse_format(code: str) -> NumberFormat | None:
    """The first section of a format code such as ``#,##0.00_);[Red](#,##0.00)``."""
    section = _NOISE.sub("", code.split(";")[0])
    if not re.search(r"[0#]", section) or re.search(r"[ymdhs/eE]", section, re.IGNORECASE):
        return None
    whole, _, fraction = section.partition(".")
    decimals = len(re.findall("0", fraction))
    zeros = len(re.findall("0", whole)) if not fraction and "#" not in whole else 0
    thousands = section.rstrip().endswith(",")  # shown in thousands: the stored figure is the true one
    found = NumberFormat(0 if thousands else decimals, "%" in section, zeros if zeros > 1 else 0)
    return found if found != NumberFormat() else None


def _styles(archive: zipfile.ZipFile) -> list[NumberFormat | None]:
    root = etree.fromstring(archive.read("xl/styles.xml"), _PARSER)
    codes = {int(f.get("numFmtId", "-1")): f.get("formatCode", "") for f in root.iter(_S + "numFmt")}
    formats = root.find(_S + "cellXfs")
    ids = [int(xf.get("numFmtId", "0")) for xf in formats] if formats is not None else []
    return [parse_format(codes.get(i) or _BUILT_IN.get(i, "")) for i in ids]


def _sheet_names(archive: zipfile.ZipFile) -> list[str | None]:
    book = etree.fromstring(archive.read("xl/workbook.xml"), _PARSER)
    rels = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), _PARSER)
    targets = {r.get("Id"): r.get("Target", "") for r in rels.iter(_P + "Relationship")}
    out: list[str | None] = []
    for sheet in book.iter(_S + "sheet"):
        target = targets.get(sheet.get(_R + "id"), "")
        name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        out.append(name if target and name in archive.namelist() else None)
    return out


def _sheet(archive: zipfile.ZipFile, name: str, styles: list[NumberFormat | None]) -> Formats:
    found = Formats()
    if archive.getinfo(name).file_size > MAX_SHEET:
        return found
    for _, cell in etree.iterparse(
        BytesIO(archive.read(name)),
        events=("end",),
        tag=_S + "c",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    ):
        style = int(cell.get("s", "0"))
        form = styles[style] if style < len(styles) else None
        place = _REFERENCE.match(cell.get("r", ""))
        if form is not None and place and cell.get("t", "n") == "n":
            found.add(int(place.group(2)) - 1, _column(place.group(1)), form)
        if cell.find(_S + "f") is not None and not cell.findtext(_S + "v"):
            found.uncalculated += 1
        cell.clear()
    return found


def _column(letters: str) -> int:
    n = 0
    for letter in letters:
        n = n * 26 + ord(letter) - ord("A") + 1
    return n - 1
