"""The page of one document: its statements as printed, its equations, its findings, its boxed page pictures."""

from gouji.site.document.load import DocumentRows, load_documents
from gouji.site.document.page import render_document

__all__ = ["DocumentRows", "load_documents", "render_document"]
