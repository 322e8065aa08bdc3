"""The path below which the pages lie: random, made once, known to who may read the instance's folder."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

_FILE = "path"
_BYTES = 16


def secret_path(home: Path) -> str:
    """The path, as in ``/9f3a...``, kept in the file ``path`` of the folder ``home``, which is its owner's alone.

    Delete the file and the next start makes another.  Raises OSError where the folder cannot be written.
    """
    file = home / _FILE
    kept = file.read_text(encoding="utf-8").strip() if file.is_file() else ""
    if re.fullmatch(rf"/[0-9a-f]{{{2 * _BYTES}}}", kept):
        return kept
    made = f"/{secrets.token_hex(_BYTES)}"
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(made + "\n")
    return made
