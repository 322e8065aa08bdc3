"""What may be taken out of one archive, every size counted: what an archive claims of its sizes can be a lie."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO

from pipelines.model.document import ReadError, Unreadable

MAX_MEMBERS = 5_000  # files in one archive with those in it
MAX_INFLATED = 2 << 30  # bytes of all of them
MAX_MEMBER = 400 << 20  # bytes of one
MAX_RATIO = 500  # bytes from one packed byte; deflate ends at 1032
RATIO_FROM = 32 << 20  # a ratio alone says nothing about small members


@dataclass(slots=True)
class Budget:
    """What may still be taken out of one archive and of those in it."""

    members: int = field(default_factory=lambda: MAX_MEMBERS)
    inflated: int = field(default_factory=lambda: MAX_INFLATED)

    def take(self, name: str, members: int) -> None:
        """Count ``members`` files of the archive ``name``; raises ``ReadError`` (BOMB) where they are too many."""
        self.members -= members
        if self.members < 0:
            raise bomb(name, f"more than {MAX_MEMBERS} files")

    def pour(self, name: str, chunks: Iterable[bytes], packed: int, out: IO[bytes]) -> tuple[str, int]:
        """Write the member ``name``, which comes of ``packed`` bytes; its SHA-256 and size.

        Raises ``ReadError`` (BOMB).
        """
        digest, size = hashlib.sha256(), 0
        for chunk in chunks:
            size += len(chunk)
            ratio = size / max(packed, 1)
            if size > min(MAX_MEMBER, self.inflated) or (size > RATIO_FROM and ratio > MAX_RATIO):
                raise bomb(name, f"more than {size >> 20} MB from {packed} bytes")
            digest.update(chunk)
            out.write(chunk)
        self.inflated -= size
        return digest.hexdigest(), size


def base_name(name: str) -> str:
    """The last part of a member's name."""
    return name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def bomb(name: str, detail: str) -> ReadError:
    """The error of an archive that claims or gives more than a document can be."""
    return ReadError(Unreadable.BOMB, f"{name} is not opened: it would unpack out of proportion ({detail})")
