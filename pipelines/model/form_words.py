"""The words of forms, each written once: kinds of rows and lists, roles of columns, labels of a head, fields of a row.

Layout files name roles and labels by the values here; an unknown one is an error when the file is loaded.
"""

from __future__ import annotations

from enum import StrEnum, unique

from pipelines.model.fund_sources import FundSource

_FUND = "fund:"  # before the fund whose money a column holds


@unique
class Kind(StrEnum):
    """What a row of raw.form is of."""

    PROJECT = "project"
    PROJECT_CLAIM = "project_claim"
    INDICATOR = "indicator"
    PROCUREMENT = "procurement"
    PURCHASE = "purchase"
    STATE_ASSET = "state_asset"
    STAFFING = "staffing"
    PROFILE = "profile"


@unique
class ProfileItem(StrEnum):
    """What a profile row says of a department."""

    DUTY = "duty"
    GOAL = "goal"
    TASK = "task"
    BUDGET = "budget"
    UNIT = "unit"
    SUPERIOR = "superior"
    FORMER = "former"
    WITHHELD = "withheld"


@unique
class Source(StrEnum):
    """Where a project is printed."""

    FORM = "performance_form"
    TABLE = "project_table"
    LIST = "project_list"
    CARRYOVER = "carried_over_list"


@unique
class Printed(StrEnum):
    """Whether a table or a sentence states what a body holds or whom it employs."""

    TABLE = "table"
    TEXT = "text"


@unique
class ListKind(StrEnum):
    """A list is a table with one row a thing; tried in this order."""

    PURCHASE = "purchase"
    PROCUREMENT = "procurement"
    STATE_ASSET = "state_asset"
    STAFFING = "staffing"
    UNITS = "units"
    PROJECT = "project"


@unique
class Role(StrEnum):
    """What a column of a list holds (forms_lists.toml)."""

    INDEX = "index"
    CODE = "code"
    NAME = "name"
    ITEM = "item"
    CATEGORY = "category"
    NOTE = "note"
    IGNORED = "ignored"
    INDICATOR = "indicator"
    PURPOSE = "purpose"
    PROJECT = "project"
    PROJECT_BUDGET = "project_budget"
    UNIT_CODE = "unit_code"
    UNIT_NAME = "unit_name"
    # money
    MONEY = "money"
    TOTAL = "total"
    VALUE = "value"
    FISCAL = "fiscal"
    OTHER = "other"
    CARRYOVER = "carryover"
    GENERAL = "general"
    FUND = "fund"
    SMALL = "small"
    UNIT_PRICE = "unit_price"
    FUND_CARRYOVER = "fund:carryover"
    FUND_GENERAL_PUBLIC = "fund:general_public"
    FUND_GOVERNMENT_FUND = "fund:government_fund"
    FUND_STATE_CAPITAL = "fund:state_capital"
    FUND_FISCAL_ACCOUNT = "fund:fiscal_account"
    FUND_SUPERIOR_SUBSIDY = "fund:superior_subsidy"
    FUND_AFFILIATE_REMITTANCE = "fund:affiliate_remittance"
    FUND_OPERATING = "fund:operating"
    FUND_BUSINESS = "fund:business"
    FUND_UNIT_FUNDS = "fund:unit_funds"
    FUND_OTHER = "fund:other"
    # what is bought or held
    CATALOGUE = "catalogue"
    LEVEL_1 = "level_1"
    LEVEL_2 = "level_2"
    LEVEL_3 = "level_3"
    QUANTITY = "quantity"
    QUANTITY_UNIT = "quantity_unit"
    FUNCTIONAL = "functional"
    FUNCTIONAL_NAME = "functional_name"
    ECONOMIC = "economic"
    GOVERNMENT_ECONOMIC = "government_economic"
    # units and their staff
    NATURE = "nature"
    RANK = "rank"
    FUNDING = "funding"
    VEHICLES = "vehicles"
    POSTS = "posts"
    STAFF = "staff"
    RETIRED = "retired"

    @property
    def fund(self) -> FundSource | None:
        """The fund whose money the column holds, ``None`` where it is not a fund's."""
        return FundSource(self.removeprefix(_FUND)) if self.startswith(_FUND) else None


FUNDS = frozenset(role for role in Role if role.fund is not None)
FIGURES = FUNDS | {Role.TOTAL, Role.VALUE, Role.FISCAL}  # what a row cut by a page has left behind


@unique
class LabelField(StrEnum):
    """What the value beside a label in the head of a form is (forms.toml, ``label``)."""

    NONE = "none"  # a label whose value is of no interest
    PROJECT_NAME = "project_name"
    DEPARTMENT_NAME = "department_name"
    PROJECT_CODE = "project_code"
    UNIT_NAME = "unit_name"
    SUPERVISOR = "supervisor"
    FUNCTIONAL_NAME = "functional_name"
    ECONOMIC_NAME = "economic_name"
    GOVERNMENT_ECONOMIC_NAME = "government_economic_name"
    # money
    PERIOD_TOTAL = "period_total"
    TOTAL = "total"
    FISCAL = "fiscal"
    CARRYOVER = "carryover"
    OTHER = "other"
    BASIC = "basic"
    PROJECT = "project"
    TRANSFER = "transfer"
    ALLOCATION = "allocation"
    # texts
    GOAL = "goal"
    PERIOD_GOAL = "period_goal"
    ACTUAL_GOAL = "actual_goal"
    PURPOSE = "purpose"
    DUTY = "duty"
    # the plan of payments
    PLAN = "plan"
    PLAN_Q1 = "plan_q1"
    PLAN_Q2 = "plan_q2"
    PLAN_Q3 = "plan_q3"
    PLAN_Q4 = "plan_q4"
    # heads over amounts
    MARK_INITIAL = "mark_initial"
    MARK_BUDGET = "mark_budget"
    MARK_EXECUTED = "mark_executed"


NAMES = frozenset({LabelField.PROJECT_NAME, LabelField.DEPARTMENT_NAME})
MONEY = frozenset(
    {
        LabelField.PERIOD_TOTAL,
        LabelField.TOTAL,
        LabelField.FISCAL,
        LabelField.CARRYOVER,
        LabelField.OTHER,
        LabelField.BASIC,
        LabelField.PROJECT,
        LabelField.TRANSFER,
        LabelField.ALLOCATION,
    }
)
TEXTS = frozenset(
    {LabelField.GOAL, LabelField.PERIOD_GOAL, LabelField.ACTUAL_GOAL, LabelField.PURPOSE, LabelField.DUTY}
)
PLANS = frozenset({LabelField.PLAN_Q1, LabelField.PLAN_Q2, LabelField.PLAN_Q3, LabelField.PLAN_Q4})
MARKS = frozenset({LabelField.MARK_INITIAL, LabelField.MARK_BUDGET, LabelField.MARK_EXECUTED})


@unique
class Lane(StrEnum):
    """Which money of a project: that of the year, or that of all the years it runs."""

    YEAR = "year"
    PERIOD = "period"


@unique
class Subject(StrEnum):
    """Whom a performance form is about."""

    PROJECT = "project"
    DEPARTMENT = "department"


@unique
class IndicatorRole(StrEnum):
    """What a column of a table of indicators holds (forms.toml, ``column``)."""

    INDEX = "index"
    PROJECT_UNIT = "project_unit"
    PROJECT_NAME = "project_name"
    PROJECT_AMOUNT = "project_amount"
    PROJECT_APPROPRIATION = "project_appropriation"
    PROJECT_FISCAL = "project_fiscal"
    PROJECT_OTHER = "project_other"
    PROJECT_GOAL = "project_goal"
    LEVEL_1 = "level_1"
    LEVEL_2 = "level_2"
    LEVEL_3 = "level_3"
    ACTIVITY = "activity"
    DESCRIPTION = "description"
    OPERATOR = "operator"
    TARGET = "target"
    TARGET_UNIT = "target_unit"
    ACTUAL = "actual"
    WEIGHT = "weight"
    SCORE = "score"
    BASIS = "basis"
    IGNORED = "ignored"


@unique
class TaskRole(StrEnum):
    """What a column of a department's yearly tasks holds (forms.toml, ``task``)."""

    NAME = "name"
    CONTENT = "content"
    AMOUNT = "amount"
    FISCAL = "fiscal"
    OTHER = "other"
    EXECUTED = "executed"


@unique
class Field(StrEnum):
    """A field of a row of raw.form.  Amounts are digits in yuan, truth is ``true`` or ``false``."""

    # of every row with money
    AMOUNT = "amount"
    AMOUNT_PUBLISHED = "amount_published"
    UNIT = "unit"
    ROUNDING_STEP = "rounding_step"
    # of every row of a list
    LINE_NAME = "line_name"
    LINE_ROLE = "line_role"
    IS_LEAF = "is_leaf"
    IS_TOTAL = "is_total"
    # projects
    PROJECT_NAME = "project_name"
    PROJECT_CODE = "project_code"
    PROJECT_CATEGORY = "project_category"
    PROJECT_REGION_CODE = "project_region_code"
    PROJECT_YEAR = "project_year"
    PROJECT_PLACE = "project_place"
    UNIT_NAME = "unit_name"
    SOURCE = "source"
    AMOUNT_BASIS = "amount_basis"
    FISCAL_AMOUNT = "fiscal_amount"
    OTHER_AMOUNT = "other_amount"
    CARRYOVER_AMOUNT = "carryover_amount"
    TRANSFER_AMOUNT = "transfer_amount"
    EXECUTED_AMOUNT = "executed_amount"
    PERIOD_AMOUNT = "period_amount"
    PURPOSE = "purpose"
    GOAL = "goal"
    PLAN_Q1 = "plan_q1"
    PLAN_Q2 = "plan_q2"
    PLAN_Q3 = "plan_q3"
    PLAN_Q4 = "plan_q4"
    SENTENCE = "sentence"
    YEAR = "year"
    # indicators
    LEVEL_1 = "level_1"
    LEVEL_2 = "level_2"
    LEVEL_3 = "level_3"
    ACTIVITY = "activity"
    DESCRIPTION = "description"
    OPERATOR = "operator"
    TARGET_VALUE = "target_value"
    TARGET_UNIT = "target_unit"
    TARGET_TEXT = "target_text"
    ACTUAL_TEXT = "actual_text"
    BASIS = "basis"
    WEIGHT = "weight"
    SCORE = "score"
    # what is bought or held
    CATEGORY = "category"
    CATALOGUE_CODE = "catalogue_code"
    CATALOGUE_NAME = "catalogue_name"
    FUNCTIONAL_CODE = "functional_code"
    ECONOMIC_CODE = "economic_code"
    GOVERNMENT_ECONOMIC_CODE = "government_economic_code"
    FUND_SOURCE = "fund_source"
    QUANTITY = "quantity"
    QUANTITY_UNIT = "quantity_unit"
    UNIT_PRICE = "unit_price"
    SMALL_ENTERPRISE_AMOUNT = "small_enterprise_amount"
    AS_OF = "as_of"
    # units and their staff
    UNIT_CODE = "unit_code"
    NATURE = "nature"
    RANK = "rank"
    FUNDING = "funding"
    VEHICLES = "vehicles"
    POSTS = "posts"
    STAFF = "staff"
    RETIRED = "retired"
    # a department's profile
    ITEM = "item"
    NAME = "name"
    CONTENT = "content"
