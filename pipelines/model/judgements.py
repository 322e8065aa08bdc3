"""How equations are judged, how much a failure matters, and how far a figure is vouched for."""

from __future__ import annotations

from enum import unique

from pipelines.model.terms import Term


@unique
class Verdict(Term):
    """What became of one equation."""

    PASS = "pass", "相符", "Holds"
    ROUNDING = "rounding", "四舍五入差异", "Holds within rounding"
    FAIL = "fail", "不符", "Fails"
    NOT_EVALUABLE = "not_evaluable", "无法核算", "A side is not printed"
    NOT_APPLICABLE = "not_applicable", "不适用", "Does not apply"


PASSED = (Verdict.PASS, Verdict.ROUNDING)
EVALUATED = (*PASSED, Verdict.FAIL)


@unique
class Severity(Term):
    """How much the failure of a rule matters: ``critical`` keeps the statement out of core."""

    CRITICAL = "critical", "阻断", "Critical"
    WARNING = "warning", "警告", "Warning"
    INFO = "info", "提示", "Info"


@unique
class Assurance(Term):
    """How far a printed amount is vouched for, weakest first."""

    DISPUTED = "disputed", "有争议", "In an equation that fails, or other statements disagree"
    UNCHECKED = "unchecked", "未核对", "In no equation that could be evaluated"
    CONSISTENT = "consistent", "表内相符", "Its table foots"
    PROVEN = "proven", "表间相符", "Its table foots and another statement prints the same"


@unique
class ClaimVerdict(Term):
    """Whether what the text says agrees with the tables."""

    AGREES = "agrees", "一致", "Agrees"
    DIFFERS = "differs", "不一致", "Differs"


@unique
class LoadStatus(Term):
    """Whether a statement went into core."""

    LOADED = "loaded", "已入库", "Loaded"
    QUARANTINED = "quarantined", "已隔离", "Held back in quarantine"
