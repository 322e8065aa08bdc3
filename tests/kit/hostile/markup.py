"""Damage to what is written between angle brackets or braces: nesting, spans, entities, encodings that are named."""

from __future__ import annotations

import re
from random import Random

_DEPTHS = (50, 300, 3000, 60_000)
_SPANS = (b"0", b"-1", b"1000", b"65535", b"99999999", b"1e9", b"x", b"")
_TAG = re.compile(rb"</?[A-Za-z][^<>]*>")
_CHARSETS = (b"gbk", b"utf-16", b"utf-7", b"no-such-thing", b"", b"ebcdic-cp-us", b"hex")


def nested(rng: Random, data: bytes) -> bytes:
    """Elements within elements, somewhere between two tags."""
    depth = rng.choice(_DEPTHS)
    name = rng.choice((b"div", b"table", b"tr><td", b"w:p", b"w:tbl", b"span", b"b"))
    first = name.split(b"><")
    opened = b"".join(b"<%s>" % part for part in first) * depth
    closed = b"".join(b"</%s>" % part for part in reversed(first)) * depth
    at = _between(rng, data)
    return data[:at] + opened + b"1,234.56" + (closed if rng.random() < 0.7 else b"") + data[at:]


def spans(rng: Random, data: bytes) -> bytes:
    """Cells over more rows and columns than there are, or over none."""
    odds = rng.choice((0.02, 0.5))

    def other(found: re.Match[bytes]) -> bytes:
        if rng.random() >= odds:
            return found[0]
        which = rng.choice((b"colspan", b"rowspan", b"ss:MergeAcross", b"ss:MergeDown", b"ss:Index"))
        return found[0] + b' %s="%s"' % (which, rng.choice(_SPANS))

    return re.sub(rb"<(?:td|th|Cell|Row)\b", other, data)


def tags_lost(rng: Random, data: bytes) -> bytes:
    """Tags are missing here and there."""
    odds = rng.choice((0.005, 0.05, 0.5))
    return _TAG.sub(lambda m: b"" if rng.random() < odds else m[0], data)


def tags_mixed(rng: Random, data: bytes) -> bytes:
    """Tags stand in each other's place."""
    tags = _TAG.findall(data)
    if not tags:
        return data
    return _TAG.sub(lambda m: rng.choice(tags) if rng.random() < 0.03 else m[0], data)


def entities(rng: Random, data: bytes) -> bytes:
    """Entities that stand for each other, for a file of the machine, or for nothing that is a character."""
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    kinds = (
        b'<!DOCTYPE x [<!ENTITY l0 "lol">' + laughs + b"]>",
        b'<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        b"",
    )
    at = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    place = max(_between(rng, data), at)
    used = rng.choice((b"&l9;", b"&#0;", b"&#xD800;", b"&#99999999999;", b"&;"))
    return data[:at] + rng.choice(kinds) + data[at:place] + used + data[place:]


def other_charset(rng: Random, data: bytes) -> bytes:
    """The encoding that is named is another one, or none at all."""
    return re.sub(rb'(charset=|encoding=["\'])[\w-]*', lambda m: m[1] + rng.choice(_CHARSETS), data)


def long_line(rng: Random, data: bytes) -> bytes:
    """One word of hundreds of thousands of characters."""
    at = _between(rng, data)
    return data[:at] + rng.choice((b"1", b"9,", "预".encode(), b"&nbsp;", b"<br>")) * 200_000 + data[at:]


def deep_groups(rng: Random, data: bytes) -> bytes:
    """Braces within braces, and numbers of control words beyond any."""
    at = rng.randrange(len(data) + 1)
    depth = rng.choice(_DEPTHS)
    odd = rng.choice((rb"\trowd\cellx-5\cellx99999999999\intbl 1\cell\row", rb"\bin99999999 ", rb"\uc999\u-99999 "))
    return data[:at] + b"{" * depth + odd + b"}" * rng.choice((depth, depth // 2, depth * 2)) + data[at:]


def other_headers(rng: Random, data: bytes) -> bytes:
    """Headers of a web archive that contradict what follows."""
    odd = (b"quoted-printable", b"8bit", b"x-none", b"", b"base64, base64")
    out = re.sub(rb"(Content-Transfer-Encoding: )\S+", lambda m: m[1] + rng.choice(odd), data)
    if rng.random() < 0.5:
        out = out.replace(b"--b", rng.choice((b"--c", b"", b"-" * 300)), rng.choice((1, 2)))
    return out


def _between(rng: Random, data: bytes) -> int:
    """A place between two tags, if there is one."""
    places = [m.end() for m in _TAG.finditer(data)]
    return rng.choice(places) if places else rng.randrange(len(data) + 1)


DAMAGES = (nested, spans, spans, tags_lost, tags_mixed, entities, other_charset, long_line)
