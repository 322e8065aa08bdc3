"""Nothing is published on the word of suites that did not run."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets import checks
from expectations import RuleOutcome, Validation, ValidationError
from gouji.cli.main import RUN_FAILED, main
from tests.end_to_end.budget import write_budget


def broken(*_: object) -> Validation:
    raise ValidationError("the suites did not run")


def erring(*_: object) -> Validation:
    return Validation((RuleOutcome("GEN-TOTAL", "critical", False, 0, 0, error="list index out of range"),), True)


@pytest.mark.parametrize(
    ("validate", "said"), [(broken, "the suites did not run"), (erring, "list index out of range")]
)
def test_a_suite_that_fails_itself_leaves_the_warehouse_as_it_was(
    validate: object, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(checks, "validate", validate)
    write_budget(tmp_path / "budget.docx")

    status = main(["ingest", "budget.docx", "--warehouse", "w.duckdb", "--jobs", "1"])

    assert status == RUN_FAILED
    errors = capsys.readouterr().err
    assert said in errors
    assert "nothing was published" in errors
    assert not (tmp_path / "w.duckdb").exists()
