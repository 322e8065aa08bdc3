"""Scanned pages: a picture to its ruled tables and lines of text, offline (optional packages, extra `ocr`)."""
