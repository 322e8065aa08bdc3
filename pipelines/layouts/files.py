"""Every layout file with the kinds of entries it may hold."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.layouts.roles import FORM_FIELDS, INDICATOR_ROLES, LIST_ROLES, PLACES, SUBJECTS, TASK_ROLES
from pipelines.layouts.schema import FRAGMENT, FRAGMENTS, Key, Kind, one_of, some_of
from pipelines.model.bodies import BodyKind
from pipelines.model.column_roles import ColumnRole
from pipelines.model.expenditure_types import ExpenditureType
from pipelines.model.flows import Flow
from pipelines.model.fund_sources import FundSource
from pipelines.model.measures import SPENDING, Measure
from pipelines.model.row_roles import RowRole
from pipelines.model.schemes import Scheme
from pipelines.model.stages import Stage
from pipelines.model.statements import Statement
from pipelines.model.three_public import Item

_BEGINS = ("^(?:", ")")
_ENDS = ("(?:", ")$")
_WHOLE = ("^(?:", ")$")
_FUND = one_of(FundSource, required=False)
_TYPE = one_of(ExpenditureType, required=False)

_TITLES = {
    "unit": Kind(),
    "meta": Kind(),
    "note": Kind(),
    "contents_line": Kind(),
    "title_begun": Kind(),
    "table_word": Kind(),
    "heading": Kind(keys={"ends": Key(list)}, words=False, single=True),
    FRAGMENT: FRAGMENTS,
    "generic": Kind(),
    "prefix": Kind(frame=("^(?:", ")+")),
    "not_a_statement": Kind(),
    "before_correction": Kind(),
    "after_correction": Kind(),
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

_FLAG = Key(bool, required=False)
_FORMS = {
    "title.form": Kind(),
    "title.department": Kind(),
    "title.prefix": Kind(frame=("^(?:", ")+")),
    "title.suffix": Kind(),
    "title.generic": Kind(frame=("^(?:", ")*$")),
    "title.whole": Kind(),
    "title.complete": Kind(),
    "title.with_unit": Kind(),
    "title.report": Kind(),
    "label": Kind("field", {"field": one_of(FORM_FIELDS), "start": _FLAG}),
    "rows.end": Kind(frame=_BEGINS),
    "rows.money": Kind(),
    "column": Kind("role", {"role": one_of(INDICATOR_ROLES), "last": _FLAG}, apart=("last",)),
    "task": Kind("role", {"role": one_of(TASK_ROLES)}),
    "levels.score_mark": Kind(),
    "levels.first": Kind(),
    "levels.second": Kind(frame=_BEGINS),
    "levels.class": Kind("class", {"class": Key(), "first": Key(expression=True)}),
    "template.name": Kind(),
    "template.strip": Kind(),
    "operator": Kind("operator", {"operator": one_of((">=", "<=", ">", "<", "="))}, frame=_BEGINS),
    "qualifiers.qualitative": Kind(),
    "qualifiers.after_more": Kind(),
    "qualifiers.after_less": Kind(),
    "qualifiers.about": Kind(),
    "qualifiers.date": Kind(),
    "qualifiers.share": Kind(),
    "qualifiers.change": Kind(),
    "code.shape": Kind(),
    "code.in_name": Kind(),
    FRAGMENT: FRAGMENTS,
    "stated.whole": Kind(),
    "stated.only": Kind(),
    "stated.figure": Kind(),
    "prose.opens": Kind(),
    "prose.heading": Kind(),
    "prose.target": Kind(),
    "affiliation.units": Kind(),
    "affiliation.item": Kind(),
    "affiliation.behind": Kind(),
    "affiliation.before": Kind(),
    "affiliation.no_unit": Kind(),
    "affiliation.superior": Kind(),
    "affiliation.behind_superior": Kind(),
    "affiliation.former": Kind(),
    "affiliation.no_superior": Kind(),
    "affiliation.itself": Kind(),
}


def _list(kind: str) -> dict[str, Kind]:
    """The settings and the columns of one kind of list."""
    roles = LIST_ROLES[kind]
    settings = {
        "need": some_of(roles, required=True),
        "need_titled": some_of(roles),
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
    "sum": Kind(),
    **_list("project"),
    "project.vague": Kind(),
    "project.group": Kind(),
    "project.named": Kind(),
    "project.carried_over": Kind(),
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

_SUBJECT = one_of(SUBJECTS)
_NARRATIVE = {
    FRAGMENT: FRAGMENTS,
    "increase": Kind(),
    "decrease": Kind(),
    "unchanged": Kind(),
    "unchanged_needs": Kind(),
    "filler": Kind(frame=("^(?:", ")*+$")),
    "left": Kind(frame=_ENDS, wins="leftmost"),
    "left_org": Kind(frame=("(?:", r")(?:\([^()]{1,12}\))?$")),
    "stage": Kind("stage", {"stage": one_of(Stage)}),
    "share": Kind(frame=_ENDS),
    "completion": Kind(frame=_ENDS),
    "plan": Kind(frame=_ENDS),
    "year_before": Kind(),
    "list": Kind(),
    "list_title": Kind(frame=_ENDS),
    "before_part": Kind(frame=("^.*(?:", ")")),
    "name_tail": Kind(frame=("(?:", ")+$")),
    "reason": Kind(),
    "blocks": Kind(),
    "blocks_change": Kind(),
    "skip": Kind(),
    "explains": Kind(),
    "heading_end": Kind(frame=("(?:", r")(?:\([^()]{1,15}\))?$")),
    "goes_on": Kind(),
    "reason_alone": Kind(),
    "moves": Kind(),
    "money_name": Kind(frame=_ENDS),
    "glossary": Kind(),
    "definition": Kind(),
    "operating_item": Kind(),
    "fund": Kind("fund", {"fund": one_of(FundSource)}),
    "term": Kind(
        "subject",
        {
            "subject": one_of(SUBJECTS | {"shadow"}),
            "depth": Key(int),
            "total": _FLAG,
            "flow": one_of(Flow, required=False),
            "own_fund": _FUND,
        },
        wins="leftmost",
    ),
    "none": Kind("subject", {"subject": _SUBJECT}),
}
_LISTED = some_of(SUBJECTS)
_COUNTS = {
    FRAGMENT: FRAGMENTS,
    "about": Kind(),
    "bought": Kind(),
    "held": Kind(),
    "explains": Kind(),
    "own": Kind(),
    "behind_unit": Kind(),
    "among": Kind(),
    "unit": Kind(),
    "day": Kind("id", {"id": one_of(("date", "month", "year", "year_before"))}),
    "count": Kind(
        "subject",
        {
            "subject": _SUBJECT,
            "bought": one_of(SUBJECTS, required=False),
            "total": _FLAG,
            "held": _FLAG,
            "alone": _FLAG,
            "explained": _FLAG,
            "whose": _FLAG,
            "under": _LISTED,
            "follows": _LISTED,
            "after": Key(dict, required=False),
            "topics": Key(dict, required=False),
            "asset": Key(required=False),
        },
    ),
    "topic": Kind("topic", {"topic": one_of(("evaluation", "department", "targets", "micro", "sme"))}),
    "share": Kind("", {"subject": some_of(SUBJECTS, required=True)}),
    "nothing": Kind("subject", {"subject": _SUBJECT}),
}
_MISREAD = {
    "alike": Kind("characters", {"characters": Key(), "seen": Key()}, words=False),
    "lost": Kind("characters", {"characters": Key(), "seen": Key()}, words=False),
    "word": Kind(),
}
_ANY = "*"
# A selector: pipelines.reconcile.rule says what each key asks of a cell.  `of`: whose money the cell counts.
_SELECTOR = {
    "of": one_of((*FundSource, "all", "any", "")),
    "statement": some_of(Statement, required=True),
    "role": some_of((*RowRole, *PLACES, _ANY)),
    "flow": some_of(Flow),
    "period": some_of(("current", "carryover", "closing", _ANY)),
    "fund": some_of((*FundSource, _ANY)),
    "etype": some_of((*SPENDING, _ANY)),
    "item": some_of((*Item, _ANY)),
    "source": some_of(FundSource),
    "name": Key(required=False, expression=True),
    "besides": Key(required=False, expression=True),
}
_FACTS = {
    "fact": Kind(
        "subject",
        {
            "subject": _SUBJECT,
            "by": one_of(("functional_code", "economic"), required=False),
            "select": Key(list, tables=_SELECTOR),
        },
        words=False,
    )
}
_SUBJECTS = {subject: Kind(keys={"zh": Key(), "en": Key()}, words=False, single=True) for subject in SUBJECTS}

_WEIGHT = Key(int)
_BODY = one_of((*BodyKind, ""))
_ID_TITLES = {
    "noun": Kind(keys={"stage": one_of(("budget", "final", "")), "kind": _BODY, "weight": _WEIGHT}, wins="longest"),
    "tail": Kind(frame=_WHOLE),
    "revision": Kind("revision", {"revision": one_of(("adjusted", "corrected", "revised", "republished"))}),
    "published": Kind(),
}
_ID_LABELS = {"label": Kind(keys={"kind": _BODY, "weight": _WEIGHT}, frame=_BEGINS, wins="longest")}
_ID_NAMES = {
    "suffix": Kind(frame=_ENDS),
    "generic": Kind(frame=_WHOLE),
    "central": Kind("where", {"where": one_of(("name", "text"))}),
    "short": Kind("full", {"full": Key()}, frame=_WHOLE),
}
_ID_DOMAINS = {"domain": Kind("domain", {"domain": Key()})}
_REGION = {name: Key() for name in ("code", "name", "short_name", "path", "valid_from", "valid_to")}
_ID_REGIONS = {"row": Kind("code", _REGION, words=False, apart=("valid_from",))}

FILES: Mapping[str, Mapping[str, Kind]] = {
    "titles.toml": _TITLES,
    "statements.toml": _STATEMENTS,
    "columns.toml": _COLUMNS,
    "rows.toml": _ROWS,
    "forms.toml": _FORMS,
    "forms_lists.toml": _LISTS,
    "identity/titles.toml": _ID_TITLES,
    "identity/labels.toml": _ID_LABELS,
    "identity/names.toml": _ID_NAMES,
    "identity/domains.toml": _ID_DOMAINS,
    "identity/regions.csv": _ID_REGIONS,
    "misread.toml": _MISREAD,
    "narrative.toml": _NARRATIVE,
    "narrative_counts.toml": _COUNTS,
    "narrative_facts.toml": _FACTS,
    "narrative_subjects.toml": _SUBJECTS,
}
