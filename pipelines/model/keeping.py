"""How the bytes of documents are kept (`pipelines.acquire.objects`)."""

from __future__ import annotations

from enum import StrEnum


class How(StrEnum):
    """A copy, another name of the file that was found, or nothing."""

    KEEP = "keep"
    LINK = "link"
    NONE = "none"
