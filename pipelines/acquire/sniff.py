"""What a file is, told from its bytes.  Names and extensions lie (``x.pdf.pdf``, web pages saved as .doc)."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from pipelines.acquire import ole
from pipelines.acquire.encoding import decode_prefix
from pipelines.acquire.media import Media
from pipelines.acquire.regular import SpecialFileError, opened
from pipelines.model.document import ReadError, Unreadable

_HEAD = 8192
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")
PDF_MARK, PDF_WITHIN = b"%PDF-", 1024  # readers accept the mark anywhere in the first kilobyte
ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")
_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body|meta|table|div|p|title|script|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_PAGE = re.compile(r"<(?:html|body|table)\b[^>]*>", re.IGNORECASE)
# A table as converters to Markdown write it between lines of plain text; the head of a file may end inside one.
_TABLE_IN_TEXT = re.compile(
    r"(?:<html[^>]*>\s*<body[^>]*>\s*)?<table\b.*?(?:</table>(?:\s*</body>\s*</html>)?|\Z)", re.IGNORECASE | re.DOTALL
)
_BLOCK = re.compile(
    r"<!|</?(?:html|body|head|title|meta|style|script|p|div|span|font|center|form|h[1-6]|ul|ol|li|a)\b", re.IGNORECASE
)
_XML_SHEET = re.compile(r"<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet")
_ZIP_ENTRIES = {
    "xl/workbook.bin": Media.XLSB,
    "xl/workbook.xml": Media.XLSX,
    "word/document.xml": Media.DOCX,
    "ppt/presentation.xml": Media.PPTX,
    "OFD.xml": Media.OFD,
}
_ZIP_TYPES = {Media.ODS.value: Media.ODS, Media.ODT.value: Media.ODT}


def sniff(path: Path) -> Media:
    """The media type of the file at ``path`` by its content.

    Raises ``ReadError`` (not permitted, special, damaged) where the file cannot be opened.
    """
    try:
        with opened(path) as handle:
            head = handle.read(_HEAD)
    except SpecialFileError as error:
        raise ReadError(Unreadable.SPECIAL, f"{path.name} is not opened: {error}, not a file") from error
    except PermissionError as error:
        raise ReadError(Unreadable.NOT_PERMITTED, f"no permission to read {path.name}") from error
    except OSError as error:
        raise ReadError(Unreadable.DAMAGED, f"{path.name} cannot be opened: {error.strerror}") from error
    return _by_signature(path, head) or _by_text(head)


def _by_signature(path: Path, head: bytes) -> Media | None:
    if not head:
        return Media.EMPTY
    if PDF_MARK in head[:PDF_WITHIN]:
        return Media.PDF
    if head.startswith(ole.SIGNATURE):
        return _ole(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(path, head)
    if head.startswith(b"{\\rtf"):
        return Media.RTF
    if head.startswith(_IMAGES) or (head.startswith(b"BM") and head[6:10] == bytes(4)) or head[8:12] == b"WEBP":
        return Media.IMAGE
    if head.startswith(ARCHIVES):
        return Media.ARCHIVE
    if not head.strip(b"\x00"):
        return Media.UNKNOWN
    return None


def _ole(path: Path) -> Media:
    names = {name.lower() for name in ole.stream_names(path)}
    if "encryptedpackage" in names:
        return Media.ENCRYPTED_OFFICE
    for stream, media in (
        ("worddocument", Media.DOC),
        ("workbook", Media.XLS),
        ("book", Media.XLS),
        ("powerpoint document", Media.PPT),
    ):
        if stream in names:
            return media
    return Media.OLE


def _zip(path: Path, head: bytes) -> Media:
    """By the members; a zip cut short has no list of members, so by the names in its first bytes."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype").decode("ascii", "replace").strip()
                return _ZIP_TYPES.get(kind, Media.ZIP)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError):
        return _cut_short(path)
    return next((media for entry, media in _ZIP_ENTRIES.items() if entry in names), Media.ZIP)


def _cut_short(path: Path) -> Media:
    with opened(path) as handle:
        data = handle.read(1 << 20)
    for mark, media in ((b"word/", Media.DOCX), (b"xl/", Media.XLSX), (b"[Content_Types].xml", Media.DOCX)):
        if mark in data:
            return media
    return Media.ZIP


def _by_text(head: bytes) -> Media:
    text = decode_prefix(head)
    if text is None:
        return Media.UNKNOWN
    if not text.strip():
        return Media.EMPTY if len(head) < _HEAD else Media.TEXT
    if re.match(r"\s*(?:From|Date|MIME-Version|Subject|Content-Type):", text) and "multipart/related" in text:
        return Media.MHTML
    if _XML_SHEET.search(text):
        return Media.XML_SHEET
    if _HTML.match(text) or _PAGE.search(text):
        return Media.TEXT if _is_text_with_tables(text) else Media.HTML
    return Media.XML if text.lstrip().startswith("<?xml") else Media.TEXT


def _is_text_with_tables(text: str) -> bool:
    """Whether lines of text stand around tables of HTML and nothing else there is marked up."""
    around, tables = _TABLE_IN_TEXT.subn("", text)
    return bool(tables and around.strip()) and not _BLOCK.search(around)
