"""The body whose posts and staff a sentence counts, where it is another than the one that speaks."""

from __future__ import annotations

from pipelines.recognise.narrative.counted.layout import pattern

_SHORTEST = 5


def unit_named(before: str) -> str | None:
    """The body that stands in front of what is counted, as printed; none where the body that speaks says 本部门.

    >>> unit_named("宁远县水利局水文站编制"), unit_named("本部门人员编制")
    ('宁远县水利局水文站', None)
    """
    name = unit_in(before)
    if len(name) < _SHORTEST or pattern("own").search(name) or not pattern("unit").search(name):
        return None
    return name


def unit_in(before: str) -> str:
    """What stands in front of the words for what is counted, be it a name or not."""
    return pattern("behind_unit").sub("", before)
