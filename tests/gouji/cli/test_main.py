from __future__ import annotations

import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from gouji.cli.main import main


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"gouji {metadata.version('gouji')}\n"


@pytest.mark.parametrize("argv", [["ingest", "x", "--format", "csv"], ["nosuch"], ["query", "1", "--format", "xls"]])
def test_wrong_usage_is_status_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(argv)
    assert stopped.value.code == 2
    assert "usage: gouji" in capsys.readouterr().err


def test_no_command_prints_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "ingest" in capsys.readouterr().err


def test_ingest_of_a_path_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", str(tmp_path / "nothing"), "--warehouse", str(tmp_path / "w.duckdb")]) == 2
    assert f"no such file or folder: {tmp_path / 'nothing'}" in capsys.readouterr().err
    assert not (tmp_path / "w.duckdb").exists()


def test_bad_jobs_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", str(tmp_path), "--jobs", "0"]) == 2
    assert "--jobs: jobs must be a whole number from 1" in capsys.readouterr().err


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from gouji.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'dagster', 'polars', 'duckdb', 'great_expectations', 'pandas', 'rich'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip().endswith("[]")
