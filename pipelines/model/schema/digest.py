"""Whether the tables are those their version was put down for.

``python -m pipelines.model.schema.digest`` raises the version (``version.toml``) where they are others.
"""

from __future__ import annotations

import hashlib
import re

from pipelines.model.schema.source import tables
from pipelines.model.schema.version import DIGEST, SOURCE, VERSION


def digest() -> str:
    """A hash of what the tables are: names, types and whether a column may be empty, not what is said of them."""
    said = [
        (table.full_name, table.is_view, [(c.name, c.duckdb_type, c.nullable) for c in table.columns])
        for table in tables().values()
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def main() -> None:
    """Raise the version where the tables are others than those it was put down for."""
    if digest() == DIGEST:
        return
    text = re.sub(r"(?m)^version = \d+$", f"version = {VERSION + 1}", SOURCE.read_text(encoding="utf-8"))
    SOURCE.write_text(re.sub(r'(?m)^digest = ".*"$', f'digest = "{digest()}"', text), encoding="utf-8")


if __name__ == "__main__":
    main()
