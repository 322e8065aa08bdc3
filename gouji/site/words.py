"""The vocabulary of the report in Chinese and English: pairs (zh, en), by id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from pipelines.model import sentences
from pipelines.reconcile.wording import COLUMNS, STATEMENTS

Pair = tuple[str, str]

STATUS: Mapping[str, Pair] = sentences.words("site.status")
VERDICT: Mapping[str, Pair] = sentences.words("site.verdict")
SEVERITY: Mapping[str, Pair] = sentences.words("site.severity")
STAGE: Mapping[str, Pair] = sentences.words("site.stage")
KIND: Mapping[str, Pair] = sentences.words("site.kind")
FAULT: Mapping[str, Pair] = sentences.words("site.fault")
ASSURANCE: Mapping[str, Pair] = sentences.words("site.assurance")
REASON: Mapping[str, Pair] = sentences.words("site.reason")
_NODES: Mapping[str, Pair] = {**COLUMNS, **sentences.words("site.node")}


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
