"""Every layout file with the kinds of entries it may hold."""

from __future__ import annotations

from collections.abc import Mapping

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

FILES: Mapping[str, Mapping[str, Kind]] = {
    "titles.toml": _TITLES,
    "statements.toml": _STATEMENTS,
    "columns.toml": _COLUMNS,
    "rows.toml": _ROWS,
}
