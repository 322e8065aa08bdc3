"""``gouji layouts``: a wording is explained by the entry that takes it."""

from __future__ import annotations

import re

import pytest

from gouji.cli.main import main


def tried(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, list[str]]:
    status = main(["layouts", "try", *argv])
    return status, capsys.readouterr().out.splitlines()


def test_a_title_is_shown_with_its_entry_alternative_and_statement(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = tried(capsys, "三、 财政拨款收支总表（一）")
    assert status == 0
    assert lines[0] == "title     财政拨款收支总表(一)"
    assert re.fullmatch(r"taken by  statements\.toml:\d+  statement appropriation", lines[1])
    assert lines[2] == "through   财政拨款(资金)?(预算)?(收支|收入支出|收入、支出)"
    assert lines[3] == "gives     statement appropriation (财政拨款收支总表)"
    assert lines[4].startswith("example   财政拨款收支总表")
    assert lines[5].startswith("seen      two halves")
    assert [line for line in lines if "its not rules it out" in line and "statement summary" in line]


def test_a_title_that_classification_decides_names_both_statements(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = tried(capsys, "一般公共预算支出表")
    assert status == 0
    assert lines[1].endswith("statement general_budget")
    assert lines[3] == "gives     statement general_budget (一般公共预算支出表), fund general_public"
    economic = [line for line in lines if line.startswith("          over rows of economic codes: statements.toml:")]
    assert [line.rpartition(" ")[2] for line in economic] == ["general_budget_economic"]
    assert [line.rpartition(" ")[2] for line in lines if "but stands later" in line] == ["expenditure"]


def test_a_heading_over_all_tables_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = tried(capsys, "部门预算公开表")
    assert status == 1
    assert "taken by  no entry" in lines
    assert [line for line in lines if "passed over as a title: heads a set of tables (titles.toml:" in line]


def test_a_header_path_of_codes(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = tried(capsys, "--header", "功能分类科目/科目编码")
    assert status == 0
    assert lines[1].endswith("role code_functional")
    assert lines[3] == "gives     role code_functional"
    later = [line.rpartition("  ")[2] for line in lines if "but stands later" in line]
    assert later == ["role code", "role name_functional", "role note numbers that are no money"]


def test_a_header_path_of_money_is_asked_cell_by_cell_from_below(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = tried(capsys, "--header", "政府性基金/合计")
    assert status == 0
    assert [line for line in lines if line.startswith("cell")] == ["cell      合计", "cell      政府性基金"]
    gives = [line for line in lines if line.startswith("gives")]
    assert gives == [
        "gives     nothing: the cell above it is asked",
        "gives     measure government_fund, fund_source government_fund",
    ]


def test_a_row_is_told_with_all_its_label_says(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = tried(capsys, "--row", "（一）上年结转的一般公共预算拨款")
    assert status == 0
    assert lines[0] == "row       上年结转的一般公共预算拨款 (numbering (一))"
    assert [line for line in lines if line.startswith("gives")] == [
        "gives     role opening",
        "gives     fund_source general_public",
    ]


def test_any_kind_can_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert tried(capsys, "--kind", "titles.toml:note", "--wording", "此表为空")[0] == 0
    assert tried(capsys, "--kind", "titles.toml:note", "--wording", "收支总表")[0] == 1


def test_labels_of_forms_are_asked_as_they_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = tried(capsys, "--kind", "forms.toml:label", "--wording", "2、项目资金总额（万元）：")
    assert status == 0
    assert lines[0] == "wording   项目资金总额"
    assert lines[3] == "gives     field period_total"


@pytest.mark.parametrize("argv", [["甲乙丙"], ["--row", "甲乙丙"], ["--header", "甲乙丙"]])
def test_what_no_entry_takes_is_status_1(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = tried(capsys, *argv)
    assert status == 1
    assert "taken by  no entry" in lines


@pytest.mark.parametrize(
    "argv", [[], ["收支总表", "--row", "合计"], ["--kind", "rows.toml:nothing", "--wording", "合计"]]
)
def test_wrong_usage_is_status_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layouts", "try", *argv]) == 2
    assert capsys.readouterr().err.startswith("gouji layouts: ")


def test_check_counts_what_it_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layouts", "check"]) == 0
    assert re.fullmatch(r"\d{3} entries that take wordings, 0 do not do as they show\n", capsys.readouterr().out)
