"""The wheel holds all that a run needs: installed outside the checkout, it reads a document and answers a question."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def installed(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but what the wheel brings."""
    built, target = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    # From a copy: building writes into the folder it builds.
    source = tmp_path_factory.mktemp("source") / "gouji"
    subprocess.run(["git", "clone", "--quiet", str(repo_root), str(source)], check=True)
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", built, source], check=True)
    [wheel] = built.glob("gouji-*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", target, wheel], check=True)
    return target


def _run(installed: Path, folder: Path, *arguments: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_installed_command_reads_a_document(installed: Path, repo_root: Path, tmp_path: Path) -> None:
    where = _run(installed, tmp_path, "-c", "import gouji.cli.main; print(gouji.cli.main.__file__)")
    assert Path(where.strip()).is_relative_to(installed)
    _run(installed, tmp_path, "-m", "gouji.cli.main", "ingest", str(repo_root / "samples" / "county_budget_2021.html"))
    answer = _run(
        installed, tmp_path, "-m", "gouji.cli.main", "query", "--format", "csv", "SELECT status FROM quality.document"
    )
    assert answer.split() == ["status", "loaded"]


def test_the_wheel_carries_its_licence(installed: Path) -> None:
    assert list(installed.glob("gouji-*.dist-info/licenses/LICENSE"))
