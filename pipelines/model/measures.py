"""What an amount column measures: the whole, or the part its header names."""

from __future__ import annotations

from enum import unique

from pipelines.model.expenditure_types import ExpenditureType
from pipelines.model.fund_sources import FundSource
from pipelines.model.terms import Term
from pipelines.model.three_public import Item


@unique
class Measure(Term):
    """What the amounts of a column are.  Some share their id with the fund, spending type or item they measure."""

    TOTAL = "total", "合计", "total"
    SUBTOTAL = "subtotal", "小计", "subtotal"  # of this year, where nothing else is said
    CURRENT_YEAR = "current_year", "本年", "this year"
    CARRYOVER = "carryover", "上年结转", "brought forward"
    CLOSING = "closing", "年末结转", "carried forward"
    OF_WHICH = "of_which", "其中", "of which"
    UNCLASSIFIED = "unclassified", "未能识别", "not recognised"

    BASIC = ExpenditureType.BASIC.value, "基本支出", "basic"
    PROJECT = ExpenditureType.PROJECT.value, "项目支出", "project"
    PERSONNEL = "personnel", "人员经费", "personnel"
    PUBLIC = "public", "公用经费", "public"
    OPERATING = FundSource.OPERATING.value, "经营", "operating"  # income in a column of income, spending in others
    REMITTED_TO_SUPERIOR = "remitted_to_superior", "上缴上级", "paid to superior"
    SUBSIDY_TO_AFFILIATES = "subsidy_to_affiliates", "对附属单位补助", "subsidies to affiliates"
    RESERVE = "reserve", "预留", "reserve"

    FISCAL_APPROPRIATION = FundSource.FISCAL_APPROPRIATION.value, "财政拨款", "appropriation"
    GENERAL_PUBLIC = FundSource.GENERAL_PUBLIC.value, "一般公共预算", "general budget"
    GOVERNMENT_FUND = FundSource.GOVERNMENT_FUND.value, "政府性基金", "government funds"
    STATE_CAPITAL = FundSource.STATE_CAPITAL.value, "国有资本经营", "state capital"
    FISCAL_ACCOUNT = FundSource.FISCAL_ACCOUNT.value, "财政专户", "fiscal account"
    UNIT_FUNDS = FundSource.UNIT_FUNDS.value, "单位资金", "unit funds"
    BUSINESS = FundSource.BUSINESS.value, "事业收入", "business"
    SUPERIOR_SUBSIDY = FundSource.SUPERIOR_SUBSIDY.value, "上级补助", "subsidy from above"
    AFFILIATE_REMITTANCE = FundSource.AFFILIATE_REMITTANCE.value, "附属单位上缴", "paid in by affiliates"
    OTHER = FundSource.OTHER.value, "其他", "other"

    ABROAD = Item.ABROAD.value, "因公出国（境）费", "abroad"
    VEHICLES = Item.VEHICLES.value, "公务用车", "vehicles"
    VEHICLE_PURCHASE = Item.VEHICLE_PURCHASE.value, "公务用车购置费", "vehicle purchase"
    VEHICLE_OPERATION = Item.VEHICLE_OPERATION.value, "公务用车运行维护费", "vehicle operation"
    RECEPTION = Item.RECEPTION.value, "公务接待费", "reception"
    MEETING = Item.MEETING.value, "会议费", "meetings"
    TRAINING = Item.TRAINING.value, "培训费", "training"
    OPERATING_EXPENSES = Item.OPERATING_EXPENSES.value, "机关运行经费", "running costs"
    TOTAL_WITH_MEETING_TRAINING = (
        Item.TOTAL_WITH_MEETING_TRAINING.value,
        "“三公”经费、会议费和培训费",
        "total with meetings and training",
    )


# Measures that say where the money comes from (``OPERATING`` only on the income side).
FUNDS = frozenset(Measure(fund.value) for fund in FundSource if fund.value in set(Measure)) - {
    Measure.OPERATING,
    Measure.CARRYOVER,
}
# Measures that say what is spent on (``OPERATING`` outside the income side).
SPENDING = frozenset(
    {
        Measure.BASIC,
        Measure.PROJECT,
        Measure.PERSONNEL,
        Measure.PUBLIC,
        Measure.REMITTED_TO_SUPERIOR,
        Measure.SUBSIDY_TO_AFFILIATES,
        Measure.RESERVE,
    }
)
# What of other years is left over, at the year's beginning or its end.
LEFT_OVER = frozenset({Measure.CARRYOVER, Measure.CLOSING})
# Spending besides 基本支出 and 项目支出 (``OPERATING`` outside the income side).
BESIDE_BASIC_AND_PROJECT = frozenset(
    {Measure.OPERATING, Measure.REMITTED_TO_SUPERIOR, Measure.SUBSIDY_TO_AFFILIATES, Measure.RESERVE}
)
# Measures that are items of a 三公 table; its total is `Measure.TOTAL`.
ITEMS = frozenset(Measure(item.value) for item in Item) - {Measure.TOTAL}
