"""What labels of forms, columns of lists and words of the narrative may name: ids that their readers act on."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.model.form_words import FUNDS, IndicatorRole, LabelField, ListKind, Role, TaskRole


def _ids(names: str) -> frozenset[str]:
    return frozenset(names.split())


FORM_FIELDS = frozenset(LabelField)
INDICATOR_ROLES = frozenset(IndicatorRole)
TASK_ROLES = frozenset(TaskRole)


def _roles(names: str) -> frozenset[Role]:
    return frozenset(map(Role, names.split()))


LIST_ROLES: Mapping[str, frozenset[Role]] = {
    ListKind.PROJECT: _roles(
        "indicator item catalogue index unit_code code functional functional_name economic government_economic ignored "
        "name unit_name category purpose carryover fiscal other general fund total"
    ),
    ListKind.PROCUREMENT: FUNDS
    | _roles(
        "indicator small index catalogue category item project_budget project unit_code unit_name quantity_unit "
        "quantity unit_price government_economic economic functional functional_name code name ignored fiscal total"
    ),
    ListKind.PURCHASE: _roles("indicator level_1 level_2 level_3 project item unit_name total"),
    ListKind.STATE_ASSET: _roles("value quantity name"),
    ListKind.STAFFING: _roles("index unit_code unit_name nature rank funding vehicles retired posts staff money"),
    ListKind.UNITS: _roles("index unit_code unit_name note"),
}

# What the narrative speaks of: subjects of core.fact_claim.
SUBJECTS = _ids(
    "income_total spending_total budget_total fiscal_appropriation general_public government_fund state_capital "
    "fiscal_account business business_operation superior_subsidy affiliate_remittance other_income unit_funds "
    "carryover closing surplus_used basic project operating_spending remitted_to_superior subsidy_to_affiliates "
    "personnel public reserve three_public abroad vehicles vehicle_purchase vehicle_operation reception "
    "reception_domestic reception_foreign meeting training operating_expenses operating_item contracted_services "
    "procurement procurement_goods procurement_works procurement_services procurement_sme procurement_micro "
    "function economic project_amount "
    "posts posts_kind staff staff_kind retired retired_kind "
    "total_assets fixed_assets fixed_assets_purchase asset_kind buildings_area land_area "
    "vehicle_count vehicle_purchase_count vehicle_kind equipment_count equipment_purchase_count "
    "vehicle_purchase_value equipment_purchase_value "
    "groups_abroad persons_abroad receptions guests receptions_foreign guests_foreign "
    "performance_projects performance_money performance_department_money evaluation_projects evaluation_money "
    "sme_contracts micro_contracts"
)
# Where a line may stand that a selector asks for, beside its role (`pipelines.reconcile.lines`).
PLACES = _ids("top outer grand current income")
