"""The field a department works in, for comparing the same field across counties."""

from __future__ import annotations

import re
from functools import lru_cache

from . import layout, regions
from .names import canonical_name

_OFFICE = re.compile(".{2,}(?:局|委员会|办公室|厅)")


def is_office(name: str) -> bool:
    """Whether a name without its region is that of an office of a known field of work (水利局)."""
    return _OFFICE.fullmatch(name) is not None and domain(name) is not None


@lru_cache(maxsize=4096)
def domain(name: str) -> str | None:
    """The domain of layouts/identity/domains.toml a department's name belongs to; ``None`` if none fits.

    The region in front is taken off first (公安县 is a county).

    >>> domain("公安县财政局")
    '财政'
    """
    bare = canonical_name(name)
    _, end = regions.read_prefix(bare)
    without_region = bare[end:] or bare
    for label, pattern in layout.domain_patterns():
        if pattern.search(without_region):
            return label
    return None
