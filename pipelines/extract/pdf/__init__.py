"""PDF files: ``read_pdf`` gives the document, ``page_image`` the picture of a page as evidence."""

from pipelines.extract.pdf.image import page_image
from pipelines.extract.pdf.reader import read_pdf

__all__ = ["page_image", "read_pdf"]
