"""Where what does not fit in memory goes: a folder of this process, private, with room up to a limit, gone at its end.

DuckDB names its files by numbers alone, so two that share a folder write into each other's.
"""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path

from pipelines.model.temporary import own_folder

_PREFIX = "gouji-spill-"
_ROOM = "8GB"

_numbers = count(1)
_room = [_ROOM]


def allow(room: str) -> None:
    """Let what a reader spills take ``room`` (as DuckDB writes sizes: 8GB, 500MB), in this process from now on."""
    _room[0] = room


def room() -> str:
    """What a reader may spill."""
    return _room[0]


def place(inside: Path | None = None, of: str = "") -> Path:
    """A folder for one database, in that of this process in ``inside`` (that of the system for temporary files).

    ``of`` names the database where it may be opened again by this process: then it is the same folder.
    """
    own = own_folder(_PREFIX, (inside or Path(tempfile.gettempdir())).absolute())
    return own / (f"of-{abs(hash(of)):x}" if of else f"{next(_numbers)}")
