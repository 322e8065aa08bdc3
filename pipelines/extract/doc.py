"""Word 97-2003 documents (.doc, and .wps: WPS Writer stores the same streams): converted to .docx, then read like one.

The converter is msdoc2docx (MIT, pure Python); where it gives up, or finds nothing, LibreOffice if it is installed.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from pipelines.extract.office import convert_with_office, is_office_installed
from pipelines.model.document import Document, ReadError, Unreadable

_OFFICE = "libreoffice"


def read_doc(path: Path) -> Document:
    """The document in an old Word file.  Raises ``ReadError``: encrypted, damaged, tool missing."""
    from pipelines.extract.docx import read_docx

    with tempfile.TemporaryDirectory(prefix="gouji-doc-") as folder:
        target = Path(folder) / "converted.docx"
        name = _convert(path, target)
        try:
            document = read_docx(target)
            if name != _OFFICE and not document.grids and not document.paragraphs and is_office_installed():
                convert_with_office(path, target)
                document, name = read_docx(target), _OFFICE
        except ReadError as error:
            raise error.saying(error.message.replace(target.name, path.name)) from error
    document.reader = f"{document.reader}+{name}"
    return document


def _convert(path: Path, target: Path) -> str:
    """Write ``target``; gives the name of the converter that did it."""
    try:
        import doc2docx
        from doc2docx.errors import EncryptedDocumentError
    except ImportError:
        convert_with_office(path, target)
        return _OFFICE
    try:
        doc2docx.convert(str(path), str(target))
    except EncryptedDocumentError as error:
        raise ReadError(Unreadable.ENCRYPTED, f"{path.name} is a Word document that needs a password") from error
    except (MemoryError, PermissionError, FileNotFoundError, RecursionError):
        raise
    except Exception as error:  # its own class, and what a damaged file makes it stumble over
        _second_try(path, target, error)
        return _OFFICE
    return f"msdoc2docx {doc2docx.__version__}"


def _second_try(path: Path, target: Path, first: Exception) -> None:
    try:
        convert_with_office(path, target)
    except ReadError as error:
        message = f"{path.name} is not a whole Word document: it cannot be converted from the old format"
        if error.reason is Unreadable.TOOL_MISSING:  # the converter there is has seen the file and rejects it
            raise ReadError(Unreadable.DAMAGED, message, lacking=error.lacking) from first
        raise error from first
