"""When a rule applies, in plain words, from the parameters of its shape."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.reconcile.rule import (
    Blocks,
    Children,
    Classes,
    Columns,
    Figures,
    Forms,
    Items,
    Narrative,
    Rule,
    Selector,
)
from pipelines.reconcile.wording import COLUMNS, statement_words

Pair = tuple[str, str]
MANY = 4  # more statements than this are counted, not named
ROLES = {
    "opening": ("上年结转", "what was brought forward"),
    "closing": ("年终结转", "what is carried forward"),
    "income": ("收入", "income"),
    "item": ("收入", "income"),
}
CHECKS = {
    "table": ("文字中的数字指向表中单元格", "a figure of the text is linked to a cell of a table"),
    "empty": ("文中说明某表为空", "the text says that a table is empty"),
    "years": ("文中写明年度", "the text names years"),
    "share": ("文中给出占比及其两数", "the text gives a share and both its figures"),
    "completion": ("文中给出完成率及其两数", "the text gives a rate of completion and both its figures"),
    "change": ("文中给出增减及其基数，基数不为零", "the text gives a change and its base, which is not zero"),
    "direction": ("文中给出增减方向及两数", "the text says up, down or level and gives both figures"),
    "parts": ("文中列出整体与各部分，且各部分完整", "the text lists a whole and all of its parts"),
    "twice": ("同一数字在文中出现两次", "the text says the same figure twice"),
}


FORM_CHECKS = {
    "project_text": ("项目的用途或目标文字写明项目总额", "the purpose or target of a project states its whole money"),
    "project_plan": ("项目印有分期支出计划", "the plan of spending of a project is printed"),
    "project_funds": (
        "项目印有财政资金，其他资金已印出或财政资金即为全额",
        "fiscal and other funds of a project are printed",
    ),
    "project_table": (
        "同名项目既有绩效表（或重点项目表）又在项目支出表中",
        "a project with a form (or in the list of key projects) and a row in the project table",
    ),
    "project_rows": (
        "《项目支出表》印有合计；未声明剔除涉密项目",
        "project table with a total row; nothing withheld for secrecy",
    ),
    "project_spending": (
        "印有项目及项目支出（支出总表、整体绩效表或文字）",
        "projects, and project spending in the expenditure table, the department's form or the text",
    ),
    "project_carryover": (
        "项目编码含年度，印有上年结转，且项目之和接近项目支出",
        "project codes with a year, a carry-over, and projects that come near project spending",
    ),
    "costs": (
        "成本指标（非单位成本）之和与预算相差2%以内",
        "cost indicators, not of one unit, within 2 percent of the budget",
    ),
    "staffing": ("机构设置表印有合计行", "units with a total row"),
    "assets": ("资产表印有总额及各类价值", "assets with a total and the value of the kinds"),
    "procurement": (
        "《政府采购预算表》印有合计；未声明剔除涉密内容",
        "procurement with a total row; nothing withheld for secrecy",
    ),
    "procurement_text": (
        "文中写明政府采购，且文件仅有一张政府采购表",
        "the text states procurement and there is one procurement table",
    ),
    "empty_tables": (
        "政府性基金、国有资本经营预算表为空，且该材料对空表加注",
        "an empty table of government funds or state capital, in a disclosure that explains empty tables",
    ),
    "procurement_small": ("文中写明面向中小企业、小微企业的采购", "the text states procurement for small firms"),
}


def _joined(pairs: Sequence[Pair]) -> Pair:
    return "、".join(zh for zh, _ in pairs), ", ".join(en for _, en in pairs)


def _statements(names: Sequence[str]) -> Pair:
    if not names:
        return "各表", "every money statement"
    if len(names) > MANY:
        return f"{len(names)}种报表", f"{len(names)} statements"
    return _joined([(f"《{one.zh}》", one.en) for one in map(statement_words, names)])


def _columns(names: Sequence[str]) -> Pair:
    return _joined([COLUMNS.get(name, (name, name)) for name in names])


def _selected(selectors: Sequence[Selector]) -> Pair:
    """What selectors speak of, roughly: their statement and rows."""
    found = []
    for one in selectors:
        zh, en = _statements(one.statement)
        role = next((ROLES[role] for role in one.role if role in ROLES), ("", ""))
        sources = _columns(one.source) if one.source else ("", "")
        found.append(
            (
                f"{zh}{role[0]}{f'（{sources[0]}）' if sources[0] else ''}",
                " ".join(word for word in (role[1], "of", en, f"({sources[1]})" if sources[1] else "") if word)
                if role[1]
                else en,
            )
        )
    return _joined(list(dict.fromkeys(found)))


def _figures(shape: Figures) -> Pair:
    required = [one for one in (*shape.lhs, *shape.rhs) if not one.optional]
    zh, en = _statements(list(dict.fromkeys(name for one in required for name in one.statement)))
    zh, en = f"印有{zh}", f"{en} printed"
    if shape.year_offset:
        zh, en = f"{zh}，同一部门相邻两年均在库", f"{en}, the same department in two years on end"
    elif shape.scope == "department":
        zh, en = f"{zh}，同一部门预决算均在库", f"{en}, budget and final accounts of one department"
    if any(one.part_kind for one in (*shape.lhs, *shape.rhs)):
        zh, en = f"{zh}，同一文件含部门及所属单位", f"{en}, one file with a department and its units"
    if shape.if_printed:
        zh, en = f"{zh}，两边各列均印出", f"{en}, with the columns of both sides"
    if shape.zero:
        no_zh, no_en = _selected(shape.zero)
        zh, en = f"{zh}；且{no_zh}均为零", f"{en}; and these are zero: {no_en}"
    if shape.unless:
        but_zh, but_en = _selected(shape.unless)
        zh, en = f"{zh}（{but_zh}不为零时除外）", f"{en} (unless there is {but_en})"
    return zh, en


def _inside(shape: object, names: Sequence[str]) -> Pair:
    zh, en = _statements(names)
    if isinstance(shape, Children):
        return f"{zh}：下有细目的行", f"{en}: rows with rows below them"
    if isinstance(shape, Blocks):
        return f"{zh}：一表印有多个单位", f"{en}: a table with several units"
    if isinstance(shape, Classes):
        return f"{zh}：印有合计行及其各行", f"{en}: a total row and its lines"
    if isinstance(shape, Items):
        return f"{zh}：印有该项及其各部分", f"{en}: the item and its parts printed"
    assert isinstance(shape, Columns)
    if shape.required:
        need_zh, need_en = _columns(shape.required)
        return f"{zh}：印有合计列及{need_zh}列", f"{en}: a total column and the columns {need_en}"
    return f"{zh}：合计列与其各部分列均印出", f"{en}: the whole and its parts as columns"


def applies_when(rule: Rule) -> Pair:
    """When a rule applies, in Chinese and English."""
    if isinstance(rule.shape, Narrative):
        zh, en = CHECKS.get(rule.shape.check, (rule.shape.check, rule.shape.check))
    elif isinstance(rule.shape, Forms):
        zh, en = FORM_CHECKS.get(rule.shape.check, (rule.shape.check, rule.shape.check))
    elif isinstance(rule.shape, Figures):
        zh, en = _figures(rule.shape)
    else:
        zh, en = _inside(rule.shape, rule.statements)
    if len(rule.stages) == 1:
        stage_zh, stage_en = {"budget": ("预算", "budgets"), "final": ("决算", "final accounts")}[rule.stages[0]]
        return f"{stage_zh}；{zh}", f"{stage_en}; {en}"
    return zh, en
