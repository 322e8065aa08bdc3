"""The store of a location."""

from __future__ import annotations

from pathlib import Path

from warehouse.location import Lake, Location
from warehouse.store.file import FileStore
from warehouse.store.store import Store


def store_at(location: Location, *, state: Path, snapshots: int = 0) -> Store:
    """Where the warehouse at ``location`` is kept; ``state`` is a folder for what only a run needs, ``snapshots`` how
    many earlier states are kept."""
    if isinstance(location, Lake):
        from warehouse.store.lake import LakeStore  # nobody else pays for it

        return LakeStore(location, state / "spill", kept=snapshots)
    return FileStore(location, kept=snapshots)
