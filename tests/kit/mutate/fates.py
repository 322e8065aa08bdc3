"""What became of the slips of a package: kept as one JSON line each, told as a table."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.kit.mutate.slips import Slip

Key = tuple[str, str, str, str]
_NOTICED = {"caught", "stopped"}


@dataclass(frozen=True, slots=True)
class Fate:
    """One slip: ``kind`` is caught, stopped (it ran for ever or crashed), survived, unreached or equivalent."""

    file: str
    function: str
    line_number: int
    before: str
    after: str
    kind: str
    by: str  # the test that noticed; why it is equivalent

    @classmethod
    def of(cls, slip: Slip, kind: str, by: str) -> Fate:
        """The fate of ``slip``."""
        return cls(slip.file, slip.function, slip.line, slip.before, slip.after, kind, by)

    @property
    def slip_key(self) -> Key:
        """The slip's key."""
        return self.file, self.function, self.before, self.after

    @property
    def noticed(self) -> bool:
        """Whether a test noticed."""
        return self.kind in _NOTICED

    def line(self) -> str:
        """One line of the results."""
        return json.dumps(asdict(self), ensure_ascii=False) + "\n"


def stored(file: Path) -> tuple[str, list[Fate]]:
    """The state of the tree the results are of, and the results; empty where there are none."""
    if not file.exists():
        return "", []
    first, *rest = file.read_text(encoding="utf-8").splitlines() or ["{}"]
    return json.loads(first).get("state", ""), [Fate(**json.loads(line)) for line in rest]


def known_equivalent(file: Path) -> dict[Key, str]:
    """Slips shown to change nothing, and why: ``equivalent.toml``."""
    listed = tomllib.loads(file.read_text(encoding="utf-8")).get("equivalent", [])
    return {(e["file"], e["function"], e["before"], e["after"]): e["reason"] for e in listed}


def table(rows: Sequence[tuple[str, list[Fate]]]) -> str:
    """A line a package, then the slips no test noticed."""
    said = ["| package | mutants | caught | survived | equivalent | rate |", "|---|---|---|---|---|---|"]
    missed: list[str] = []
    for package, fates in rows:
        equivalent = sum(fate.kind == "equivalent" for fate in fates)
        caught = sum(fate.noticed for fate in fates)
        counted = len(fates) - equivalent
        rate = f"{100 * caught / counted:.0f}%" if counted else "-"
        said.append(f"| {package} | {len(fates)} | {caught} | {counted - caught} | {equivalent} | {rate} |")
        missed += [_told(fate) for fate in fates if fate.kind in {"survived", "unreached"}]
    return "\n".join([*said, "", *missed])


def _told(fate: Fate) -> str:
    return (
        f"{fate.file}:{fate.line_number} ({fate.function or 'module'}) {fate.kind}\n    {fate.before}\n    {fate.after}"
    )
