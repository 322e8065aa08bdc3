"""The directory of an OLE compound file: names of streams and storages, enough to tell .doc from .xls.

Layout after Microsoft's [MS-CFB]: a 512-byte header, sectors chained by the FAT, 128-byte directory
entries with UTF-16 names.  Only the directory is followed, with a cap, so a damaged file ends soon.
"""

from __future__ import annotations

import struct
from pathlib import Path

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN = 0xFFFFFFFA  # this and above are marks, not sectors
_MAX_DIRECTORY_SECTORS = 4096


def stream_names(path: Path) -> set[str]:
    """Names in the directory of the compound file; empty where the file is too damaged to follow."""
    with path.open("rb") as handle:
        data = handle.read(1 << 26)
    if not data.startswith(SIGNATURE) or len(data) < 512:
        return set()
    size: int = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        return set()
    names: set[str] = set()
    fat = _fat(data, size)
    sector: int = struct.unpack_from("<I", data, 48)[0]
    for _ in range(_MAX_DIRECTORY_SECTORS):
        start = (sector + 1) * size
        if sector >= _END_OF_CHAIN or start + size > len(data):
            break
        names.update(_entry_names(data[start : start + size]))
        if sector >= len(fat):
            break
        sector = fat[sector]
    return names


def _fat(data: bytes, size: int) -> list[int]:
    """The sector chain table, from the 109 places in the header (files up to 7 MB; longer ones need no more here)."""
    table: list[int] = []
    for place in struct.unpack_from("<109I", data, 76):
        start = (place + 1) * size
        if place >= _END_OF_CHAIN or start + size > len(data):
            break
        table.extend(struct.unpack_from(f"<{size // 4}I", data, start))
    return table


def _entry_names(sector: bytes) -> list[str]:
    names = []
    for offset in range(0, len(sector), 128):
        length = struct.unpack_from("<H", sector, offset + 64)[0]
        kind = sector[offset + 66]
        if kind and 2 <= length <= 64:
            names.append(sector[offset : offset + length - 2].decode("utf-16-le", "replace"))
    return names
