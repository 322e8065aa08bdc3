"""What labels of forms, columns of lists and words of the narrative may name: ids that their readers act on."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.model.fund_sources import FundSource


def _ids(names: str) -> frozenset[str]:
    return frozenset(names.split())


FORM_FIELDS = _ids(
    "project_name department_name project_code unit_name supervisor functional_name economic_name "
    "government_economic_name period_total total fiscal carryover other basic project transfer allocation period_goal "
    "goal actual_goal purpose duty plan plan_q1 plan_q2 plan_q3 plan_q4 mark_initial mark_budget mark_executed none"
)
INDICATOR_ROLES = _ids(
    "project_name project_amount project_fiscal project_other project_goal index level_1 level_2 level_3 activity "
    "description operator target actual target_unit weight score basis"
)
TASK_ROLES = _ids("name content amount fiscal other executed")

LIST_ROLES: Mapping[str, frozenset[str]] = {
    "project": _ids(
        "indicator item catalogue index unit_code code name unit_name category purpose carryover fiscal other general "
        "fund total"
    ),
    "procurement": _ids(
        "indicator small index catalogue category item project_budget project unit_code unit_name quantity_unit "
        "quantity unit_price government_economic economic functional functional_name code name ignored fiscal total"
    )
    | {f"fund:{fund}" for fund in FundSource},
    "purchase": _ids("indicator level_1 level_2 level_3 project item unit_name total"),
    "state_asset": _ids("value quantity name"),
    "staffing": _ids("index unit_code unit_name nature rank funding vehicles retired posts staff money"),
    "units": _ids("index unit_code unit_name note"),
}

# What the narrative speaks of: subjects of core.fact_claim.
SUBJECTS = _ids(
    "income_total spending_total budget_total fiscal_appropriation general_public government_fund state_capital "
    "fiscal_account business business_operation superior_subsidy affiliate_remittance other_income unit_funds "
    "carryover closing surplus_used basic project operating_spending remitted_to_superior subsidy_to_affiliates "
    "personnel public three_public abroad vehicles vehicle_purchase vehicle_operation reception "
    "reception_domestic reception_foreign meeting training operating_expenses operating_item contracted_services "
    "procurement procurement_goods procurement_works procurement_services procurement_sme procurement_micro "
    "function economic vehicle_count vehicle_purchase_count vehicle_kind project_amount"
)
# Where a line may stand that a selector asks for, beside its role (`pipelines.reconcile.lines`).
PLACES = _ids("top outer grand current income")
