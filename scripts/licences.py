"""``python -m scripts.licences``: docs/licences.md, the licence of each locked library; fails where it may not be.

Licences are read from the metadata of what is installed: its SPDX expression, else its words, else the licence file.
What is locked for another Python or system than this one keeps the row it has.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCK, KNOWN, LIST = ROOT / "requirements/lock.txt", ROOT / "requirements/licences.toml", ROOT / "docs/licences.md"
_LOCKED = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)
_ROW = re.compile(r"^\| ([\w.-]+) \|", re.MULTILINE)
_ENDORSEMENT = re.compile(r"neither\s+the\s+names?|may not be used to endorse", re.IGNORECASE)
_HEAD = """\
# Licences of the libraries

Every library of `requirements/lock.txt`, made by `python -m scripts.licences` from what they say of themselves. What
may be used, and what metadata leaves open, is in `requirements/licences.toml`; a test holds this list against both.

| library | licence | why it may be used nevertheless; what else its wheel holds |
|---|---|---|
"""


def known() -> dict[str, Any]:
    """What requirements/licences.toml says."""
    return tomllib.loads(KNOWN.read_text(encoding="utf-8"))


def locked() -> list[str]:
    """The libraries of the lock, by name."""
    return sorted(name.lower() for name, _ in _LOCKED.findall(LOCK.read_text(encoding="utf-8")))


def licence(name: str, given: Mapping[str, Any]) -> str:
    """The SPDX expression of an installed library.

    Raises ``PackageNotFoundError`` where it is not, `LookupError` where nothing tells.
    """
    if name in given["stated"]:
        return str(given["stated"][name])
    found = metadata.distribution(name)
    said = found.metadata
    for expression in said.get_all("License-Expression") or []:
        return str(expression)
    words = [*(said.get_all("License") or []), *(said.get_all("Classifier") or [])]
    for one in (word.removeprefix("License :: ").split(" :: ")[-1].strip() for word in words):
        spdx = given["words"].get(one.lower(), one)
        if spdx and set(_parts(spdx)) <= {*given["allowed"], "MPL-2.0"}:
            return str(spdx)
        if one.upper() in ("BSD", "BSD LICENSE") and (text := _text(found)):
            return "BSD-3-Clause" if _ENDORSEMENT.search(text) else "BSD-2-Clause"
    raise LookupError(f"{name}: no licence that is known; state it in {KNOWN.name}")


def _text(found: metadata.Distribution) -> str:
    files = [file for file in found.files or [] if re.match(r"LICEN[CS]E|COPYING", file.name, re.IGNORECASE)]
    return "\n".join(file.read_text() for file in files if ".dist-info" in str(file))


def _parts(expression: str) -> list[str]:
    return [part for part in re.split(r"[\s()]+|\bAND\b|\bOR\b", expression) if part]


def may_be_used(name: str, expression: str, given: Mapping[str, Any]) -> bool:
    """Whether a licence is among the allowed ones, or the library is an exception with a reason."""
    if name in given["exceptions"]:
        return True
    alternatives = expression.replace("(", "").replace(")", "").split(" OR ")
    return any(all(part.strip() in given["allowed"] for part in one.split(" AND ")) for one in alternatives)


def rows() -> Iterator[tuple[str, str | None]]:
    """Each locked library with its row of the list, None where it is not installed here.

    Raises `LookupError` for a licence nobody knows or that may not be used.
    """
    given = known()
    for name in locked():
        try:
            expression = licence(name, given)
            metadata.distribution(name)
        except metadata.PackageNotFoundError:
            yield name, None
            continue
        if not may_be_used(name, expression, given):
            raise LookupError(f"{name}: {expression} is not among the licences that may be used ({KNOWN.name})")
        why = given["exceptions"].get(name, "").partition(": ")[2]
        notes = "; ".join(note for note in (why, given["inside"].get(name, "")) if note)
        yield name, f"| {name} | {expression} | {notes} |"


def main() -> int:
    """Write the list; 1 where a library may not be used."""
    before = LIST.read_text(encoding="utf-8") if LIST.exists() else ""
    kept = {name: line for line in before.splitlines() for name in _ROW.findall(line)}
    try:
        made = [row or kept.get(name) for name, row in rows()]
    except LookupError as error:
        print(error, file=sys.stderr)
        return 1
    LIST.write_text(_HEAD + "\n".join(row for row in made if row) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
