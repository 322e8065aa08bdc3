"""A workbook of the old kind (.xls, BIFF8) with texts, numbers and merged cells, record by record ([MS-XLS], [MS-CFB]).

No library that is maintained writes these any more; Excel before 2007 did, and departments still publish them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_BOF, _EOF, _SHEET, _STYLE, _NUMBER, _LABEL, _MERGED, _CODEPAGE = 0x809, 0x0A, 0x85, 0xE0, 0x203, 0x204, 0xE5, 0x42
_FORMULA, _LOGICAL = 0x06, 0x205
_GLOBALS, _WORKSHEET = 0x05, 0x10
_SECTOR = 512
_SMALLEST = 4096  # a shorter stream would have to stand among the small ones
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_IN_HEADER = 109  # sectors of the table of sectors that the header itself names
_PER_SECTOR = _SECTOR // 4


@dataclass(frozen=True, slots=True)
class Fault:
    """An error in place of a value, by its number (0x17 is #REF!); as the result of a formula, or by itself."""

    number: int
    of_formula: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands in one cell or in merged ones."""

    row: int
    col: int
    value: float | str | Fault
    rows: int = 1
    cols: int = 1


def workbook(sheets: Sequence[tuple[str, Sequence[Printed]]]) -> bytes:
    """The bytes of an .xls with sheets of these names and cells."""
    bodies = [_sheet(cells) for _, cells in sheets]
    names = [_name(name) for name, _ in sheets]
    start = len(_globals([(0, name) for name in names]))
    places = []
    for body, name in zip(bodies, names, strict=True):
        places.append((start, name))
        start += len(body)
    return _file(b"".join([_globals(places), *bodies]))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _begin(kind: int) -> bytes:
    return _record(_BOF, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 0x06))


def _name(name: str) -> bytes:
    return struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")


def _globals(places: Iterable[tuple[int, bytes]]) -> bytes:
    sheets = [_record(_SHEET, struct.pack("<IBB", at, 0, 0) + name) for at, name in places]
    return b"".join(
        [
            _begin(_GLOBALS),
            _record(_CODEPAGE, struct.pack("<H", 1200)),
            _record(_STYLE, bytes(20)),
            *sheets,
            _record(_EOF),
        ]
    )


def _sheet(cells: Sequence[Printed]) -> bytes:
    parts = [_begin(_WORKSHEET)]
    for cell in cells:
        place = struct.pack("<HHH", cell.row, cell.col, 0)
        if isinstance(cell.value, float):
            parts.append(_record(_NUMBER, place + struct.pack("<d", cell.value)))
        elif isinstance(cell.value, Fault):
            parts.append(_fault(place, cell.value))
        elif cell.value:
            text = cell.value.encode("utf-16-le")
            parts.append(_record(_LABEL, place + struct.pack("<HB", len(text) // 2, 1) + text))
    merged = [c for c in cells if c.rows > 1 or c.cols > 1]
    areas = [struct.pack("<HHHH", c.row, c.row + c.rows - 1, c.col, c.col + c.cols - 1) for c in merged]
    if areas:
        parts.append(_record(_MERGED, struct.pack("<H", len(areas)) + b"".join(areas)))
    return b"".join([*parts, _record(_EOF)])


def _fault(place: bytes, fault: Fault) -> bytes:
    if fault.of_formula:  # 1/0 in tokens
        tokens = b"\x1e\x01\x00\x1e\x00\x00\x06"
        result = struct.pack("<BBBBHH", 2, 0, fault.number, 0, 0, 0xFFFF)
        return _record(_FORMULA, place + result + struct.pack("<HIH", 0, 0, len(tokens)) + tokens)
    return _record(_LOGICAL, place + struct.pack("<BB", fault.number, 1))


def _file(stream: bytes) -> bytes:
    """``stream`` as the only one of a compound file: table of sectors, directory, stream."""
    size = max(len(stream), _SMALLEST)
    sectors = -(-size // _SECTOR)
    tables = next(n for n in range(1, _IN_HEADER) if n * _PER_SECTOR >= n + 1 + sectors)
    first = tables + 1
    chain = [*range(first + 1, first + sectors), _END]
    table = [*[_FAT] * tables, _END, *chain]
    table += [_FREE] * (tables * _PER_SECTOR - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, _SMALLEST, _END, 0, _END, 0)
    header += struct.pack(f"<{_IN_HEADER}I", *range(tables), *[_FREE] * (_IN_HEADER - tables))
    root, book = _entry("Root Entry", 5, 1, _END, 0), _entry("Workbook", 2, _NONE, first, size)
    directory = root + book + 2 * _entry("", 0, _NONE, 0, 0)
    return b"".join([header, struct.pack(f"<{len(table)}I", *table), directory, stream.ljust(sectors * _SECTOR, b"\0")])


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le") if name else b""
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return head + struct.pack("<III", _NONE, _NONE, child) + bytes(36) + struct.pack("<IQ", start, size)
