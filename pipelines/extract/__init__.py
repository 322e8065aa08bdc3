"""Readers: one a format, all giving the same ``Document``.  Nothing here knows what a statement is."""

from pipelines.extract.media import Media
from pipelines.extract.read import read, read_path
from pipelines.extract.sniff import sniff

__all__ = ["Media", "read", "read_path", "sniff"]
