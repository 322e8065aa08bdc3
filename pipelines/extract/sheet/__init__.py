"""Workbooks (.xlsx, .xls, .et, .xlsb, .ods): a sheet is a page, its cells one grid."""

from pipelines.extract.sheet.read import read_sheet

__all__ = ["read_sheet"]
