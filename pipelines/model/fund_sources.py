"""Where money comes from (部门预算 资金来源)."""

from __future__ import annotations

from enum import unique

from pipelines.model.terms import Term


@unique
class FundSource(Term):
    """A source of money, in the order in which statements print them."""

    FISCAL_APPROPRIATION = "fiscal_appropriation", "财政拨款", "Fiscal appropriation"
    GENERAL_PUBLIC = "general_public", "一般公共预算拨款", "General public budget"
    GOVERNMENT_FUND = "government_fund", "政府性基金预算拨款", "Government funds"
    STATE_CAPITAL = "state_capital", "国有资本经营预算拨款", "State capital operations"
    FISCAL_ACCOUNT = "fiscal_account", "财政专户管理资金", "Fiscal accounts"
    UNIT_FUNDS = "unit_funds", "单位资金", "Funds of the unit"
    BUSINESS = "business", "事业收入", "Business income"
    OPERATING = "operating", "事业单位经营收入", "Operating income"
    SUPERIOR_SUBSIDY = "superior_subsidy", "上级补助收入", "Subsidies from superiors"
    AFFILIATE_REMITTANCE = "affiliate_remittance", "附属单位上缴收入", "Remittances of affiliates"
    OTHER = "other", "其他收入", "Other income"
    CARRYOVER = "carryover", "上年结转结余", "Carried over from earlier years"
    SURPLUS_USED = "surplus_used", "使用非财政拨款结余", "Surplus of earlier years used"
    UNDIVIDED = "undivided", "未分来源", "Undivided"

    @property
    def parent(self) -> FundSource | None:
        """The source this one is a part of."""
        return _PARENTS.get(self)


# the three budgets whose money reaches a department as 财政拨款
BUDGETS = frozenset({FundSource.GENERAL_PUBLIC, FundSource.GOVERNMENT_FUND, FundSource.STATE_CAPITAL})
# 单位资金 since 2022 (预算管理一体化规范); printed apart where a place goes on with the older heads
OWN_FUNDS = frozenset(
    {
        FundSource.BUSINESS,
        FundSource.OPERATING,
        FundSource.SUPERIOR_SUBSIDY,
        FundSource.AFFILIATE_REMITTANCE,
        FundSource.OTHER,
    }
)
_PARENTS = dict.fromkeys(BUDGETS, FundSource.FISCAL_APPROPRIATION) | dict.fromkeys(OWN_FUNDS, FundSource.UNIT_FUNDS)
