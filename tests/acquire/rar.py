"""A RAR archive of files that are stored, not packed: the format is documented, its packing is nobody's to write.

Format: RAR 5.0 archive format (rarlab, technote).
"""

from __future__ import annotations

import zlib
from pathlib import Path

_SIGNATURE = b"Rar!\x1a\x07\x01\x00"
_MAIN, _FILE, _END = 1, 2, 5
_HAS_DATA = 2
_UNIX = 1


def rar(path: Path, members: dict[str, bytes]) -> Path:
    """Write the archive."""
    path.write_bytes(rar_of(members))
    return path


def rar_of(members: dict[str, bytes]) -> bytes:
    """The bytes of the archive."""
    out = _SIGNATURE + _block(_vint(_MAIN) + _vint(0) + _vint(0))
    for name, content in members.items():
        encoded = name.encode()
        head = _vint(_FILE) + _vint(_HAS_DATA) + _vint(len(content))
        head += _vint(4) + _vint(len(content)) + _vint(0o100644)  # a CRC follows, size, mode
        head += zlib.crc32(content).to_bytes(4, "little") + _vint(0) + _vint(_UNIX)
        out += _block(head + _vint(len(encoded)) + encoded) + content
    return out + _block(_vint(_END) + _vint(0) + _vint(0))


def _block(head: bytes) -> bytes:
    sized = _vint(len(head)) + head
    return zlib.crc32(sized).to_bytes(4, "little") + sized


def _vint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out) + bytes([number])
