"""Workbooks (.xlsx, .xls, .et, .xlsb, .ods, SpreadsheetML 2003): a sheet is a page, each table on it a grid."""

from pipelines.extract.sheet.read import read_sheet
from pipelines.extract.sheet.xml2003 import read_xml_sheet

__all__ = ["read_sheet", "read_xml_sheet"]
