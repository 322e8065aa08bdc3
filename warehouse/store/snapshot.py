"""An earlier state of a warehouse that can be put back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An earlier state: its name, the run that published it with its end (UTC), documents and amounts in it.

    ``path`` is its file, where it is one.
    """

    name: str
    path: Path | None
    run_id: str | None
    finished_at: datetime | None
    documents: int
    lines: int
