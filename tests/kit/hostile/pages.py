"""Damage to the objects of a PDF: page trees in circles, boxes without size, streams of another length or filter."""

from __future__ import annotations

import re
from random import Random

_NUMBERS = (
    b"0",
    b"-1",
    b"2147483647",
    b"99999999999999999999",
    b"1e308",
    b"0.00001",
    b"null",
    b"/Name",
    b"(text)",
    b"[]",
)
_FILTERS = (b"/FlateDecode", b"/LZWDecode", b"/ASCIIHexDecode", b"/ASCII85Decode", b"/RunLengthDecode", b"/JBIG2Decode")


def circular(rng: Random, data: bytes) -> bytes:
    """Objects refer to themselves or to each other."""
    numbers = re.findall(rb"(\d+) 0 obj", data) or [b"1"]
    odds = rng.choice((0.05, 0.5))
    return re.sub(rb"\b\d+ 0 R", lambda m: rng.choice(numbers) + b" 0 R" if rng.random() < odds else m[0], data)


def odd_numbers(rng: Random, data: bytes) -> bytes:
    """Numbers of dictionaries are of another kind or size."""
    keys = (
        rb"(/(?:MediaBox ?\[|CropBox ?\[|Count|Length|Size|Rotate|Width|Height|BitsPerComponent|Prev|First|N|W ?\[) ?)"
    )
    return re.sub(keys + rb"-?[\d.]+", lambda m: m[1] + rng.choice(_NUMBERS) if rng.random() < 0.4 else m[0], data)


def many_pages(rng: Random, data: bytes) -> bytes:
    """The page tree names one page thousands of times."""
    count = rng.choices((20, 300, 100_000), (80, 18, 2))[0]

    def other(found: re.Match[bytes]) -> bytes:
        return b"/Kids [" + (found[1] + b" ") * count + b"]"

    out = re.sub(rb"/Kids ?\[ ?(\d+ 0 R)[^\]]*\]", other, data)
    return re.sub(rb"/Count \d+", b"/Count %d" % count, out)


def other_filter(rng: Random, data: bytes) -> bytes:
    """Streams are said to be packed in another way, or in the same one many times over."""
    named = b" ".join(rng.choices(_FILTERS, k=rng.choice((1, 2, 50))))
    return re.sub(rb"/Filter ?(?:\[[^\]]*\]|/\w+)", b"/Filter [" + named + b"]", data)


def deep_dictionaries(rng: Random, data: bytes) -> bytes:
    """Dictionaries or arrays within each other."""
    depth = rng.choice((100, 5000, 100_000))
    opened, closed = rng.choice(((b"[", b"]"), (b"<</A ", b">>")))
    return data.replace(b"/Type /Catalog", b"/Type /Catalog /X " + opened * depth + closed * depth, 1)


def without_tail(rng: Random, data: bytes) -> bytes:
    """No table of objects, so that whoever opens it has to look for them."""
    at = data.rfind(b"startxref")
    return data[:at] if at > 0 else data


def locked(rng: Random, data: bytes) -> bytes:
    """The trailer says it is encrypted."""
    how = rng.choice((b"<< /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >>", b"99 0 R", b"<< >>"))
    return data.replace(b"/Root", b"/Encrypt " + how + b" /Root")


DAMAGES = (circular, odd_numbers, odd_numbers, many_pages, other_filter, deep_dictionaries, without_tail, locked)
