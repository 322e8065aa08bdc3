"""Web pages: tables where there are any, text placed by coordinates where a PDF was turned into HTML."""

from pipelines.extract.html.read import read_html

__all__ = ["read_html"]
