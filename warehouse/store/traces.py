"""What is left of a document beside the warehouse: in the folder of the state, and in what its runs have staged."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from pipelines.acquire import Objects
from pipelines.acquire.inventory import Inventory, drop

_OBJECTS, _SCANS, _STAGING, _SPILL, _INVENTORY = "objects", "scans", "staging", "spill", "inventory.sqlite"


def traces(state: Path, document_id: str, *, has_pictures: bool) -> list[Path]:
    """Files and folders below ``state`` that `remove_traces` removes.

    Readings of pictures are kept by their pixels and cannot be told apart: all of them go where the document
    ``has_pictures``.  What runs have staged goes whole: it was not published.
    """
    objects = Objects(state / _OBJECTS)  # what a worker was about to keep when it died may be of any document
    found = [objects.path(document_id), objects.under_way, state / _STAGING, state / _SPILL]
    if has_pictures:
        found.append(state / _SCANS)
    return [path for path in found if path.exists()]


def remove_traces(state: Path, document_id: str, *, has_pictures: bool) -> None:
    """Remove them, and what is known of the files in which it stands.  The caller holds the writer's lock."""
    for path in traces(state, document_id, has_pictures=has_pictures):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    drop(Inventory(state / _INVENTORY), document_id)


def of_file(warehouse: Path) -> Iterator[Path]:
    """Files beside a warehouse that hold what it held: the log of a writer that died."""
    yield from (path for path in [warehouse.with_name(f"{warehouse.name}.wal.orphaned")] if path.exists())
