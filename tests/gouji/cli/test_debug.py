"""What is logged: nothing unless asked; by level, or with ``gouji inspect --debug`` all of it, our errors too."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NoReturn

import pytest

from gouji.cli.main import main
from gouji.work import work
from pipelines.workers.mapper import SerialMapper
from tests.gouji.cli.conftest import PLANTED
from warehouse.store.intake import one_document

READ = ["read", "recognise", "choose"]


@pytest.fixture
def sample(repo_root: Path) -> Path:
    return repo_root / "samples" / PLANTED


@pytest.fixture
def short(sample: Path) -> str:
    """The document id as the log shows it."""
    return hashlib.sha256(sample.read_bytes()).hexdigest()[:16]


@pytest.fixture
def bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of ours in recognition; it only shows where the document is read in this process."""

    def fail(*_: object) -> NoReturn:
        raise KeyError("measure")

    monkeypatch.setattr("pipelines.process.recognise", fail)


def stages(said: str, short: str) -> list[str]:
    return re.findall(rf"DEBUG {short} \S+: (\w+) took \d+\.\d{{3}} s\n", said)


def test_debug_tells_each_stage_of_the_document_and_changes_nothing_else(
    sample: Path, short: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(sample)]) == 0
    quiet = capsys.readouterr()
    assert main(["inspect", "--debug", str(sample)]) == 0
    loud = capsys.readouterr()
    assert quiet.err == ""
    assert loud.out == quiet.out
    assert stages(loud.err, short) == [*READ, "judge"]
    assert f"INFO {short} pipelines.process: {PLANTED}, {sample.stat().st_size} bytes\n" in loud.err


@pytest.mark.usefixtures("bug")
def test_debug_shows_the_traceback_of_an_error_of_ours(
    sample: Path, short: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", "--debug", str(sample)]) == 1
    said = capsys.readouterr()
    assert "Status      unreadable: the program failed at it, by an error of its own" in said.out
    assert f"ERROR {short} pipelines.process: an error of ours\nTraceback (most recent call last):\n" in said.err
    assert 'raise KeyError("measure")' in said.err
    assert stages(said.err, short) == ["read", "recognise"]


def test_workers_log_from_the_level_of_the_settings(
    sample: Path, short: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUJI_LOG_LEVEL", "debug")
    assert main(["inspect", str(sample)]) == 0
    assert stages(capfd.readouterr().err, short) == [*READ, "judge"]


def test_a_file_that_is_none_is_told_from_info_on(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ruin.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    monkeypatch.setenv("GOUJI_LOG_LEVEL", "info")
    assert main(["inspect", str(tmp_path / "ruin.pdf")]) == 1
    said = capfd.readouterr().err
    short = hashlib.sha256(b"%PDF-1.7\nnothing more").hexdigest()[:16]
    assert f"INFO {short} warehouse.store.intake: ruin.pdf cannot be read (damaged): " in said
    assert "Traceback" not in said  # the file's fault, not ours


def test_an_unknown_level_is_wrong_usage(
    sample: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUJI_LOG_LEVEL", "loud")
    assert main(["inspect", str(sample)]) == 2
    assert "GOUJI_LOG_LEVEL: log_level must be one of debug, info" in capsys.readouterr().err


@pytest.mark.usefixtures("bug")
def test_the_traceback_is_kept_with_the_document(sample: Path) -> None:
    detail = _details(sample)
    assert detail is not None
    assert detail.startswith("Traceback (most recent call last):\n")
    assert detail.endswith("KeyError: 'measure'")


def test_a_file_that_is_none_has_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "ruin.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    assert _details(tmp_path / "ruin.pdf") is None


def _details(path: Path) -> str | None:
    """raw.document.detail of the file, read in this process."""
    found = one_document(path, SerialMapper(), work())["raw.document"]
    detail: str | None = found["detail"].item()
    return detail
