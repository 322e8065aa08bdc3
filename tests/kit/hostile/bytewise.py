"""Damage to bytes, whatever they mean: files cut short, flipped bits, parts lost, doubled, put elsewhere."""

from __future__ import annotations

import struct
from random import Random

_LONGEST = 4096  # bytes of a part that is lost, doubled, or overwritten
_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def cut_short(rng: Random, data: bytes) -> bytes:
    """As a download that broke off leaves it."""
    return data[: rng.randrange(len(data) + 1)]


def few_bytes(rng: Random, data: bytes) -> bytes:
    """Nothing but the first of it."""
    return data[: rng.randrange(min(len(data), 64) + 1)]


def flipped(rng: Random, data: bytes) -> bytes:
    """Some bytes another value."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 4, 32, 256))):
        if out:
            out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def lost(rng: Random, data: bytes) -> bytes:
    """A part is gone from the middle."""
    start, end = _part(rng, data)
    return data[:start] + data[end:]


def doubled(rng: Random, data: bytes) -> bytes:
    """A part stands twice or many times."""
    start, end = _part(rng, data)
    return data[:end] + data[start:end] * rng.choice((1, 1, 5, 50)) + data[end:]


def moved(rng: Random, data: bytes) -> bytes:
    """A part stands where another was."""
    start, end = _part(rng, data)
    to = rng.randrange(len(data) + 1)
    return data[:to] + data[start:end] + data[to + end - start :]


def blanked(rng: Random, data: bytes) -> bytes:
    """A part is zeros, as a disk leaves it that was not written to the end."""
    start, end = _part(rng, data)
    return data[:start] + rng.choice((b"\x00", b"\xff", b" ")) * (end - start) + data[end:]


def noise(rng: Random, data: bytes) -> bytes:
    """Something else stands before, within or behind it."""
    more, at = rng.randbytes(rng.choice((1, 16, 600, 3000))), rng.choice((0, len(data), rng.randrange(len(data) + 1)))
    return data[:at] + more + data[at:]


def odd_lengths(rng: Random, data: bytes) -> bytes:
    """Some words are numbers at a boundary, as lengths, counts and offsets of binary formats are attacked."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 3, 10))):
        size, code = rng.choice(((2, "<H"), (4, "<I"), (4, ">I")))
        if len(out) > size:
            at = rng.choice((rng.randrange(len(out) - size), rng.randrange(min(len(out) - size, 2048))))
            out[at : at + size] = struct.pack(code, rng.choice(_NUMBERS) & (0xFFFF if size == 2 else 0xFFFFFFFF))
    return bytes(out)


def _part(rng: Random, data: bytes) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.randint(1, _LONGEST))


DAMAGES = (cut_short, few_bytes, flipped, flipped, lost, doubled, moved, blanked, noise, odd_lengths)
