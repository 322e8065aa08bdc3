"""Plain text: exports of Word and PDF converters (their tables rebuilt), or prose."""

from pipelines.extract.text.read import read_text

__all__ = ["read_text"]
