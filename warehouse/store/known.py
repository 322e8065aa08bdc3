"""What the published warehouse already holds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field


def path_id(uri: str) -> str:
    """A document id for what has no readable bytes (a folder without permission): from its path."""
    return hashlib.sha256(f"path:{uri}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of documents, by their ids, and by which version each shard was last made.

    ``fingerprints`` is by which version each document was read, ``shards`` where it is stored, ``unreached`` the paths
    (uri by id) without bytes, ``made_by`` the fingerprint by shard.
    """

    fingerprints: Mapping[str, str | None] = field(default_factory=dict)
    shards: Mapping[str, str] = field(default_factory=dict)
    unreached: Mapping[str, str] = field(default_factory=dict)
    made_by: Mapping[str, str | None] = field(default_factory=dict)
