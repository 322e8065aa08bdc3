"""The field a department works in, for comparing the same field across counties."""

from __future__ import annotations

from functools import lru_cache

from . import layout, regions
from .names import canonical_name


@lru_cache(maxsize=4096)
def domain(name: str) -> str | None:
    """The domain of layouts/identity/domains.csv a department's name belongs to; ``None`` if none fits.

    The region in front is taken off first (公安县 is a county).

    >>> domain("公安县财政局")
    '财政'
    """
    bare = canonical_name(name)
    divisions, end = regions.read_prefix(bare)
    if divisions and end < len(bare):
        bare = bare[end:]
    for label, pattern in layout.domain_patterns():
        if pattern.search(bare):
            return label
    return None
