"""What a document prints besides statements, as core.bridge_disclosure names it."""

from __future__ import annotations

from enum import unique

from pipelines.model.terms import Term


@unique
class Printed(Term):
    """A form or a text; a statement goes by its own id."""

    PROJECT_TABLE = "project_table", "项目支出表", "project table"
    PROJECT_LIST = "project_list", "重点项目清单", "list of key projects"
    CARRIED_OVER_LIST = "carried_over_list", "结转项目清单", "list of carried-over projects"
    PERFORMANCE = "performance", "绩效目标表", "performance form"
    PROCUREMENT = "procurement", "政府采购表", "procurement"
    PURCHASE_OF_SERVICES = "purchase_of_services", "政府购买服务表", "purchase of services"
    STAFFING = "staffing", "人员机构表", "staff table"
    STATE_ASSET = "state_asset", "国有资产表", "asset table"
    NARRATIVE = "narrative", "文字说明", "narrative"
    PROFILE = "profile", "部门概况", "profile"
    STAFFING_TEXT = "staffing_text", "文字所述人员机构", "staff in the text"
    STATE_ASSET_TEXT = "state_asset_text", "文字所述国有资产", "assets in the text"


TEXTS = frozenset({Printed.NARRATIVE, Printed.PROFILE, Printed.STAFFING_TEXT, Printed.STATE_ASSET_TEXT})
FORMS = frozenset(Printed) - TEXTS
