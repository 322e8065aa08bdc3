"""Tell what a file is and hand it to the reader of that format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipelines.acquire import Source
from pipelines.acquire.holds import packed
from pipelines.acquire.media import Media
from pipelines.acquire.sniff import sniff
from pipelines.model.document import Document, ReadError, Unreadable
from pipelines.workers.later import PutOffError


def read(source: Source) -> Document:
    """The document in a source.  Raises ``ReadError`` with the reason where there is none."""
    with source.local() as path:
        return read_path(path)


def read_path(path: Path, media: Media | None = None) -> Document:
    """The document in a file; ``media`` saves telling its kind again."""
    kind = media or sniff(path)
    reader = _READERS.get(kind)
    if reader is None:
        raise _refused(kind, path.name)
    try:
        return reader(path)
    except PermissionError as error:
        raise ReadError(Unreadable.NOT_PERMITTED, f"no permission to read {path.name}") from error
    except RecursionError as error:
        raise ReadError(Unreadable.DAMAGED, f"{path.name} is nested too deeply to be a document") from error
    except FileNotFoundError as error:
        raise ReadError(Unreadable.NOT_FOUND, f"{path.name} is no longer there") from error
    except (ReadError, MemoryError, PutOffError):
        raise
    except Exception as error:
        said = f"{path.name} holds something that its reader cannot make sense of, or is damaged"
        raise ReadError(Unreadable.INTERNAL, said) from error


def _refused(kind: Media, name: str) -> ReadError:
    """What is said of a file of a kind that no reader is for."""
    if kind is Media.ARCHIVE and not packed.can_unpack():
        return ReadError(Unreadable.TOOL_MISSING, f"{name} {_UNPACKED}", lacking=packed.LIBARCHIVE)
    reason, message = _REFUSED.get(kind, (Unreadable.UNSUPPORTED, "is of a kind we do not know"))
    return ReadError(reason, f"{name} {message}")


# Readers are imported where they are used: a worker that reads PDF files only does not load the others.
def _pdf(path: Path) -> Document:
    from pipelines.extract.pdf import read_pdf

    return read_pdf(path)


def _docx(path: Path) -> Document:
    from pipelines.extract.docx import read_docx

    return read_docx(path)


def _doc(path: Path) -> Document:
    from pipelines.extract.doc import read_doc

    return read_doc(path)


def _rtf(path: Path) -> Document:
    from pipelines.extract.rtf import read_rtf

    return read_rtf(path)


def _sheet(path: Path) -> Document:
    from pipelines.extract.sheet import read_sheet

    return read_sheet(path)


def _xml_sheet(path: Path) -> Document:
    from pipelines.extract.sheet import read_xml_sheet

    return read_xml_sheet(path)


def _html(path: Path) -> Document:
    from pipelines.extract.html import read_html

    return read_html(path)


def _mhtml(path: Path) -> Document:
    from pipelines.extract.html.mhtml import read_mhtml

    return read_mhtml(path)


def _image(path: Path) -> Document:
    from pipelines.extract.ocr.images import read_image

    return read_image(path)


def _text(path: Path) -> Document:
    from pipelines.extract.text import read_text

    return read_text(path)


_READERS: dict[Media, Callable[[Path], Document]] = {
    Media.PDF: _pdf,
    Media.DOCX: _docx,
    Media.DOC: _doc,
    Media.RTF: _rtf,
    Media.XLSX: _sheet,
    Media.XLSB: _sheet,
    Media.XLS: _sheet,
    Media.ODS: _sheet,
    Media.XML_SHEET: _xml_sheet,
    Media.HTML: _html,
    Media.MHTML: _mhtml,
    Media.TEXT: _text,
    Media.IMAGE: _image,
}

_UNPACKED = "is a packed archive: libarchive (Debian: libarchive13) opens it, or give the files in it"
_REFUSED: dict[Media, tuple[Unreadable, str]] = {
    Media.EMPTY: (Unreadable.EMPTY, "is empty"),
    Media.ENCRYPTED_OFFICE: (Unreadable.ENCRYPTED, "is an Office document that needs a password"),
    Media.ZIP: (Unreadable.UNSUPPORTED, "is a zip archive, and only the files in it can be read"),
    Media.ARCHIVE: (Unreadable.UNSUPPORTED, "is a packed archive, and only the files in it can be read"),
    Media.PPTX: (Unreadable.UNSUPPORTED, "is a presentation; only documents, tables and web pages are read"),
    Media.PPT: (Unreadable.UNSUPPORTED, "is a presentation; only documents, tables and web pages are read"),
    Media.ODT: (Unreadable.UNSUPPORTED, "is an OpenDocument text; save it as .docx"),
    Media.OFD: (Unreadable.UNSUPPORTED, "is an OFD file; convert it to PDF"),
    Media.OLE: (Unreadable.UNSUPPORTED, "is an Office file without a document or a workbook in it, or a damaged one"),
    Media.XML: (Unreadable.UNSUPPORTED, "is XML of a kind we do not know"),
}
