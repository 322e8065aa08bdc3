"""The scripts of ``gouji completion``, run by the shells they are for; those that are not installed are skipped."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from gouji.cli.main import build_parser, main


@pytest.fixture
def script(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Path:
    assert main(["completion", "bash"]) == 0
    path = tmp_path / "gouji.bash"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    return path


def completed(script: Path, *words: str) -> list[str]:
    """What bash offers for the last word."""
    line = " ".join(f"'{word}'" for word in words)
    asked = f"COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _gouji; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    done = subprocess.run(
        ["bash", "-c", f"source {script}; {asked}"], cwd=script.parent, capture_output=True, text=True, check=True
    )
    assert not done.stderr
    return done.stdout.split("\n")[:-1]


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_commands_options_values_and_files(script: Path) -> None:
    (script.parent / "a report.pdf").touch()
    assert completed(script, "gouji", "snap") == ["snapshots"]
    assert completed(script, "gouji", "query", "SELECT 1", "--format", "") == [
        "table",
        "csv",
        "json",
        "parquet",
        "xlsx",
    ]
    assert completed(script, "gouji", "rollback", "--rel") == ["--release"]
    assert completed(script, "gouji", "layouts", "") == ["try", "check"]
    assert completed(script, "gouji", "layouts", "try", "--he") == ["--help", "--header"]
    assert completed(script, "gouji", "ingest", "a r") == ["a report.pdf"]
    assert completed(script, "gouji", "completion", "z") == ["zsh"]
    # a command's name may be a word that is looked for
    assert completed(script, "gouji", "find", "query", "--t") == ["--text"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_and_option_is_in_the_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    said = capsys.readouterr().out
    [commands] = [a for a in build_parser()._actions if a.dest == "command"]
    assert isinstance(commands.choices, dict)
    for name, parser in commands.choices.items():
        for option in (o for a in parser._actions for o in a.option_strings if o.startswith("--")):
            line = rf"{name}.*-l {option[2:]}\b" if shell == "fish" else rf'"{name}:-"\*\).*{option}\b'
            assert re.search(line, said), (name, option)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_take_it(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}")
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    done = subprocess.run([shell, "-n"], input=script, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
