"""What an .xls (BIFF8) says of its sheets beyond values: formats, hidden lines, print areas, errors, formulas without
a result.

Records by their numbers in [MS-XLS].  Raised and struck text is not looked for.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import olefile

from pipelines.extract.sheet.codes import Code, parse_code
from pipelines.extract.sheet.look import SheetLook
from pipelines.extract.sheet.tokens import formula_text
from pipelines.extract.sheet.xlsx import BUILT_IN

_FORMULA, _EOF, _NAME, _ROW, _COLUMNS = 0x06, 0x0A, 0x18, 0x208, 0x7D
_FONT, _PALETTE = 0x31, 0x92
_LOGICAL = 0x205  # a truth value or an error
_SHEET, _STYLE, _FORMAT, _MULTIPLE, _BOF = 0x85, 0xE0, 0x41E, 0xBD, 0x809
_CELLS = (0x203, 0x27E, 0xFD, 0x204, _FORMULA)  # number, number packed, shared string, string, formula
_PRINT_AREA = b"\x06"
_HIDDEN_ROW = 0x20
_WHITES = (1, 9)  # numbers of colours
_NO_FILL, _SOLID = 0, 1
_BUILT_IN_NAME = 0x20
_ERROR, _EMPTY = 2, 3  # kinds of a formula's result
# [MS-XLS] 2.5.10 BErr
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_AREA_3D, _AREA_SIZE = 0x1B, 11  # token of an area of a sheet, without its class; its bytes


def read_looks(path: Path) -> dict[int, SheetLook]:
    """Sheet position in the workbook (from 0) -> what is said of it; empty for anything but a whole BIFF8 file."""
    try:
        with olefile.OleFileIO(path) as file:
            data = file.openstream("Workbook").read()
        return looks_in(data)
    except (OSError, ValueError, IndexError, OverflowError, struct.error, AttributeError):
        return {}


def _records(data: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Records from ``start`` to the end of that substream; those of charts within it are passed over."""
    depth = 0
    at = start
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 1:
            yield kind, data[at + 4 : at + 4 + size]
        if depth <= 0:
            return
        at += 4 + size


class _Globals:
    """What sheets share: their starts, the formats of styles, defined names."""

    def __init__(self, data: bytes) -> None:
        codes: dict[int, str] = dict(BUILT_IN)
        styles: list[bytes] = []
        fonts: list[int] = []
        whites: tuple[int, ...] = _WHITES
        self.starts: list[int] = []
        self.names: list[bytes] = []
        for kind, body in _records(data, 0):
            if kind == _FORMAT:
                codes[struct.unpack_from("<H", body)[0]] = _string(body[2:])
            elif kind == _STYLE:
                styles.append(body)
            elif kind == _FONT:
                fonts.append(struct.unpack_from("<H", body, 4)[0])
            elif kind == _PALETTE:  # another white than usual: none is taken for the ground's
                whites = _WHITES if body[6:9] == b"\xff\xff\xff" else _WHITES[:1]
            elif kind == _SHEET:
                self.starts.append(struct.unpack_from("<I", body)[0])
            elif kind == _NAME:
                self.names.append(body)
        forms = [struct.unpack_from("<H", style, 2)[0] for style in styles]
        self.codes: list[Code | None] = [parse_code(codes.get(form, "")) for form in forms]
        self.invisible = [_is_invisible(style, fonts, whites) for style in styles]


def _is_invisible(style: bytes, fonts: list[int], whites: tuple[int, ...]) -> bool:
    """Whether text has the colour of its ground."""
    font, lines, ground = struct.unpack_from("<H", style)[0], *struct.unpack_from("<IH", style, 14)
    number = font - (font > 4)  # there is no font of number 4
    colour = fonts[number] if number < len(fonts) else 0
    fill = lines >> 26
    return colour in whites if fill == _NO_FILL else fill == _SOLID and colour == ground & 0x7F


def looks_in(data: bytes) -> dict[int, SheetLook]:
    """The same of the bytes of the stream named Workbook."""
    book = _Globals(data)
    looks: dict[int, SheetLook] = {}
    has_results = False
    for number, start in enumerate(book.starts):
        look = looks[number] = SheetLook()
        for kind, body in _records(data, start):
            if kind == _FORMULA:
                has_results |= not _is_without_result(body)
                _add_formula(look, body)
            _add_error(look, kind, body)
            _add_styles(look, kind, body, book)
            _add_hidden(look, kind, body)
    for name in book.names:
        _add_print_area(looks, name)
    if has_results:  # then an empty result is one: of a formula that gives a text
        for look in looks.values():
            look.formulas = {}
    return looks


def _add_styles(look: SheetLook, kind: int, body: bytes, book: _Globals) -> None:
    """Note the formats of the cells of one record, and which cannot be seen."""
    if kind in _CELLS:
        row, col, style = struct.unpack_from("<HHH", body)
        styles = [style]
    elif kind == _MULTIPLE:
        row, col = struct.unpack_from("<HH", body)
        styles = [struct.unpack_from("<H", body, 4 + 6 * i)[0] for i in range((len(body) - 6) // 6)]
    else:
        return
    for i, style in enumerate(styles):
        code = book.codes[style] if style < len(book.codes) else None
        if code is not None:
            look.codes[row, col + i] = code
        if style < len(book.codes) and book.invisible[style]:
            look.invisible.add((row, col + i))


def _add_hidden(look: SheetLook, kind: int, body: bytes) -> None:
    if kind == _ROW and struct.unpack_from("<H", body, 12)[0] & _HIDDEN_ROW:
        look.hidden_rows.add(struct.unpack_from("<H", body)[0])
    if kind == _COLUMNS:
        first, last, width, _, flags = struct.unpack_from("<5H", body)
        if flags & 1 or width == 0:
            look.hidden_cols |= set(range(first, last + 1))


def _is_without_result(formula: bytes) -> bool:
    """Whether the result is an empty text, as programs leave it that calculate nothing."""
    return _kind_of_result(formula) == _EMPTY


def _kind_of_result(formula: bytes) -> int | None:
    """What a formula gives; nothing where that is a number."""
    return formula[6] if formula[12:14] == b"\xff\xff" else None


def _add_formula(look: SheetLook, body: bytes) -> None:
    if _is_without_result(body):
        row, col = struct.unpack_from("<HH", body)
        size = struct.unpack_from("<H", body, 20)[0]
        look.formulas[row, col] = formula_text(body[22 : 22 + size])


def _add_error(look: SheetLook, kind: int, body: bytes) -> None:
    """Note what is shown in a cell of an error, or of a formula that comes to one."""
    if kind == _LOGICAL and body[7:8] == b"\x01":
        number = body[6]
    elif kind == _FORMULA and _kind_of_result(body) == _ERROR:
        number = body[8]
    else:
        return
    row, col = struct.unpack_from("<HH", body)
    look.errors[row, col] = _ERRORS.get(number, "#N/A")


def _add_print_area(looks: dict[int, SheetLook], name: bytes) -> None:
    """Note the area of a name that is the print area of a sheet, where it is a single one."""
    flags, _, length, size, _, sheet = struct.unpack_from("<HBBHHH", name)
    text = name[14 : 15 + length]
    tokens = name[15 + length : 15 + length + size]
    if not flags & _BUILT_IN_NAME or text[1:] != _PRINT_AREA or sheet - 1 not in looks:
        return
    if len(tokens) == _AREA_SIZE and tokens[0] & 0x1F == _AREA_3D:
        top, bottom, left, right = struct.unpack_from("<4H", tokens, 3)
        looks[sheet - 1].print_areas.append((top, left & 0xFF, bottom, right & 0xFF))


def _string(body: bytes) -> str:
    length, flags = struct.unpack_from("<HB", body)
    return body[3 : 3 + 2 * length].decode("utf-16-le") if flags & 1 else body[3 : 3 + length].decode("latin-1")
