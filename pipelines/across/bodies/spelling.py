"""One name in two spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipelines.across.bodies.evidence import Evidence, Link
from pipelines.across.bodies.keys import Key
from pipelines.recognise.identity import full_name, is_office, is_organisation, own_name, region_path, short_region

_SECOND = re.compile("(.+)（(.+)）")
_OFFICES = ("局", "委员会", "办公室", "厅")
_JOINING = re.compile("[和与及、·（）]")
_SHORTEST = 2  # characters of a name behind the level of its region


@lru_cache(maxsize=8192)
def spelt_alike(bare: str) -> str:
    """The same text for names that differ only in short forms and in what joins their words.

    >>> spelt_alike("发改委") == spelt_alike("发展和改革委员会") == spelt_alike("发展改革委员会")
    True
    """
    return _JOINING.sub("", full_name(bare))


@lru_cache(maxsize=8192)
def without_level(bare: str, region: str | None) -> str:
    """A name without the level of its region that stands for the region's name.

    >>> without_level("县水利局", "431126"), without_level("市水利局", "431126")
    ('水利局', '市水利局')
    """
    level = (region_path(region) or " ")[-1] if region is not None else " "
    return bare[1:] if bare.startswith(level) and len(bare) > _SHORTEST else bare


def of_one_spelling(keys: Sequence[Key]) -> Iterator[Link]:
    """Links between keys of one shard, region and kind whose names are one but for the spelling.

    Where the region is not known nothing is linked: two places' bodies bear the same name.
    """
    by_name: dict[tuple[str, str, str, str], int] = {}
    known = [(at, key) for at, key in enumerate(keys) if key.region is not None]
    for at, key in known:
        first = by_name.setdefault(_place(key, key.bare), at)
        if first != at:
            yield Link(first, at, Evidence.SPELLING)
    for at, key in known:
        for evidence, name in _other_names(key):
            other = by_name.get(_place(key, name))
            if other is not None and other != at:
                yield Link(other, at, evidence)


def _other_names(key: Key) -> Iterator[tuple[Evidence, str]]:
    """Names under which the body of a key may be known besides."""
    yield Evidence.PREFIX, without_level(key.bare, key.region)
    yield Evidence.SECOND_NAME, without_second(key.bare, key.region)
    short = key.bare.removeprefix(short_region(key.region or "", key.bare))
    if is_office(short):
        yield Evidence.SHORT_REGION, short


@lru_cache(maxsize=8192)
def without_second(bare: str, region: str | None) -> str:
    """A name without the one that the same body bears besides, in brackets behind it.

    >>> without_second("水利局（宁远县移民局）", "431126"), without_second("人民医院（东院区）", "431126")
    ('水利局', '人民医院（东院区）')
    """
    found = _SECOND.fullmatch(bare)
    if found is None or not is_organisation(found[2]):
        return bare
    second = own_name(found[2], region)
    return found[1] if second.bare.endswith(_OFFICES) or second.bare != second.canonical else bare


def _place(key: Key, bare: str) -> tuple[str, str, str, str]:
    return key.shard, str(key.region), key.kind, spelt_alike(bare)
