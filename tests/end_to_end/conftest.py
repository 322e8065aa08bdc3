"""Running ``gouji`` the way a person does, and looking at what it published."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.kit.command import Ended, gouji
from warehouse.connection import connect_readonly


@dataclass
class Place:
    """A folder with documents in it and a warehouse beside it."""

    folder: Path

    @property
    def documents(self) -> Path:
        return self.folder / "documents"

    @property
    def warehouse(self) -> Path:
        return self.folder / "out" / "w.duckdb"  # neither the default name nor the folder it runs in

    def command(self, *paths: Path) -> list[str]:
        """The command line that ingests ``paths`` (the documents where none is given)."""
        given = [str(path) for path in paths or (self.documents,)]
        return [sys.executable, "-m", "gouji.cli.main", "ingest", *given, "--warehouse", str(self.warehouse)]

    def start(self, *paths: Path, prefix: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
        """Start it as a process of its own, and wait for its end: for what such a process alone can show."""
        return subprocess.run([*prefix, *self.command(*paths)], capture_output=True, text=True, timeout=500)

    def ingest(self, *paths: Path) -> Ended:
        """Run the same in this process: imports are a third of what a run of a few documents costs."""
        command = self.command(*paths)
        return gouji(*command[command.index("ingest") :], folder=self.folder)

    def again(self, what: str) -> Ended:
        """Have what that names read again."""
        command = self.command()
        return gouji(*command[command.index("ingest") :], "--again", what, folder=self.folder)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the published warehouse answers."""
        connection = connect_readonly(self.warehouse)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repo_root: Path) -> Place:
    monkeypatch.setenv("PYTHONPATH", str(repo_root))
    monkeypatch.chdir(tmp_path)
    found = Place(tmp_path)
    found.documents.mkdir()
    return found
