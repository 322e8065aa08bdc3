"""docs/moves.md leads to files that are there, from files that are not."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = re.findall(r"^\| (`.+?`) \| (`.+`) \|$", (ROOT / "docs" / "moves.md").read_text(encoding="utf-8"), re.MULTILINE)


def paths(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_new_place_is_there() -> None:
    assert len(ROWS) > 50
    missing = [path for _, now in ROWS for path in paths(now) if not (ROOT / path).exists()]
    assert not missing


def test_no_old_place_still_stands_for_itself() -> None:
    assert not [before for before, now in ROWS if before == now]
