"""Web pages saved with their pictures in one file (.mht; Word calls them .doc too): the page in it is read."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

from pipelines.acquire.encoding import decode
from pipelines.extract.html.read import MAX_BYTES, html_document
from pipelines.model.document import Document, ReadError, Unreadable


def read_mhtml(path: Path) -> Document:
    """The document in the first HTML part.  Raises ``ReadError``: too large, damaged (no such part)."""
    if path.stat().st_size > MAX_BYTES:
        raise ReadError(Unreadable.TOO_LARGE, f"{path.name}: a web archive of more than {MAX_BYTES >> 20} MB")
    text = page_in(path.read_bytes())
    if text is None:
        raise ReadError(Unreadable.DAMAGED, f"{path.name} is a web archive without a page in it")
    return html_document(text)


def page_in(data: bytes) -> str | None:
    """The source of the first HTML part of a web archive; ``None`` where there is none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            text = decode(content, part.get_content_charset()) if isinstance(content, bytes) else None
            if text is not None:
                return text
    return None
