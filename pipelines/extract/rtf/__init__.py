"""Rich Text Format (.rtf, often named .doc): paragraphs and tables, in any of the encodings Word writes."""

from pipelines.extract.rtf.read import read_rtf

__all__ = ["read_rtf"]
