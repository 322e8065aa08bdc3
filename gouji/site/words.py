"""The vocabulary of the report in Chinese and English: pairs (zh, en), by id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from pipelines.reconcile.wording import COLUMNS, STATEMENTS

Pair = tuple[str, str]

STATUS: Mapping[str, Pair] = {
    "loaded": ("入库", "loaded"),
    "partly": ("部分入库", "partly loaded"),
    "quarantined": ("隔离", "held back"),
    "unreadable": ("无法读取", "unreadable"),
    "no_statements": ("未见报表", "no statements"),
    "empty": ("空表", "empty"),
}
VERDICT: Mapping[str, Pair] = {
    "pass": ("成立", "holds"),
    "rounding": ("尾差内", "within rounding"),
    "fail": ("不成立", "fails"),
    "not_applicable": ("不适用", "does not apply"),
    "not_evaluable": ("无法核算", "cannot be evaluated"),
    "unchecked": ("未核对", "not checked"),
}
SEVERITY: Mapping[str, Pair] = {
    "critical": ("阻止入库", "blocks loading"),
    "warning": ("提醒", "warning"),
    "info": ("信息", "note"),
}
STAGE: Mapping[str, Pair] = {"budget": ("预算", "budget"), "final": ("决算", "final accounts")}
KIND: Mapping[str, Pair] = {
    "identity_fails": ("勾稽不平", "identity fails"),
    "diagnosis": ("诊断", "diagnosis"),
    "unit_missing": ("缺少单位", "unit missing"),
    "rule_never_evaluated": ("规则未核算", "rule never evaluated"),
    "department": ("部门（含所属单位）", "department with its units"),
    "unit": ("单位", "unit"),
}
# Whose mistake a diagnosis says it is.
FAULT: Mapping[str, Pair] = {
    "misread": ("我方误读", "misread by us"),
    "misprinted": ("原文印错", "misprinted by the publisher"),
    "undecided": ("待人工核对", "for a person to decide"),
}
ASSURANCE: Mapping[str, Pair] = {
    "proven": ("互证", "proven"),
    "consistent": ("自平", "consistent"),
    "disputed": ("有争议", "disputed"),
    "unchecked": ("未核对", "unchecked"),
}
REASON: Mapping[str, Pair] = {
    "empty_file": ("空文件", "empty file"),
    "rules_failed": ("未通过勾稽核对", "fails blocking rules"),
    "encrypted": ("已加密", "encrypted"),
    "damaged": ("已损坏", "damaged"),
    "unsupported_format": ("格式不支持", "unsupported format"),
    "too_large": ("文件过大", "too large"),
    "archive_bomb": ("解压后过大", "unpacks to too much"),
    "no_text_layer": ("只有图像，没有文字", "images only, no text"),
    "permission_denied": ("没有读取权限", "no permission to read"),
    "time_limit": ("读取超时", "took too long"),
    "memory_limit": ("占用内存过大", "needed too much memory"),
    "tool_missing": ("缺少转换工具", "a tool is missing"),
    "reader_failed": ("读取程序出错", "the reader failed"),
}
_NODES: Mapping[str, Pair] = {
    **COLUMNS,
    "abroad": ("因公出国（境）费", "abroad"),
    "vehicle_purchase": ("公务用车购置费", "vehicle purchase"),
    "vehicle_operation": ("公务用车运行维护费", "vehicle operation"),
    "reception": ("公务接待费", "reception"),
    "meeting": ("会议费", "meetings"),
    "training": ("培训费", "training"),
    "operating_expenses": ("机关运行经费", "running costs"),
    "operating": ("经营支出", "operating"),
    "other": ("其他", "other"),
    "of_which": ("其中", "of which"),
    "subtotal": ("小计", "subtotal"),
    "current_year": ("本年", "this year"),
    "business": ("事业收入", "business"),
    "fiscal_account": ("财政专户", "fiscal account"),
    "superior_subsidy": ("上级补助", "subsidy from above"),
    "affiliate_remittance": ("附属单位上缴", "paid in by affiliates"),
    "remitted_to_superior": ("上缴上级", "paid to superior"),
    "subsidy_to_affiliates": ("对附属单位补助", "subsidies to affiliates"),
}


def pair(words: Mapping[str, Pair], key: object) -> Pair:
    """The words for ``key``; one the vocabulary does not know is shown as it is, underscores as spaces."""
    text = "" if key is None else str(key)
    return words.get(text) or (text.replace("_", " "), text.replace("_", " "))


def statement_pair(statement: str | None, names: Mapping[str, Pair]) -> Pair:
    """The usual title of a statement: of ``core.dim_statement``, else of the findings, else its id."""
    text = statement or ""
    return names.get(text) or STATEMENTS.get(text) or pair({}, text)


@lru_cache(50_000)
def node_pair(node: str | None) -> Pair:
    """What a reader calls an equation: ``合计/basic`` is 合计 · 基本支出, and 合计 · basic."""
    parts = re.split(r"[/·]", node or "")
    shown = [part for i, part in enumerate(parts) if part and not (i and part == "total")]
    zh, en = zip(*(_NODES.get(part, (part, part)) for part in shown), strict=True) if shown else ((), ())
    return " · ".join(zh), " · ".join(en)


def yuan(amount: Decimal | None) -> str:
    """An amount with thousands separators and both decimals, empty for none."""
    return "" if amount is None else f"{amount:,.2f}"


def share(part: int, whole: int) -> str:
    """``part`` of ``whole`` in percent; 100% only where it is all of it."""
    if not whole:
        return "–"
    percent = 100 * part / whole
    if part == whole:
        return "100%"
    return f"{min(percent, 99.99):.2f}%" if percent > 99 else f"{percent:.1f}%"
