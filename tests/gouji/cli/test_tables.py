from __future__ import annotations

import pytest

from gouji.cli.main import main
from pipelines.model.schema import tables


def test_all_tables_are_listed_in_two_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tables"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in tables())
    assert "“三公”" in said and "Administrative divisions" in said


def test_the_columns_of_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tables", "mart.execution"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "mart.execution"
    [amount] = [line for line in lines if line.startswith("  final_amount")]
    assert amount.split()[1] == "DECIMAL(20,2)"
    assert "final accounts, yuan" in amount and "决算数" in amount


def test_a_name_without_its_schema_finds_every_table_of_that_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tables", "FACT_BUDGET"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "core.fact_budget" in lines and "quarantine.fact_budget" in lines


def test_a_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tables", "mart"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    assert names == [name for name in tables() if name.startswith("mart.")]


def test_a_word_finds_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tables", "编制数"]) == 0
    assert "core.fact_staffing.posts: authorised posts | 编制数" in capsys.readouterr().out.splitlines()


def test_what_is_nowhere_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tables", "nosuchword"]) == 2
    assert "no table, column or description has 'nosuchword'" in capsys.readouterr().err
