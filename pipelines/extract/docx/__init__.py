"""Word documents (.docx): paragraphs and tables in body order, with merges, nesting and numbering."""

from pipelines.extract.docx.read import read_docx

__all__ = ["read_docx"]
