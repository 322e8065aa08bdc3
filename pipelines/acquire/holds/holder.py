"""Which way a file is opened for the files in it."""

from __future__ import annotations

import logging
import mmap
from pathlib import Path

from pipelines.acquire.holds.member import Holder
from pipelines.acquire.media import Media
from pipelines.acquire.regular import opened
from pipelines.acquire.sniff import ARCHIVES, PDF_MARK, PDF_WITHIN, sniff
from pipelines.model.document import ReadError

_log = logging.getLogger(__name__)

_ATTACHED = b"/EmbeddedFile"  # the type of an attachment's stream (ISO 32000-1, 7.11.4), never packed itself


def holder_of(path: Path) -> Holder | None:
    """How the files in the file at ``path`` are had; None where it holds none, cannot be opened, or is too broken to be
    looked into, which its reader says."""
    try:
        with opened(path) as handle:
            head = handle.read(PDF_WITHIN)
        if not head.startswith((b"PK", *ARCHIVES)) and PDF_MARK not in head:  # most are told without looking into them
            return None
        return _holder(path, sniff(path))
    except (OSError, ReadError):
        return None
    except Exception:  # a directory of an Office file that leads a library astray, and the like
        _log.info("%s could not be looked into", path, exc_info=True)
        return None


# Ways are imported where they are used: most files hold none.
def _holder(path: Path, media: Media) -> Holder | None:
    if media is Media.ZIP:
        from pipelines.acquire.holds.zipped import zipped

        return Holder(zipped, is_document=False, is_foreign=False)
    if media is Media.ARCHIVE:
        from pipelines.acquire.holds.packed import can_unpack, packed

        return Holder(packed, is_document=False, is_foreign=True) if can_unpack() else None
    if media is Media.PDF and _has_attachments(path):
        from pipelines.acquire.holds.attached import attached

        return Holder(attached, is_document=True, is_foreign=True)
    return None


def _has_attachments(path: Path) -> bool:
    with opened(path) as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        return mapped.find(_ATTACHED) >= 0
