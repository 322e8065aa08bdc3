"""Heads of forms: labels with their values beside or below them."""

from __future__ import annotations

from decimal import Decimal

from pipelines.model.document import Cell
from pipelines.model.form_words import LabelField, Lane, Subject
from pipelines.recognise.forms.model import Lines, Place
from pipelines.recognise.forms.performance.head import Head, Waiting
from pipelines.recognise.forms.performance.model import Form
from pipelines.recognise.forms.performance.parts import Alone, Pair, parts
from tests.recognise.forms.printed import grids, lines

EMPTY = Form(Subject.PROJECT, 1, "", Place(1, 1, 0, 0), "万元")


def _read(*rows: str, form: Form = EMPTY) -> Form:
    head = Head(form)
    for line in lines(*rows):
        head = head.read(line)
    return head.form


def _amounts(form: Form) -> list[tuple[str, str, str | None, Decimal]]:
    return [(one.name, one.lane, one.mark, one.money.yuan) for one in form.amounts]


def _texts(form: Form) -> dict[str, str]:
    return {label: known.text for label, known in form.texts.items()}


def test_a_row_taken_apart() -> None:
    (line,) = lines("资金总额|5|财政拨款||其他资金|项目编码|无|说明")
    found = [
        (part.label, part.value.text if part.value is not None else None) if isinstance(part, Pair) else part.cell.text
        for part in parts(line)
    ]
    assert found == [
        (LabelField.TOTAL, "5"),
        (LabelField.FISCAL, ""),
        (LabelField.OTHER, None),
        (LabelField.PROJECT_CODE, "无"),
        "说明",
    ]
    assert [part.money_label for part in parts(line) if isinstance(part, Alone)] == [LabelField.OTHER]


def test_a_filled_value_goes_before_a_blank_one() -> None:
    (line,) = lines("资金总额||5|甲")
    (pair, alone) = parts(line)
    assert isinstance(pair, Pair)
    assert pair.value == Cell(0, 2, "5", box=line.cells[2].box)
    assert isinstance(alone, Alone)
    assert (alone.cell.text, alone.money_label) == ("甲", LabelField.TOTAL)


def test_amounts_beside_their_labels() -> None:
    form = _read("资金总额|218.00|财政拨款|20元", "其他资金||甲|")
    assert _amounts(form) == [
        ("total", "year", None, Decimal("2180000.00")),
        ("fiscal", "year", None, Decimal("20.00")),
    ]
    assert form.amounts[0].place == Place(1, 1, 0, 1)
    assert not form.without_unit


def test_the_unit_of_a_label_goes_before_that_of_the_form() -> None:
    assert _amounts(_read("资金总额（元）|218"))[0][3] == Decimal("218.00")
    assert _amounts(_read("资金情况（元）|资金总额|218"))[0][3] == Decimal("218.00")
    form = _read("资金总额|218", form=Form(Subject.PROJECT, 1, "", Place(1, 1, 0, 0)))
    assert (form.amounts, form.without_unit) == ((), True)
    assert not _read("资金总额|另行安排", form=Form(Subject.PROJECT, 1, "", Place(1, 1, 0, 0))).without_unit


def test_the_whole_period_and_its_parts_are_of_another_lane() -> None:
    form = _read("实施期资金总额|300|年度资金总额|100", "其中：财政拨款|200|其中：财政拨款|50")
    assert _amounts(form) == [
        ("total", "period", None, Decimal("3000000.00")),
        ("total", "year", None, Decimal("1000000.00")),
        ("fiscal", "period", None, Decimal("2000000.00")),
        ("fiscal", "year", None, Decimal("500000.00")),
    ]
    assert form.amount(Lane.PERIOD, "fiscal") == form.amounts[2]
    assert form.amount(Lane.PERIOD, "other") is None


def test_amounts_below_marks() -> None:
    form = _read("项目资金||年初预算数|全年预算数（A）|全年执行数", "^|年度资金总额|10|9|8", "^|其中：财政拨款|7||6")
    assert _amounts(form)[:3] == [
        ("total", "year", "mark_initial", Decimal("100000.00")),
        ("total", "year", "mark_budget", Decimal("90000.00")),
        ("total", "year", "mark_executed", Decimal("80000.00")),
    ]
    fiscal = [one for one in form.amounts if one.name == "fiscal"]
    assert {(one.mark, one.money.yuan) for one in fiscal} == {
        ("mark_initial", Decimal("70000.00")),
        ("mark_executed", Decimal("60000.00")),
    }


def test_amounts_below_their_labels_and_parts_of_parts() -> None:
    form = _read("甲|资金总额|财政拨款|<", "^|^|基本支出|项目支出", "^|9|4|5")
    assert {(name, yuan) for name, _, _, yuan in _amounts(form)} == {
        ("total", Decimal("90000.00")),
        ("fiscal_basic", Decimal("40000.00")),
        ("fiscal_project", Decimal("50000.00")),
    }


def test_what_waits_below_a_label() -> None:
    assert Waiting(LabelField.BASIC, LabelField.FISCAL).name == "fiscal_basic"
    assert Waiting(LabelField.BASIC, LabelField.FISCAL).is_money
    assert Waiting(LabelField.TOTAL).is_money
    assert not Waiting(LabelField.PERIOD_TOTAL).is_money
    assert not Waiting(LabelField.BASIC, LabelField.PERIOD_TOTAL).is_money
    assert not Waiting(LabelField.GOAL).is_money


def test_texts_beside_and_below() -> None:
    assert _texts(_read("年度目标|完成任务")) == {"goal": "完成任务"}
    assert _texts(_read("年度目标", "完成任务")) == {"goal": "完成任务"}
    assert _texts(_read("项目概况|年度目标", "出行|做好")) == {"purpose": "出行", "goal": "做好"}


def test_the_first_text_of_a_label_counts() -> None:
    form = _read("年度目标|甲", "年度目标|乙")
    assert _texts(form) == {"goal": "甲"}
    assert form.place_of(LabelField.GOAL) == Place(1, 1, 0, 1)
    assert form.place_of(LabelField.PURPOSE) == form.place


def test_a_text_goes_on_in_the_first_row_of_the_next_grid() -> None:
    head = Head(EMPTY).read(lines("年度目标|完成任务")[0])
    assert _texts(head.read(lines("并验收。|")[0]).form) == {"goal": "完成任务并验收。"}
    assert _texts(head.read(lines("12|")[0]).form) == {"goal": "完成任务"}
    assert _texts(head.read(lines("并验收。|甲")[0]).form) == {"goal": "完成任务"}
    assert _texts(head.read(lines("|", "并验收。|")[1]).form) == {"goal": "完成任务"}
    assert _texts(Head(EMPTY).read(lines("并验收。|")[0]).form) == {}


def test_names_from_labels() -> None:
    form = _read("项目名称|公车租赁|项目编码|X1", "项目名称|另一个||")
    assert (form.name, form.name_printed) == ("公车租赁", True)
    assert _texts(form) == {"project_name": "公车租赁", "project_code": "X1"}
    titled = Form(Subject.PROJECT, 1, "", Place(1, 1, 0, 0), name="题名")
    assert _read("项目名称|公车租赁", form=titled).name == "公车租赁"
    assert _read("项目名称|", form=titled).name == "题名"


def test_plans_below_their_quarters() -> None:
    form = _read("支出计划|3月底|6月底", "^|25%|1,000", "^|甲|")
    assert _texts(form) == {"plan_q1": "25", "plan_q2": "1000"}


def test_amounts_inside_a_cell() -> None:
    form = _read("资金情况|资金总额：20⏎其中：财政拨款：15万元⏎甲：3")
    assert _amounts(form) == [
        ("total", "year", None, Decimal("200000.00")),
        ("fiscal", "year", None, Decimal("150000.00")),
    ]


def test_words_that_go_with_the_stub() -> None:
    assert _texts(_read("年度目标|目标1", "^|其一", "^|其二"))["goal"] == "目标1"
    assert _texts(_read("年度绩效目标|其一", "^|其二"))["goal"] == "其一"


def test_a_new_label_at_the_left_ends_what_waits() -> None:
    assert _texts(_read("支出计划|3月底", "甲|25", "乙|75"))["plan_q1"] == "75"
    assert _texts(_read("支出计划|3月底", "甲|25", "项目编码|X1", "乙|75"))["plan_q1"] == "25"


def test_a_blank_row_changes_nothing() -> None:
    head = Head(EMPTY, stub="甲")
    assert head.read(lines("|")[0]) is head


def test_a_form_is_empty_until_something_is_read() -> None:
    assert EMPTY.is_empty
    assert not _read("资金总额|5").is_empty
    assert not _read("年度目标|甲").is_empty
    assert _read("甲|乙").is_empty


def _read_pages(*pages: list[str]) -> Form:
    head = Head(EMPTY)
    for grid in grids(*pages):
        for line in Lines().of(grid):
            head = head.read(line)
    return head.form


def test_the_rest_of_a_name_on_the_next_page() -> None:
    cut = _read_pages(["项目名称|除险加固专项经"], ["|费", "主管部门|甲局"])
    assert (cut.name, cut.text(LabelField.SUPERVISOR)) == ("除险加固专项经费", "甲局")
    two = _read_pages(["项目名称|除险加|实施单位|甲"], ["|固||局"])
    assert (two.name, two.text(LabelField.UNIT_NAME)) == ("除险加固", "甲局")
    assert _read_pages(["项目名称|除险加固", "项目编码|X1"], ["|费"]).name == "除险加固"
    assert _read_pages(["项目名称|除险加固"], ["主管部门|甲局"]).name == "除险加固"
    assert _read("项目名称|除险加固", "|费").name == "除险加固"


def test_money_behind_a_label_nobody_knows() -> None:
    assert _read("项目名称|甲|<|<", "资金投入|5||").prints_money
    assert not _read("项目名称|甲|<|<", "资金总额|5||").prints_money
    assert not _read("项目名称|甲|<|<", "负责人|5||").prints_money
