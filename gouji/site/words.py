"""The vocabulary of the report in Chinese and English: pairs (zh, en), by id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from pipelines.model import sentences
from pipelines.model.judgements import Assurance, Severity, Verdict
from pipelines.model.stages import Stage
from pipelines.model.terms import names
from pipelines.reconcile.wording import COLUMNS

Pair = tuple[str, str]

STATUS: Mapping[str, Pair] = sentences.words("site.status")
VERDICT: Mapping[str, Pair] = {**names(Verdict), **sentences.words("site.verdict")}
SEVERITY: Mapping[str, Pair] = names(Severity)
STAGE: Mapping[str, Pair] = names(Stage)
KIND: Mapping[str, Pair] = sentences.words("site.kind")
FAULT: Mapping[str, Pair] = sentences.words("site.fault")
ASSURANCE: Mapping[str, Pair] = names(Assurance)
REASON: Mapping[str, Pair] = sentences.words("site.reason")


def pair(words: Mapping[str, Pair], key: object) -> Pair:
    """The words for ``key``; one the vocabulary does not know is shown as it is, underscores as spaces."""
    text = "" if key is None else str(key)
    return words.get(text) or (text.replace("_", " "), text.replace("_", " "))


def statement_pair(statement: str | None, named: Mapping[str, Pair]) -> Pair:
    """The title of a statement: of ``core.dim_statement``, else its id."""
    return pair(named, statement or "")


@lru_cache(50_000)
def node_pair(node: str | None) -> Pair:
    """What a reader calls an equation: ``合计/basic`` is 合计 · 基本支出, and 合计 · basic."""
    parts = re.split(r"[/·]", node or "")
    shown = [part for i, part in enumerate(parts) if part and not (i and part == "total")]
    zh, en = zip(*(COLUMNS.get(part, (part, part)) for part in shown), strict=True) if shown else ((), ())
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
