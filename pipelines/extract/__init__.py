"""Readers: one a format, all giving the same ``Document``.  Nothing here knows what a statement is."""

from pipelines.extract.read import read, read_path

__all__ = ["read", "read_path"]
