"""How equations are judged, how much a failure matters, and how far a figure is vouched for."""

from __future__ import annotations

from enum import unique

from pipelines.model.terms import Term


@unique
class Verdict(Term):
    """What became of one equation."""

    PASS = "pass", "成立", "holds"
    ROUNDING = "rounding", "尾差内", "within rounding"
    FAIL = "fail", "不成立", "fails"
    # the total holds rows the publisher does not print: loads, as disputed
    ROWS_WITHHELD = "rows_withheld", "明细未全列", "rows withheld"
    TRUNCATED = "truncated", "截尾", "truncated"  # the text cuts digits off where it should round
    NOT_APPLICABLE = "not_applicable", "不适用", "does not apply"
    NOT_EVALUABLE = "not_evaluable", "无法核算", "cannot be evaluated"  # a side is not printed


PASSED = (Verdict.PASS, Verdict.ROUNDING)
FIGURES_UNREAD = "figures_unread"  # kind of a finding: printed figures of a statement are not among its facts
PRINT_DROPPED = "print_dropped"  # kind of a finding: print of a scanned page was not read
EVALUATED = (*PASSED, Verdict.FAIL)
# not equal, and yet no mistake: the publisher leaves something out; such results hold nothing back
LEFT_OUT = (Verdict.ROWS_WITHHELD, Verdict.TRUNCATED)
COMPARED = (*EVALUATED, *LEFT_OUT)


@unique
class Severity(Term):
    """How much the failure of a rule matters: ``critical`` keeps the statement out of core."""

    CRITICAL = "critical", "阻止入库", "blocks loading"
    WARNING = "warning", "提醒", "warning"
    INFO = "info", "信息", "note"


@unique
class Assurance(Term):
    """How far a printed amount is vouched for, weakest first."""

    DISPUTED = "disputed", "有争议", "disputed"  # in an equation that fails, or another statement prints otherwise
    UNCHECKED = "unchecked", "未核对", "unchecked"  # in no equation that could be evaluated
    REPAIRED = "repaired", "补正", "repaired"  # in doubt in the picture: the one reading with which its equations hold
    CONSISTENT = "consistent", "自平", "consistent"  # its table foots
    PROVEN = "proven", "互证", "proven"  # its table foots and another statement prints the same


@unique
class ClaimVerdict(Term):
    """Whether what the text says agrees with the tables."""

    AGREES = "agrees", "一致", "agrees"
    DIFFERS = "differs", "不一致", "differs"


@unique
class Unjudged(Term):
    """Why a figure of the text has no verdict."""

    OTHER_YEAR = "other_year", "他年的数", "of another year"  # the disclosure of that year prints it
    NO_CELL = "no_cell", "表内无此项", "in no table"  # no table of the document prints such a figure
    MONEY_UNSURE = "money_unsure", "资金口径不明", "of which money"  # tables print several, the words name none of them
    NO_BASE = "no_base", "无可推算的基数", "without a base"  # neither the figure before nor the percentage is known
    NO_WHOLE = "no_whole", "整体不明", "whole unknown"  # of a share, or of a rate of completion
    ALONE = "alone", "无可比对的数", "nothing beside it"  # stated once, and in no table


@unique
class LoadStatus(Term):
    """Whether a statement went into core."""

    LOADED = "loaded", "入库", "loaded"
    PARTLY = "partly", "部分入库", "partly loaded"  # what the failing equations turn on is held back, the rest loads
    QUARANTINED = "quarantined", "隔离", "held back"


# What stands in a finding in place of a rule where several documents say it together, but no identity does: such
# findings are made anew with their shard.
OF_BODIES, OF_DISCLOSURES = TOGETHER = ("bodies", "disclosures")
