"""``gouji inspect``: one sample with planted errors, against what the sample's model says it prints."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gouji.cli.main import main
from tests.gouji.cli.conftest import PLANTED

Rows = list[dict[str, str]]
INSIDE = {
    "收入总计 = 本年收入合计 + 上年结转结余": "B1-INCOME-TOTAL",
    "收入总计 = 支出总计": "B1-BALANCE",
    "total = basic + project": "B3-COLUMNS",
    "parent = sum of children": "GEN-CHILDREN",
}  # the planted errors that one table decides
# 收入总计; 临时救助支出 with its column; a heading and the rows below it that come to less
HELD_BACK = {"summary": 1, "expenditure": 2, "general_budget": 6}


@pytest.fixture(scope="module")
def sample(repo_root: Path) -> Path:
    return repo_root / "samples" / PLANTED


@pytest.fixture(scope="module")
def told(sample: Path) -> dict[str, Any]:
    """The JSON of the sample."""
    with pytest.MonkeyPatch.context() as patch:
        out: list[str] = []
        patch.setattr("sys.stdout.write", out.append, raising=False)
        assert main(["inspect", str(sample), "--json"]) == 0
    found: dict[str, Any] = json.loads("".join(out))
    return found


def test_who_and_when(told: dict[str, Any], sample: Path) -> None:
    assert told["file"] == str(sample)
    assert told["status"] == "partly"
    (part,) = told["parts"]
    assert part["department_name"] == "秦皇岛市海港区社会救助示范中心"
    assert (part["region_code"], part["fiscal_year"], part["stage"]) == ("130302", 2023, "budget")


def test_every_statement_with_as_many_lines_as_it_prints(told: dict[str, Any], expected: Rows) -> None:
    printed = Counter(row["statement"] for row in expected if row["file"] == PLANTED)
    assert {one["statement"]: one["lines"] for one in told["statements"] if one["lines"]} == printed
    assert {(one["unit"], one["unit_source"]) for one in told["statements"] if one["lines"]} == {("万元", "printed")}


def test_the_planted_errors_of_each_table_and_no_other(told: dict[str, Any], expected_findings: Rows) -> None:
    planted = {
        (row["statement"], INSIDE[row["rule"]], row["provided"], row["expected"])
        for row in expected_findings
        if row["rule"] in INSIDE
    }
    failing = {
        (one["statement"], each["rule_id"], each["lhs"], each["rhs"])
        for one in told["statements"]
        for each in one["failing"]
    }
    assert failing == planted
    held_back = {one["statement"]: one["held_back"] for one in told["statements"] if one["status"] == "partly"}
    assert held_back == HELD_BACK
    assert set(held_back) == {statement for statement, *_ in planted}
    for one in told["statements"]:
        assert set(one["rules_failed"]) == {rule for statement, rule, *_ in planted if statement == one["statement"]}
        assert one["verdicts"].get("fail", 0) == len(one["failing"])


def test_figures_in_quarantine_are_counted(told: dict[str, Any]) -> None:
    assert told["message_en"] == f"{sum(HELD_BACK.values())} figures are in quarantine: their statements do not foot"
    assert told["message_zh"].startswith(f"{sum(HELD_BACK.values())} 个金额")


def test_what_a_person_is_shown(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(sample)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"File        {sample}"
    assert lines[1].endswith("document, 1 pages, by docx/2")
    assert lines[2] == "Status      partly: 9 figures are in quarantine: their statements do not foot"
    assert lines[3] == "Part 1      秦皇岛市海港区社会救助示范中心, 河北省秦皇岛市海港区, 2023 budget"
    at = lines.index("summary  单位收支总表  p.1")
    assert lines[at + 1] == (
        "  9 lines, unit 万元 (printed), partly, 1 of 9 money cells held back (fails B1-BALANCE, B1-INCOME-TOTAL)"
    )
    assert lines[at + 2].startswith("  identities: 2 fail, ")
    assert lines[at + 3] == "  column 收入/项目: name"
    assert lines[at + 4] == "  column 收入/预算数: amount (total, budget)"
    assert "  fails B1-BALANCE total: 5112000.00 printed, 5115000.00 expected" in lines
    at = lines.index("revenue  单位收入总表  p.1")
    assert lines[at - 1] == ""
    assert lines[at + 1] == "  52 lines, unit 万元 (printed), loaded, disputed"


def test_a_file_without_tables_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "prose.txt").write_text("本页没有表格，也没有数字。\n", encoding="utf-8")
    assert main(["inspect", str(tmp_path / "prose.txt")]) == 0
    out = capsys.readouterr().out
    assert "Status      no_statements" in out
    assert "Part 1      owner unknown, region unknown, year unknown stage unknown" in out


def test_an_unreadable_file_is_status_1_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ruin.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    assert main(["inspect", str(tmp_path / "ruin.pdf")]) == 1
    out = capsys.readouterr().out
    assert "Status      unreadable: " in out
    assert "ruin.pdf" in out


def test_a_folder_an_archive_and_nothing_are_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "1")
    for name, said in (
        ("", "is a folder; inspect takes one document"),
        ("a.zip", "is an archive; inspect takes one document"),
        ("absent.pdf", "no such file or folder"),
    ):
        assert main(["inspect", str(tmp_path / name)]) == 2
        assert said in capsys.readouterr().err


def test_a_form_is_told_by_its_rows_and_a_long_table_by_its_pages(
    repo_root: Path, capsys: pytest.CaptureFixture[str], expected: Rows
) -> None:
    assert main(["inspect", str(repo_root / "samples" / "city_budget_2022.pdf"), "--json"]) == 0
    found = {one["statement"]: one for one in json.loads(capsys.readouterr().out)["statements"]}
    assert found["procurement"]["rows"] > 0
    assert found["procurement"]["lines"] == 0
    for name in ("revenue", "expenditure", "general_budget"):
        printed = [r for r in expected if r["file"] == "city_budget_2022.pdf" and r["statement"] == name]
        assert found[name]["lines"] == len(printed)
        assert found[name]["page_from"] <= found[name]["page_to"]
