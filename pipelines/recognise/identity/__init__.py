"""Whose document is it, of which place, year, stage and revision: read from its content, not from its file name."""

from .domains import domain
from .identify import identify
from .model import Part
from .names import canonical_name
from .own_region import OwnName, full_name, own_name, short_region
from .regions import region_path

__all__ = [
    "OwnName",
    "Part",
    "canonical_name",
    "domain",
    "full_name",
    "identify",
    "own_name",
    "region_path",
    "short_region",
]
