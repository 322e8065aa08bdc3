"""What some files are read as, in short: for each file and raw table the hash of its rows, as JSON.

python -m tests.kit.row_hashes FILE ...
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from gouji.work import work
from pipelines.workers.mapper import SerialMapper
from warehouse.store.intake import one_document

_OF_THE_RUN = ("extracted_at", "fingerprint")


def row_hashes(path: Path) -> dict[str, str]:
    """By raw table, of the rows that the file at ``path`` gives, but when and by which version it was read."""
    frames = one_document(path, SerialMapper(), work())
    return {
        name: hashlib.sha256(
            repr(frame.drop([c for c in _OF_THE_RUN if c in frame.columns]).rows()).encode()
        ).hexdigest()
        for name, frame in frames.items()
        if name.startswith("raw.")
    }  # fmt: skip


def main() -> None:
    """Print them."""
    json.dump({path: row_hashes(Path(path)) for path in sys.argv[1:]}, sys.stdout)


if __name__ == "__main__":
    main()
