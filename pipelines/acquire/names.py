"""Which files nobody means to be read, and the names of files and of archive members as people wrote them."""

from __future__ import annotations

import re
import struct
import zipfile
from pathlib import PurePath

_SKIP_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"})
_SKIP_PREFIXES = (".", "~$")  # hidden files (.DS_Store, .git, .~lock.x#) and the lock files of Word, Excel and WPS
# half-written files
_SKIP_SUFFIXES = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".swp", "~")
_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field that holds the name in UTF-8
_ENCODINGS = ("utf-8", "gb18030")  # what programs in China write without saying so
_NO_TEXT = re.compile("[\ud800-\udfff]")
# Controls and line ends, and what turns the direction of writing: "\u202efdp.exe" shows as "exe.pdf".
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def is_skipped(name: str) -> bool:
    """Whether a file or folder of that name is hidden, a lock, or half-written."""
    lower = name.lower()
    return lower in _SKIP_NAMES or lower.startswith(_SKIP_PREFIXES) or lower.endswith(_SKIP_SUFFIXES)


def as_text(name: str) -> str:
    """The name of a file or member as text that can be stored and printed.

    One written by a program that knows no encodings is bytes, which Python carries as lone surrogates: they are read as
    GBK where they are that, else each is shown as ``\\xb2``.  A character that is not seen, or turns the direction of
    writing, is shown as ``\\x0a`` or ``\\u202e``.
    """
    return on_a_line(_as_written(name))


def path_as_text(path: PurePath) -> str:
    """A path as people read it: each of its names as text."""
    return "/".join("" if name == "/" else as_text(name) for name in path.parts) or "/"


def on_a_line(words: str) -> str:
    """Words with names in them as one line, where what is no text and what is not seen is escaped."""
    return _UNSEEN.sub(_code, escaped(words))


def _as_written(name: str) -> str:
    if escaped(name) == name:
        return name
    try:
        return _decoded(name.encode("utf-8", "surrogateescape")) or name
    except UnicodeEncodeError:  # surrogates that stand for no byte
        return name


def _code(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"


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
