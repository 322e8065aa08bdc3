"""Whose document is it, of which place, year, stage and revision: read from its content, not from its file name."""

from .domains import domain, is_office
from .identify import identify
from .model import Part
from .names import canonical_name, is_organisation
from .own_region import OwnName, full_name, own_name, short_region
from .regions import region_path

__all__ = [
    "OwnName",
    "Part",
    "canonical_name",
    "domain",
    "full_name",
    "identify",
    "is_office",
    "is_organisation",
    "own_name",
    "region_path",
    "short_region",
]
