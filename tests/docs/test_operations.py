"""docs/operations.md: commands that parse, every code that `gouji status` knows, units that a service manager takes."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from configparser import ConfigParser
from dataclasses import fields
from pathlib import Path

import pytest

from gouji.cli.main import build_parser
from gouji.settings import KEYS, Settings

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"^    (?:ExecStart=/opt/gouji/bin/)?gouji (.+?)(?:  +.*)?$", TEXT, re.MULTILINE)))
UNITS = re.findall(r"(?:^    .*\n|^\n(?=    ))+", TEXT, re.MULTILINE)


def units() -> list[str]:
    """The blocks that are unit files, as they would be typed."""
    blocks = [re.sub(r"^    ", "", block, flags=re.MULTILINE).strip() for block in UNITS]
    return [block for block in blocks if block.startswith("[Unit]")]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_parses(command: str) -> None:
    build_parser().parse_args(shlex.split(command))


def test_every_need_is_explained_and_no_other() -> None:
    code = (ROOT / "gouji" / "condition" / "condition.py").read_text(encoding="utf-8")
    known = set(re.findall(r'Need\("(\w+)"', code)) | {"run_failed", "run_killed"}
    table = TEXT.partition("| code |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == known


def test_settings_it_names_are_settings() -> None:
    named = {name.lower() for name in re.findall(r"\bGOUJI_([A-Z_]+)=", TEXT)}
    assert named
    assert named <= set(KEYS) == {field.name for field in fields(Settings)}


def test_units_are_units(tmp_path: Path) -> None:
    found = units()
    assert len(found) == 3
    for number, text in enumerate(found):
        parsed = ConfigParser(strict=False, interpolation=None)
        parsed.optionxform = str  # type: ignore[assignment,method-assign]
        parsed.read_string(text)
        assert "Unit" in parsed
        kind = "timer" if "Timer" in parsed else "service"
        (tmp_path / f"gouji-{number}.{kind}").write_text(text)
    if shutil.which("systemd-analyze"):
        done = subprocess.run(
            ["systemd-analyze", "calendar", "*-*-* 02:00:00 Asia/Shanghai"], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr


def test_the_lock_is_the_one_flock_takes(tmp_path: Path) -> None:
    if shutil.which("flock") is None:
        pytest.skip("needs flock")
    from warehouse.store.lock import writer_lock

    lock = tmp_path / "gouji.duckdb.lock"
    with writer_lock(tmp_path / "gouji.duckdb"):
        assert subprocess.run(["flock", "-n", lock, "true"]).returncode == 1
    assert subprocess.run(["flock", "-n", lock, "true"]).returncode == 0
