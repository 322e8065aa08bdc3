"""Hostile archives: members that lead out of the folder, archives in archives, what unpacks out of proportion."""

from __future__ import annotations

import io
import zipfile
from random import Random

from tests.acquire.rar import rar_of
from tests.kit.hostile import bytewise, office

_NAMES = (
    *(
        "../../outside.txt",
        "/etc/cron.d/x",
        "C:\\windows\\x.txt",
        "a/../../b.txt",
        "." * 200 + ".txt",
        "x" * 250 + ".txt",
    ),
    *("name\nwith\rlines.txt", "nul\x01.txt", "‮txt.exe", "-rf.txt", "a!/b.txt", "%2e%2e%2f.txt", " .txt", "CON.txt"),
)
_BOMB = 60 << 20


def odd_names(rng: Random, data: bytes) -> bytes:
    """Members under names that a careless program would write elsewhere, or could not write at all."""
    return _zipped([(name, b"budget " + name.encode()) for name in rng.sample(_NAMES, rng.randint(1, 5))])


def in_itself(rng: Random, data: bytes) -> bytes:
    """An archive in an archive, many times over."""
    for depth in range(rng.choice((2, 6, 40))):
        data = _zipped([(f"{depth}.zip", data)])
    return data


def bomb(rng: Random, data: bytes) -> bytes:
    """A member that unpacks to a thousand times its size."""
    return _zipped([("large.txt", bytes(rng.choice((1, 4)) * _BOMB // 4))])


def many_members(rng: Random, data: bytes) -> bytes:
    """Thousands of members of a few bytes."""
    return _zipped([(f"{n}.txt", b"%d" % n) for n in range(rng.choice((5, 5, 60)))])


def damaged_member(rng: Random, data: bytes) -> bytes:
    """A member is damaged, the archive is not."""
    return office.changed_member(rng, data, rng.choice(bytewise.DAMAGES))


def rar_names(rng: Random, data: bytes) -> bytes:
    """The same names in an archive of the other kind."""
    return rar_of({name: b"budget " + name.encode() for name in rng.sample(_NAMES, rng.randint(1, 5))})


def _zipped(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, body in members:
            made.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


DAMAGES = (odd_names, in_itself, bomb, many_members, damaged_member, office.claimed_encrypted, office.member_twice)
DAMAGES_OF_RAR = (rar_names, bytewise.odd_lengths)
