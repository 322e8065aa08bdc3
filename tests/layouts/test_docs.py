"""What docs/adding-a-layout.md shows is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from gouji.cli.main import main
from pipelines.layouts.examples import wrong_in
from pipelines.layouts.files import FILES
from pipelines.layouts.load import check

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "adding-a-layout.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^ +gouji (layouts try .+)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_wording_is_taken(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(shlex.split(command)) == 0
    assert "taken by  " in capsys.readouterr().out


def test_there_is_one_command_of_each_sort() -> None:
    assert len(COMMANDS) == 4


def test_the_entry_can_be_read_and_does_as_it_shows() -> None:
    written = PAGE[PAGE.index("    [[role]]") : PAGE.index("- **What it takes**")]
    layout = check("rows.toml", re.sub(r"^ {4}", "", written, flags=re.MULTILINE), FILES["rows.toml"])
    assert [entry.value for entry in layout["role"]] == ["closing"]
    assert list(wrong_in(layout)) == []


def test_the_files_and_kinds_it_names_are_there() -> None:
    rows = re.findall(r"^ +\| [^|]+ \| `([\w/]+\.toml)`[^|]* \| ([^|]+) \|$", PAGE, re.MULTILINE)
    assert len(rows) >= 10
    for file, kinds in rows:
        for kind in re.findall(r"`([\w.]+)`", kinds):
            assert kind in FILES[file] or file.startswith("identity/"), (file, kind)
