"""Whose document is it, of which place, year, stage and revision: read from its content, not from its file name."""

from .domains import domain
from .identify import identify
from .model import Part
from .names import canonical_name

__all__ = ["Part", "canonical_name", "domain", "identify"]
