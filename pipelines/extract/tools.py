"""Optional tools of this machine that read what nothing else reads."""

from __future__ import annotations

from pipelines.acquire.holds.packed import LIBARCHIVE, can_unpack
from pipelines.extract.ocr.available import OCR, is_available
from pipelines.extract.office import LIBREOFFICE, is_office_installed


def present() -> frozenset[str]:
    """Names of those that are here, as ``ReadError.lacking`` has them."""
    there = {LIBREOFFICE: is_office_installed(), LIBARCHIVE: can_unpack(), OCR: is_available()}
    return frozenset(name for name, is_there in there.items() if is_there)
