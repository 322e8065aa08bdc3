"""A report without the pages of one document."""

from __future__ import annotations

import shutil
from pathlib import Path

from gouji.site.site import DOCUMENTS, PICTURES, is_of

_SHORT = 16  # digits of an id that name its pages


def is_report(out: Path) -> bool:
    """Whether a report stands in the folder ``out``."""
    return (out / "index.html").is_file() and (out / DOCUMENTS).is_dir()


def take_out(out: Path, document_id: str) -> None:
    """Remove from the report in ``out`` the pages, lists and pictures of a document, and all pages about more than one
    document: they may name it.  The report has to be built again."""
    slug = document_id[:_SHORT]
    for path in out.iterdir():
        if path.name not in (DOCUMENTS, PICTURES):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for folder in (DOCUMENTS, PICTURES):
        for path in (out / folder).iterdir() if (out / folder).is_dir() else ():
            if is_of(path, slug) or folder == DOCUMENTS:  # a page of another may name what it was superseded by
                path.unlink()
