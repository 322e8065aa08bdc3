"""A file in a file, laid in a temporary folder while it is read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.acquire.holds import Budget, base_name, holder_of
from pipelines.model.document import ReadError, Unreadable

_LONGEST = 60  # characters of a name: a file name holds 255 bytes


@contextmanager
def unpacked(path: Path, member: tuple[str, ...]) -> Iterator[Path]:
    """The member as a file in a temporary folder that goes with the context.  Raises ``ReadError``."""
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        current, budget = path, Budget()
        for depth, name in enumerate(member):
            target = Path(folder, str(depth), _harmless(name))  # messages of readers name the file
            target.parent.mkdir()
            _take(current, name, budget, target)
            current = target
        yield current


def _take(holding: Path, name: str, budget: Budget, target: Path) -> None:
    holder = holder_of(holding)
    if holder is None:
        raise ReadError(Unreadable.DAMAGED, f"{holding.name} holds no files, or they cannot be taken out of it here")
    with holder.members(holding, holding.name) as members:
        for member in members:
            if member.name == name:
                with target.open("wb") as out:
                    member.write(budget, out)
                return
    raise ReadError(Unreadable.DAMAGED, f"{holding.name} no longer holds {name}")


def _harmless(name: str) -> str:
    """A file name of its own for a member, like the one it has: no folder, no control characters, not too long."""
    kept = "".join(c for c in base_name(name) if c.isprintable())
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[:_LONGEST]}{dot}{suffix[:8]}".strip(". ") or "member"
