"""A body's name without the places it lies in: 湖南省宁远县水利局 and 宁远县水利局 are one body's within 宁远县."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from . import layout, regions
from .names import canonical_name

_SHORTEST = 2  # characters of a name that stands without its region


class OwnName(NamedTuple):
    """A name in one spelling: as a table shows it, with its own region, and ``bare``, without any."""

    canonical: str
    bare: str


@lru_cache(maxsize=8192)
def own_name(name: str, region_code: str | None) -> OwnName:
    """The canonical name of a body of ``region_code`` without the divisions above it, and without its own.

    Only what the name begins with is taken off, and only where that is the body's own region, with those it lies in
    before it or not: where the region is not known, or the name begins with another, everything stays.

    >>> own_name("湖南省永州市宁远县水利局(本级)", "431126")
    OwnName(canonical='宁远县水利局', bare='水利局')
    """
    whole = canonical_name(name)
    found, end = regions.read_prefix(whole)
    own = [one.name for one in found if one.code == region_code]
    bare = whole[end:]
    if not own or len(bare) < _SHORTEST:
        return OwnName(whole, whole)
    printed = [one for one in own if whole[:end].endswith(one)]
    return OwnName((printed or own)[-1] + bare, bare)


def full_name(bare: str) -> str:
    """A name without its region, in full: 卫生健康委员会 for 卫健委."""
    return next((full for pattern, full in layout.short_names() if pattern.fullmatch(bare)), bare)


def short_region(region_code: str, bare: str) -> str:
    """The short name of the region (宁远) that a name begins with; empty where it begins with none."""
    short = [one for one in regions.short_names(region_code) if bare.startswith(one) and len(bare) > len(one)]
    return max(short, key=len, default="")
