"""Figures no warehouse can hold, and texts in encodings they do not name."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from random import Random

from tests.kit.hostile.office import changed_member

FIGURES = (
    "1234567890123456789012345678901234567890.00",  # 40 digits
    "1e308",
    "-1e308",
    "1e400",
    "NaN",
    "Infinity",
    "∞",
    "-0.00",
    "999999999999999999.99",  # the most that DECIMAL(20,2) holds
    "9999999999999999999.99",
    "0.000000000000000000000000000000000001",
    "1,2,3.4.5",
    "１２３４５６７８９０１２３４５６７８９０",
    "--5",
    "(((1)))",
    "9" * 5000,
    "0x1F",
    "٣٤٥",
    "1 234 567 890 123 456 789 012",
    "#REF!",
    "#DIV/0!",
    "=1/0",
    "1​2‮3",
)
_FIGURE = re.compile(rb"(?<![\d.,])\d[\d,]*\.\d+(?![\d.])")
_STREAM = re.compile(rb"(stream\r?\n)(.*?)(\r?\nendstream)", re.DOTALL)
_ENCODINGS = ("gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "big5", "shift_jis", "utf-7", "cp037", "latin-1")


def impossible(rng: Random, data: bytes) -> bytes:
    """Some figures are of the kind no amount is."""
    odds = rng.choice((0.01, 0.1, 0.9))

    def other(found: re.Match[bytes]) -> bytes:
        return rng.choice(FIGURES).encode() if rng.random() < odds else found[0]

    return _FIGURE.sub(other, data)


def huge(rng: Random, data: bytes) -> bytes:
    """Every figure of the largest kind, so that sums of them are beyond any column."""
    figure = rng.choice((b"999999999999999999.99", b"99999999999999999.00", b"9" * 30 + b".0"))
    return _FIGURE.sub(figure, data)


def in_members(rng: Random, data: bytes) -> bytes:
    """The same in the parts of a package."""
    return changed_member(rng, data, rng.choice(DAMAGES))


def in_streams(rng: Random, data: bytes) -> bytes:
    """The same in the streams of a PDF; what is packed is unpacked for it."""
    damage = rng.choice((impossible, huge, _operands))

    def other(found: re.Match[bytes]) -> bytes:
        try:
            body = zlib.decompress(found[2])
        except zlib.error:
            return found[1] + damage(rng, found[2]) + found[3]
        return found[1] + zlib.compress(damage(rng, body)) + found[3]

    return _STREAM.sub(other, data)


def _operands(rng: Random, data: bytes) -> bytes:
    """Numbers of a drawing beyond the page, or none."""

    def other(found: re.Match[bytes]) -> bytes:
        odd = (b"0", b"-1", b"1e38", b"99999999999", b"-32769", b"nan", b"0.0000000001")
        return rng.choice(odd) if rng.random() < 0.02 else found[0]

    return re.sub(rb"(?<![\w.])\d+(?:\.\d+)?(?![\w.])", other, data)


def another_encoding(rng: Random, data: bytes) -> bytes:
    """Bytes of another encoding than the file says, whole or from somewhere on."""
    text = data.decode("utf-8", "replace")
    at = rng.choice((0, rng.randrange(len(text) + 1)))
    return text[:at].encode() + text[at:].encode(rng.choice(_ENCODINGS), "replace")


def is_zip(data: bytes) -> bool:
    """Whether the bytes are a zip that opens."""
    return zipfile.is_zipfile(io.BytesIO(data))


DAMAGES = (impossible, impossible, huge)
