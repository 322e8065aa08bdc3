"""A folder that publishers and people change at random, and what each change means, said without the warehouse."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
_FIGURE = re.compile(r"(?<![\d.])\d+\.\d\d(?![\d.])")
_BASES = {
    "rows_2021": ("unit_budget_2021_rows.txt", "2021", "2021"),
    "rows_2019": ("unit_budget_2021_rows.txt", "2021", "2019"),
    "cells_2023": ("unit_budget_2023_cells.txt", "2023", "2023"),
    "cells_2020": ("unit_budget_2023_cells.txt", "2023", "2020"),
}


def document(disclosure: str, number: int) -> bytes:
    """The ``number``-th version of what is published: every figure times that, so that it foots."""
    name, year, wanted = _BASES[disclosure]
    text = (SAMPLES / name).read_text(encoding="utf-8").replace(year, wanted)
    return _FIGURE.sub(lambda found: f"{Decimal(found[0]) * number:.2f}", text).encode()


@dataclass
class World:
    """A folder, and what was done to it: ``rank`` is when each document was last published, ``stood`` which stood
    before at each path."""

    folder: Path
    random: Random
    night: int = 0
    versions: dict[str, int] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)  # disclosure, by document
    rank: dict[str, int] = field(default_factory=dict)
    stood: dict[Path, list[str]] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)

    def change(self) -> None:
        """One or two things that happen by day, each to another disclosure."""
        self.night += 1
        free = list(_BASES)
        self.random.shuffle(free)
        for disclosure in free[: self.random.randint(1, 2)]:
            acts = [self._revise, self._revise_elsewhere, self._put_back, self._rename, self._copy, self._withdraw]
            act = self.random.choice(acts) if self.standing(disclosure) else self._publish
            if act(disclosure):
                self.done.append(f"{self.night} {act.__name__.lstrip('_')} {disclosure}")

    def standing(self, disclosure: str) -> list[Path]:
        """The files of a disclosure that stand."""
        return sorted(path for path in self.folder.rglob("*.txt") if self.of[digest(path)] == disclosure)

    @property
    def current(self) -> dict[str, str]:
        """The document of each disclosure that was published last, whether it stands or not."""
        found: dict[str, str] = {}
        for id_, disclosure in self.of.items():
            if disclosure not in found or self.rank[id_] > self.rank[found[disclosure]]:
                found[disclosure] = id_
        return found

    @property
    def withdrawn(self) -> set[str]:
        """The documents that stand nowhere any more."""
        return self.of.keys() - {digest(path) for path in self.folder.rglob("*.txt")}

    @property
    def addresses(self) -> dict[str, str]:
        """What stands, by its address."""
        return {path.as_uri(): digest(path) for path in self.folder.rglob("*.txt")}

    def _new_path(self, disclosure: str) -> Path:
        folder = self.folder / self.random.choice("xyz")
        folder.mkdir(exist_ok=True)
        (folder / ".keep").touch()  # else the last file that goes looks like a disk that is not mounted
        return folder / f"{disclosure}-{self.night}.txt"

    def _put(self, path: Path, content: bytes, disclosure: str) -> str:
        path.write_bytes(content)
        id_ = hashlib.sha256(content).hexdigest()
        self.of[id_] = disclosure
        self.stood.setdefault(path, []).append(id_)
        return id_

    def _publish(self, disclosure: str) -> bool:
        return self._revise_at(self._new_path(disclosure), disclosure)

    def _revise(self, disclosure: str) -> bool:
        return self._revise_at(self.random.choice(self.standing(disclosure)), disclosure)

    def _revise_elsewhere(self, disclosure: str) -> bool:
        return self._revise_at(self._new_path(disclosure), disclosure)

    def _revise_at(self, path: Path, disclosure: str) -> bool:
        self.versions[disclosure] = self.versions.get(disclosure, 0) + 1
        id_ = self._put(path, document(disclosure, self.versions[disclosure]), disclosure)
        self.rank[id_] = self.night
        return True

    def _put_back(self, disclosure: str) -> bool:
        """What stood at a path before, in the place of what stands there."""
        for path in self.standing(disclosure):
            now = digest(path)
            earlier = [id_ for id_ in self.stood[path] if id_ != now]
            if earlier:
                number = next(n for n in range(1, 1000) if _id(disclosure, n) == earlier[-1])
                self.rank[self._put(path, document(disclosure, number), disclosure)] = self.night
                return True
        return False

    def _rename(self, disclosure: str) -> bool:
        path, to = self.random.choice(self.standing(disclosure)), self._new_path(disclosure)
        path.rename(to)
        self.stood.setdefault(to, []).append(digest(to))
        return True

    def _copy(self, disclosure: str) -> bool:
        path, to = self.random.choice(self.standing(disclosure)), self._new_path(disclosure)
        shutil.copyfile(path, to)
        self.stood.setdefault(to, []).append(digest(to))
        return True

    def _withdraw(self, disclosure: str) -> bool:
        self.random.choice(self.standing(disclosure)).unlink()
        return True


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _id(disclosure: str, number: int) -> str:
    return hashlib.sha256(document(disclosure, number)).hexdigest()
