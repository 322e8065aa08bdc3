"""Which files nobody means to be read, and the names of files and of archive members as people wrote them."""

from __future__ import annotations

import re
import struct
import zipfile

_SKIP_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"})
_SKIP_PREFIXES = (".", "~$")  # hidden files (.DS_Store, .git, .~lock.x#) and the lock files of Word, Excel and WPS
_SKIP_SUFFIXES = (".tmp", ".part", ".partial", ".crdownload", ".download", ".swp", "~")  # half-written files
_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field that holds the name in UTF-8
_ENCODINGS = ("utf-8", "gb18030")  # what programs in China write without saying so
_NO_TEXT = re.compile("[\ud800-\udfff]")


def is_skipped(name: str) -> bool:
    """Whether a file or folder of that name is hidden, a lock, or half-written."""
    lower = name.lower()
    return lower in _SKIP_NAMES or lower.startswith(_SKIP_PREFIXES) or lower.endswith(_SKIP_SUFFIXES)


def as_text(name: str) -> str:
    """The name of a file or member as text that can be stored and printed.

    One written by a program that knows no encodings is bytes, which Python carries as lone surrogates: they are read as
    GBK where they are that, else each is shown as ``\\xb2``.
    """
    if escaped(name) == name:
        return name
    try:
        return _decoded(name.encode("utf-8", "surrogateescape")) or escaped(name)
    except UnicodeEncodeError:  # surrogates that stand for no byte
        return escaped(name)


def escaped(words: str) -> str:
    """Words with a name in them, where each byte that is no text is shown as ``\\xb2``."""
    return _NO_TEXT.sub(lambda found: f"\\x{ord(found[0]) & 0xFF:02x}", words)


def _decoded(raw: bytes) -> str | None:
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member: as flagged, else from the extra field, else by the encoding that fits.

    Zip stands for names in code page 437 where nothing is said; Windows in Chinese writes GBK.
    """
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    told = _unicode_path(info.extra)
    if told:
        return told
    raw = info.orig_filename.encode("cp437", "replace").split(b"\0")[0]
    return _decoded(raw) or info.filename


def _unicode_path(extra: bytes) -> str | None:
    """The name in the extra field 0x7075 (version, CRC of the plain name, UTF-8), if there is one."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return None
