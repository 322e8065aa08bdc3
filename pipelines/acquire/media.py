"""The kinds of file the readers tell apart, named by their media type."""

from __future__ import annotations

from enum import StrEnum


class Media(StrEnum):
    """What a file is by its content.  The value is what raw.document.media_type carries."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
    XML_SHEET = "application/vnd.ms-excel+xml"  # SpreadsheetML 2003, mostly named .xls
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ODT = "application/vnd.oasis.opendocument.text"
    OFD = "application/ofd"
    ZIP = "application/zip"
    DOC = "application/msword"
    XLS = "application/vnd.ms-excel"
    PPT = "application/vnd.ms-powerpoint"
    ENCRYPTED_OFFICE = "application/x-ole-encrypted-package"
    OLE = "application/x-ole-storage"
    RTF = "application/rtf"
    HTML = "text/html"
    MHTML = "multipart/related"
    XML = "application/xml"
    TEXT = "text/plain"
    IMAGE = "image/*"
    ARCHIVE = "application/x-archive"
    EMPTY = "application/x-empty"
    UNKNOWN = "application/octet-stream"
