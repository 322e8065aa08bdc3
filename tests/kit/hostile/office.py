"""Damage to packages (.docx, .xlsx, .xlsb, .ods): members lost, wrong, doubled, bombed, XML against its schema."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from random import Random

from tests.kit.hostile import bytewise, markup

Members = list[tuple[str, bytes]]
_DATE = (2024, 1, 1, 0, 0, 0)
_BOMB = 40 << 20
_ATTRIBUTE = re.compile(rb'="([^"<>]*)"')
_ELEMENT = re.compile(rb"<(/?)([A-Za-z:]+)")
_ODD_VALUES = (
    *(b"", b"-1", b"0", b"99999999999999999999", b"1e308", b"NaN", b"true", b"x" * 3000, b"../../../etc/passwd"),
    *(b"rId9999", b"A1:XFD1048576", b"ZZZZ99999999", b"&#0;", b"&undefined;", "预算".encode()),
)


def member_gone(rng: Random, data: bytes) -> bytes:
    """One member is missing."""

    def change(members: Members) -> Members:
        members.pop(rng.randrange(len(members)))
        return members

    return _repacked(data, change)


def member_swapped(rng: Random, data: bytes) -> bytes:
    """Two members have each other's content."""

    def change(members: Members) -> Members:
        a, b = rng.randrange(len(members)), rng.randrange(len(members))
        members[a], members[b] = (members[a][0], members[b][1]), (members[b][0], members[a][1])
        return members

    return _repacked(data, change)


def member_twice(rng: Random, data: bytes) -> bytes:
    """A member stands there a second time, with other bytes."""

    def change(members: Members) -> Members:
        name, body = rng.choice(members)
        return [*members, (name, bytewise.flipped(rng, body))]

    return _repacked(data, change)


def member_damaged(rng: Random, data: bytes) -> bytes:
    """The bytes of a member are damaged, and packed so that nobody notices before they are read."""
    return changed_member(rng, data, rng.choice(bytewise.DAMAGES))


def member_bombed(rng: Random, data: bytes) -> bytes:
    """A member unpacks to far more than it has bytes."""

    def change(members: Members) -> Members:
        n = rng.randrange(len(members))
        members[n] = (members[n][0], members[n][1] + rng.choice((b" ", b"\x00", b"<a>")) * (_BOMB // 4))
        return members

    return _repacked(data, change)


def odd_values(rng: Random, data: bytes) -> bytes:
    """Attributes hold what their type does not allow."""

    def damage(rng: Random, body: bytes) -> bytes:
        odds = rng.choice((0.002, 0.02, 0.3))
        return _ATTRIBUTE.sub(lambda m: b'="' + rng.choice(_ODD_VALUES) + b'"' if rng.random() < odds else m[0], body)

    return changed_member(rng, data, damage)


def other_elements(rng: Random, data: bytes) -> bytes:
    """An element is another one everywhere in a member, as another program's dialect would have it."""

    def damage(rng: Random, body: bytes) -> bytes:
        names = sorted({m[2] for m in _ELEMENT.finditer(body)})
        if not names:
            return body
        old, new = rng.choice(names), rng.choice([*names, b"w:x", b"table"])
        return re.sub(rb"<(/?)" + re.escape(old) + rb"(?=[\s/>])", lambda m: b"<" + m[1] + new, body)

    return changed_member(rng, data, damage)


def nested(rng: Random, data: bytes) -> bytes:
    """Elements within elements, hundreds or thousands deep."""
    return changed_member(rng, data, markup.nested)


def entities(rng: Random, data: bytes) -> bytes:
    """Entities that stand for each other or for a file of the machine."""
    return changed_member(rng, data, markup.entities)


def claimed_encrypted(rng: Random, data: bytes) -> bytes:
    """A flag says that members are encrypted, or packed by a method nobody has."""
    out = bytearray(data)
    field, value = rng.choice(((8, 1), (10, 99), (10, 12)))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        if at + field + 1 < len(out):
            out[at + field] = value
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(out)


def changed_member(rng: Random, data: bytes, damage: Callable[[Random, bytes], bytes]) -> bytes:
    """The package with one member changed: mostly the largest ones, which hold the tables."""

    def change(members: Members) -> Members:
        large = sorted(range(len(members)), key=lambda n: -len(members[n][1]))
        n = large[0] if rng.random() < 0.5 else rng.choice(large)
        members[n] = (members[n][0], damage(rng, members[n][1]))
        return members

    return _repacked(data, change)


def _repacked(data: bytes, change: Callable[[Members], Members]) -> bytes:
    """The package anew with its members changed; as it is where it no longer opens."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            members = [(info.filename, old.read(info)) for info in old.infolist()]
    except Exception:  # damaged already, in whichever way
        return data
    if not members:
        return data
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        warnings.simplefilter("ignore", UserWarning)  # a name that stands twice
        for name, body in change(members):
            new.writestr(zipfile.ZipInfo(name, _DATE), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


DAMAGES = (
    *(member_gone, member_swapped, member_twice, member_damaged, member_damaged, member_bombed),
    *(odd_values, odd_values, other_elements, nested, entities, claimed_encrypted),
)
