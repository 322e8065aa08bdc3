"""Two samples, a ruin and a page of prose, ingested once from the command line: what it said and what it published."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.kit.once import made_once

PLANTED, UNRULED = "planted_errors_2023.docx", "unruled_budget_2023.pdf"


@dataclass(frozen=True)
class Ingested:
    """The folder of documents, the warehouse, and what ``gouji ingest`` printed, the first time and the second."""

    documents: Path
    warehouse: Path
    status: int
    said: str
    again: str
    status_again: int


@pytest.fixture(scope="session")
def run(repo_root: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs ``gouji`` with the arguments given, in a folder."""

    def done(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "gouji.cli.main", *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": str(repo_root)}
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600)

    return done


@pytest.fixture(scope="session")
def ingested(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path_factory: pytest.TempPathFactory, repo_root: Path
) -> Ingested:
    def ingest(folder: Path) -> None:
        documents = folder / "documents"
        documents.mkdir()
        for name in (PLANTED, UNRULED):
            (documents / name).write_bytes((repo_root / "samples" / name).read_bytes())
        (documents / "ruin.pdf").write_bytes(b"%PDF-1.7\nnothing more")
        (documents / "prose.txt").write_text("本页没有表格，也没有数字。\n", encoding="utf-8")
        first = run("ingest", "documents", "--warehouse", "w.duckdb", "--jobs", "2", folder=folder)
        second = run("ingest", "documents", "--warehouse", "w.duckdb", folder=folder)
        said = {"status": first.returncode, "said": first.stdout}
        said |= {"again": second.stdout, "status_again": second.returncode}
        (folder / "said.json").write_text(json.dumps(said), encoding="utf-8")

    folder = made_once(tmp_path_factory, "command line", ingest)
    said = json.loads((folder / "said.json").read_text(encoding="utf-8"))
    return Ingested(folder / "documents", folder / "w.duckdb", **said)


@pytest.fixture(scope="session")
def expected(repo_root: Path) -> list[dict[str, str]]:
    """What the samples print, from the model they were made of (tests/kit/samples)."""
    with (repo_root / "tests/samples/truth/expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def expected_findings(repo_root: Path) -> list[dict[str, str]]:
    """The errors planted in a sample, from the same model."""
    with (repo_root / "tests/samples/truth/expected_findings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
