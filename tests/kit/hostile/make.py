"""Which file number n of a seed is: its format, what is done to it, its name."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.kit.hostile import archives, bytewise, figures, markup, names, office, pages
from tests.kit.hostile.bases import bases

Damage = Callable[[Random, bytes], bytes]

_TEXTUAL: tuple[Damage, ...] = (*markup.DAMAGES, *figures.DAMAGES, figures.another_encoding)
_PACKAGED: tuple[Damage, ...] = (*office.DAMAGES, *office.DAMAGES, figures.in_members)

# What may be done to a format beside damage to its bytes.
_OWN: dict[str, tuple[Damage, ...]] = {
    "pdf": (*pages.DAMAGES, figures.in_streams),
    "docx": _PACKAGED,
    "xlsx": _PACKAGED,
    "xlsb": office.DAMAGES,
    "ods": _PACKAGED,
    "xls": (bytewise.odd_lengths,),
    "doc": (bytewise.odd_lengths,),
    "rtf": (markup.deep_groups, *figures.DAMAGES, figures.another_encoding),
    "html": _TEXTUAL,
    "mhtml": (*markup.DAMAGES, markup.other_headers),
    "xml": _TEXTUAL,
    "txt": (*figures.DAMAGES, figures.another_encoding),
    "csv": (*figures.DAMAGES, figures.another_encoding),
    "zip": archives.DAMAGES,
    "rar": archives.DAMAGES_OF_RAR,
    "png": (bytewise.odd_lengths,),
}
FORMATS = tuple(_OWN)
_WEIGHTS = {"pdf": 6, "docx": 6, "xlsx": 5, "html": 4, "png": 1}
_MOST = 3  # damages to one file
_LIE = 0.1  # share of files whose ending is another format's


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file: the format it was made of, what was done to it, its name (as the system has it) and its bytes."""

    kind: str
    damage: tuple[str, ...]
    name: bytes
    data: bytes


def made(seed: int, number: int) -> Hostile:
    """File ``number`` of ``seed``."""
    rng = Random(f"{seed}/{number}")
    kind = rng.choices(FORMATS, [_WEIGHTS.get(kind, 2) for kind in FORMATS])[0]
    data = rng.choice(bases()[kind])
    done = []
    for _ in range(rng.randint(1, _MOST)):
        damage = rng.choice(_OWN[kind] if rng.random() < 0.6 else bytewise.DAMAGES)
        data = damage(rng, data)
        done.append(damage.__name__)
    ending = rng.choice(FORMATS) if rng.random() < _LIE else kind
    return Hostile(kind, tuple(done), names.name(rng, number, ending), data)


def hostile(seed: int, count: int, folder: Path, first: int = 0) -> list[Path]:
    """Write files ``first`` to ``first + count - 1`` of ``seed`` into ``folder``; their paths in that order.

    No two have one name, and none is hidden or looks half-written, so that a run has something to say of each.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(first, first + count):
        one = made(seed, number)
        path = folder / os.fsdecode(one.name)
        path.write_bytes(one.data)
        paths.append(path)
    return paths
