"""Every layout file with the kinds of entries it may hold."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.layouts.roles import FORM_FIELDS, INDICATOR_ROLES, LIST_ROLES, TASK_ROLES
from pipelines.layouts.schema import FRAGMENT, FRAGMENTS, Key, Kind, one_of, some_of
from pipelines.model.column_roles import ColumnRole
from pipelines.model.expenditure_types import ExpenditureType
from pipelines.model.fund_sources import FundSource
from pipelines.model.measures import Measure
from pipelines.model.row_roles import RowRole
from pipelines.model.schemes import Scheme
from pipelines.model.statements import Statement
from pipelines.model.three_public import Item

_FUND = one_of(FundSource, required=False)
_TYPE = one_of(ExpenditureType, required=False)

_TITLES = {
    "unit": Kind(),
    "meta": Kind(),
    "note": Kind(),
    "contents_line": Kind(),
    "table_word": Kind(),
    "heading": Kind(keys={"ends": Key(list)}, words=False, single=True),
    FRAGMENT: FRAGMENTS,
    "generic": Kind(),
    "prefix": Kind(frame=("^(?:", ")+")),
    "not_a_statement": Kind(),
}
_STATEMENTS = {
    "statement": Kind("id", {"id": one_of(Statement), "scheme": some_of(Scheme)}, apart=("scheme", "not")),
}
_COLUMNS = {
    "role": Kind("role", {"role": one_of(ColumnRole), "where": one_of(("leaf", "path"))}, apart=("where",)),
    FRAGMENT: FRAGMENTS,
    "neutral": Kind(),
    "measure": Kind("measure", {"measure": one_of(Measure), "fund_source": _FUND, "expenditure_type": _TYPE}),
}
_ROWS = {
    "not_money": Kind(),
    "outside_three_public": Kind(),
    "role": Kind("role", {"role": one_of(RowRole)}),
    "measure": Kind("measure", {"measure": one_of(Measure)}),
    "item": Kind("item", {"item": one_of(Item)}),
    "source": Kind("fund_source", {"fund_source": one_of(FundSource)}),
}

BEGINS = ("^(?:", ")")
_FLAG = Key(bool, required=False)
_FORMS = {
    "title.form": Kind(),
    "title.department": Kind(),
    "title.prefix": Kind(frame=("^(?:", ")+")),
    "title.suffix": Kind(),
    "title.generic": Kind(frame=("^(?:", ")*$")),
    "label": Kind("field", {"field": one_of(FORM_FIELDS), "start": _FLAG}),
    "rows.end": Kind(frame=BEGINS),
    "column": Kind("role", {"role": one_of(INDICATOR_ROLES), "last": _FLAG}, apart=("last",)),
    "task": Kind("role", {"role": one_of(TASK_ROLES)}),
    "levels.score_mark": Kind(),
    "levels.first": Kind(),
    "levels.second": Kind(frame=BEGINS),
    "levels.class": Kind("class", {"class": Key(), "first": Key(expression=True)}),
    "template.name": Kind(),
    "template.strip": Kind(),
    "operator": Kind("operator", {"operator": one_of((">=", "<=", ">", "<", "="))}, frame=BEGINS),
    "qualifiers.qualitative": Kind(),
    "qualifiers.after_more": Kind(),
    "qualifiers.after_less": Kind(),
    "qualifiers.about": Kind(),
    "qualifiers.date": Kind(),
    "code.shape": Kind(),
    "code.in_name": Kind(),
    FRAGMENT: FRAGMENTS,
    "stated.whole": Kind(),
    "stated.only": Kind(),
    "stated.figure": Kind(),
    "prose.opens": Kind(),
    "prose.heading": Kind(),
    "prose.target": Kind(),
}


def _list(kind: str) -> dict[str, Kind]:
    """The settings and the columns of one kind of list."""
    roles = LIST_ROLES[kind]
    groups = Key(list, required=False)
    settings = {
        "need": Key(list),
        "need_titled": groups,
        "not": some_of(roles),
        "only": some_of(roles),
        "letter": Key(dict, required=False),
    }
    return {
        kind: Kind(keys=settings, words=False, single=True),
        f"{kind}.column": Kind("role", {"role": one_of(roles)}),
    }


_LISTS = {
    "subhead": Kind(),
    "total": Kind(),
    **_list("project"),
    "project.vague": Kind(),
    **_list("procurement"),
    "procurement.catalogue": Kind(),
    "procurement.goods": Kind(),
    "procurement.works": Kind(),
    "procurement.services": Kind(),
    **_list("purchase"),
    "purchase.code": Kind(),
    "withheld": Kind(),
    **_list("state_asset"),
    "state_asset.title": Kind(),
    "state_asset.as_of": Kind(),
    "state_asset.unit": Kind(),
    "state_asset.total": Kind(),
    "state_asset.of_which": Kind(),
    **_list("staffing"),
    **_list("units"),
    "duty": Kind(keys={"max_characters": Key(int)}, words=False, single=True),
    "duty.heading": Kind(),
    "duty.next_heading": Kind(),
}

FILES: Mapping[str, Mapping[str, Kind]] = {
    "titles.toml": _TITLES,
    "statements.toml": _STATEMENTS,
    "columns.toml": _COLUMNS,
    "rows.toml": _ROWS,
    "forms.toml": _FORMS,
    "forms_lists.toml": _LISTS,
}
