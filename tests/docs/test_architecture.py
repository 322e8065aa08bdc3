"""docs/architecture.md names every package, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
TOP = ("pipelines", "expectations", "warehouse", "assets", "gouji")
DEEP = 3  # packages below that are the inside of one room


def packages() -> set[str]:
    found = (path.parent.relative_to(ROOT) for top in TOP for path in (ROOT / top).rglob("__init__.py"))
    return {package.as_posix() for package in found if len(package.parts) <= DEEP}


def test_every_package_is_named() -> None:
    named = set(re.findall(r"`([\w/]+)`", TEXT))
    holders = {"pipelines", "warehouse", "gouji"}  # named with a slash, as folders
    assert packages() - named - holders == set()
    assert all(f"`{holder}/" in TEXT for holder in holders)


def test_every_path_is_there() -> None:
    paths = [path for path in re.findall(r"`([\w./*]+)`", TEXT) if path.split("/")[0] in TOP]
    assert paths
    for path in paths:
        assert list(ROOT.glob(path.rstrip("/"))), path
