"""Three tests for every rule of the narrative: what it reads, that it holds, and that an error sets off it alone.

Claims are written down as recognition gives them; amounts in 万元, tables of `disclosures.rich`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.narrative.evaluate import evaluate_narrative
from pipelines.reconcile.narrative.link import link
from pipelines.reconcile.rule import Narrative
from tests.expectations.disclosures import fiscal_alone, rich
from tests.reconcile.apart import apart, evaluation_of_each
from tests.reconcile.builder import Column, Disclosure, Row
from tests.reconcile.support import RULES

OF_NARRATIVE = [rule for rule in RULES if isinstance(rule.shape, Narrative)]
SCHEMA = {
    **dict.fromkeys(
        ("line_id", "document_id", "subject", "subject_name", "fund_source", "flow", "measure", "functional_code",
         "economic_code", "government_economic_code", "kind", "direction", "stage", "unit", "of_line_id",
         "base_line_id", "fact_line_id", "verdict", "assurance", "sentence", "amount_published"), pl.String),
    **dict.fromkeys(("part_no", "fiscal_year", "base_year", "paragraph_no"), pl.Int64),
    **dict.fromkeys(("base_is_certain", "is_certain"), pl.Boolean),
    **dict.fromkeys(("amount", "number"), pl.Decimal(20, 2)), "rounding_step": pl.Decimal(20, 6),
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One figure of the text: its name, what it is of, its digits; ``of`` and ``base`` are names of others."""

    name: str
    subject: str
    text: str
    kind: str = "amount"
    of: str | None = None
    base: str | None = None
    more: Mapping[str, Any] | None = None

    def row(self, document: Disclosure) -> dict[str, Any]:
        step = Decimal(1).scaleb(-len(self.text.partition(".")[2]))
        money = self.kind in ("amount", "change")
        value = Decimal(self.text) * (10_000 if money else 1) if self.text else None
        return {
            "line_id": self.name, "document_id": document.document_id, "part_no": 1, "subject": self.subject,
            "subject_name": self.name, "kind": self.kind, "amount": value if money else None,
            "number": None if money else value, "rounding_step": step * (10_000 if money else 1),
            "fiscal_year": document.year, "stage": document.stage, "unit": "万元" if money else "%", "paragraph_no": 1,
            "of_line_id": self.of, "base_line_id": self.base, "base_is_certain": True, "is_certain": True,
            "sentence": "6元，其中2元、4元；5辆，其中2辆、3辆。", "amount_published": self.text,
            **(self.more or {}),
        }  # fmt: skip


@dataclass(frozen=True)
class Case:
    """Figures that hold, and the one whose change breaks the rule."""

    said: tuple[Said, ...]
    wrong: Said
    document: Disclosure | None = None


def _fund(total: str) -> Disclosure:
    """A table of a government fund and nothing else."""
    return Disclosure("a" * 64).table("government_fund", [Column("total")], [Row("合计", [total], role="total")])


def _nothing() -> Disclosure:
    return _fund("0.00")


def _basic() -> Disclosure:
    """Basic spending with its public costs, and no running costs."""
    parts = [Column("total"), Column("public", None, "basic")]
    return Disclosure("a" * 64).table("basic_economic", parts, [Row("合计", ["60.00", "10.00"], role="total")])


def _parts(whole: str, *parts: Said, total: str = "6.00", kind: str = "amount") -> tuple[Said, ...]:
    return (Said("whole", whole, total, kind), *(replace(one, of="whole", kind=kind) for one in parts))


def _moved(name: str, subject: str, text: str, direction: str = "increase") -> Said:
    return Said(name, subject, text, "change", more={"direction": direction})


_OWN = "甲县水利局"
_UP = {"direction": "increase"}
_CHANGE = (
    Said("now", "x", "110.00"),
    Said("more", "x", "10.00", "change", of="now", more=_UP),
)
_PERCENT = Said("rate", "x", "10.00", "change_percent", of="now", base="more", more=_UP)
_SHARE = Said("rate", "basic", "25.00", "share", of="part", base="whole")
_DONE = Said("rate", "function", "94.43", "completion", of="final", base="plan")
_GROWN = Said("rate", "x", "50.00", "change_percent", of="now", base="more", more=_UP)
_RISEN = Said("more", "x", "10.00", "change", of="now", more=_UP | {"base_year": 2023})
_KEPT = {"sentence": "公务用车保有量3辆。"}
_CAPITAL = {"fund_source": "state_capital"}
_BASIC = {"functional_code": "201", "measure": "basic"}
_LISTED = tuple(
    Said(f"rate{n}", "x", share, "share", of=f"part{n}", more={"base_is_certain": False})
    for n, share in enumerate(("20.00", "30.00", "50.00"))
)
_PARTS = tuple(Said(f"part{n}", "x", amount) for n, amount in enumerate(("2.11", "3.22", "5.03")))
CASES: dict[str, Case] = {
    "N1-FUNCTION": Case((Said("a", "function", "100.00", more={"functional_code": "201"}),),
                        Said("a", "function", "90.00", more={"functional_code": "201"})),
    "N2-TOTAL": Case((Said("a", "spending_total", "125.00"),), Said("a", "spending_total", "152.00")),
    "N3-SHARE": Case((Said("whole", "x", "200.00"), Said("part", "x", "50.00"), _SHARE), replace(_SHARE, text="35.00")),
    "N3-CHANGE": Case((*_CHANGE, _PERCENT), replace(_PERCENT, text="12.00")),
    # 上海市普陀区规划和自然资源局 2024 final accounts, page 22
    "N3-COMPLETION": Case((Said("plan", "x", "42.73"), Said("final", "x", "40.35"), _DONE),
                          replace(_DONE, text="49.43")),
    "N4-TWICE": Case((Said("a", "budget_total", "7.00"), Said("b", "budget_total", "7.00")),
                     Said("b", "budget_total", "7.70"), _nothing()),
    "N5-TABLE": Case((Said("a", "reception", "3.00"),), Said("a", "reception", "3.30")),
    "N5-PARTS": Case(_parts("three_public", Said("a", "abroad", "1.00"), Said("v", "vehicles", "2.00"),
                            Said("r", "reception", "3.00")), Said("r", "reception", "3.30", of="whole"), _nothing()),
    "N5-VEHICLES": Case(_parts("vehicles", Said("p", "vehicle_purchase", "2.00"),
                               Said("o", "vehicle_operation", "4.00")),
                        Said("o", "vehicle_operation", "4.40", of="whole"), _nothing()),
    "N6-TABLE": Case((Said("a", "operating_expenses", "8.00"),), Said("a", "operating_expenses", "8.80")),
    "N6-ITEMS": Case(_parts("operating_expenses", Said("办公费", "operating_item", "2.00"),
                            Said("印刷费", "operating_item", "4.00")),
                     Said("印刷费", "operating_item", "4.20", of="whole"), _nothing()),
    "N7-PARTS": Case(_parts("procurement", *(Said(one, f"procurement_{one}", "2.00")
                                             for one in ("goods", "works", "services"))),
                     Said("works", "procurement_works", "2.50", of="whole"), _nothing()),
    "N9-VEHICLES": Case(_parts("vehicle_count", Said("机要通信用车", "vehicle_kind", "2"),
                               Said("其他用车", "vehicle_kind", "3"), total="5", kind="count"),
                        Said("其他用车", "vehicle_kind", "4", "count", of="whole"), _nothing()),
    "N10-DIRECTION": Case((*_CHANGE, _PERCENT), replace(_PERCENT, more={"direction": "decrease"})),
    "N11-EMPTY": Case((Said("none", "government_fund", "", "none"),), Said("none", "government_fund", "", "none"),
                      _nothing()),
    "N13-YEARS": Case((Said("a", "budget_total", "7.00"),
                       Said("b", "budget_total", "6.00", more={"fiscal_year": 2023})),
                      Said("b", "budget_total", "6.00", more={"fiscal_year": 2020}), _nothing()),
    "N14-BODY": Case((Said("a", "spending_total", "125.00", more={"sentence": f"{_OWN}2024年支出125.00万元。"}),),
                     Said("a", "spending_total", "125.00", more={"sentence": "甲县财政局2024年支出125.00万元。"})),
    "N5-ABROAD": Case((Said("a", "abroad", "5.00"), Said("b", "groups_abroad", "2", "count"),
                       Said("c", "persons_abroad", "5", "count")), Said("a", "abroad", "0.00"), _nothing()),
    "N5-RECEPTION": Case((Said("a", "reception", "5.00"), Said("b", "receptions", "3", "count")),
                         Said("b", "receptions", "0", "count"), _nothing()),
    "N9-COST": Case((Said("a", "vehicle_operation", "5.00"), Said("b", "vehicle_count", "3", "count", more=_KEPT)),
                    Said("b", "vehicle_count", "0", "count", more=_KEPT), _nothing()),
    "N1-PARTS": Case(_parts("general_public", Said("a", "function", "2.00", more={"functional_code": "201"}),
                            Said("b", "function", "4.00", more={"functional_code": "208"})),
                     Said("b", "function", "4.10", of="whole", more={"functional_code": "208"}), _nothing()),
    "N2-BASIC": Case(_parts("basic", Said("a", "personnel", "2.00"), Said("b", "public", "4.00")),
                     Said("b", "public", "4.40", of="whole"), _nothing()),
    "N2-KINDS": Case(_parts("spending_total", Said("a", "basic", "2.00"), Said("b", "project", "4.00")),
                     Said("b", "project", "4.10", of="whole"), _nothing()),
    "N2-SOURCES": Case(_parts("income_total", Said("a", "business", "2.00"), Said("b", "other_income", "4.00")),
                       Said("b", "other_income", "4.10", of="whole"), _nothing()),
    "N2-WHOLE": Case((Said("whole", "project", "6.00"), Said("a", "basic", "6.00", of="whole")),
                     Said("a", "basic", "6.10", of="whole"), _nothing()),
    "N3-RISE": Case((Said("now", "x", "10.00"), _RISEN), replace(_RISEN, text="10.10"), _nothing()),
    "N3-KINDS": Case((_moved("whole", "spending_total", "2.50", "decrease"), _moved("a", "basic", "2.80"),
                      _moved("b", "project", "5.30", "decrease")),
                     _moved("a", "basic", "2.90"), _nothing()),
    "N3-SOURCES": Case((_moved("whole", "income_total", "2.50"), _moved("a", "general_public", "2.60"),
                        _moved("b", "other_income", "0.10", "decrease")),
                       _moved("b", "other_income", "0.20", "decrease"), _nothing()),
    "N3-NOTHING": Case((Said("now", "x", "10.00"), replace(_RISEN, text="5.00"), replace(_GROWN, text="100.00")),
                       replace(_RISEN, text="10.00"), _nothing()),
    "N3-HUNDRED": Case((*_PARTS, *_LISTED), replace(_LISTED[2], text="52.00"), _nothing()),
    "N4-TABLE": Case((Said("a", "function", "60.00", more=_BASIC), Said("b", "function", "60.00", more=_BASIC)),
                    Said("b", "function", "90.00", more=_BASIC)),
    "N6-PUBLIC": Case((Said("a", "operating_expenses", "8.00"),), Said("a", "operating_expenses", "80.00"), _basic()),
    "N10-LEVEL": Case((Said("now", "x", "10.00"), replace(_RISEN, text="0.00"),
                       Said("level", "x", "", "change", of="now", more={"direction": "unchanged"})),
                      replace(_RISEN, text="1.00"), _nothing()),
    "N11-NOWHERE": Case((Said("a", "state_capital", "40.00", more=_CAPITAL),),
                        Said("a", "state_capital", "41.00", more=_CAPITAL), fiscal_alone()),
    "N13-SELF": Case((Said("now", "x", "20.00", more={"fiscal_year": 2024}), _RISEN),
                     Said("now", "x", "20.00", more={"fiscal_year": 2023}), _nothing()),
    "N13-TABLE": Case((Said("a", "reception", "3.00"),), Said("a", "reception", "3.00", more={"fiscal_year": 2023})),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What the narrative rules say of the claims of a case beside its tables, as they hold and with the error."""

    sound: Evaluation
    wrong: Evaluation


@pytest.fixture(scope="module")
def told() -> dict[str, Told]:
    """Every case by its rule: all in one evaluation, a document each."""
    pairs = []
    for rule, case in CASES.items():
        document = case.document or rich("budget")
        changed = tuple(case.wrong if one.name == case.wrong.name else one for one in case.said)
        # Where the text says there is nothing, the error is in the table.
        pairs += [(case.said, document), (changed, _fund("20.00") if rule == "N11-EMPTY" else document)]
    facts = apart(document.facts() for _, document in pairs)
    documents = apart(document.documents() for _, document in pairs)
    claims = apart(pl.DataFrame([one.row(document) for one in said], schema=SCHEMA) for said, document in pairs)
    parts = documents.select("document_id", "part_no", department_name=pl.lit(_OWN), kind=pl.lit("department"))
    evaluation = evaluate_narrative(link(claims, facts, documents), facts, documents, RULES, parts)
    found = evaluation_of_each(evaluation, len(pairs))
    return {rule: Told(*both) for rule, both in zip(CASES, zip(found[::2], found[1::2], strict=True), strict=True)}


def verdicts(evaluation: Evaluation, verdict: list[str]) -> set[str]:
    return set(evaluation.results.filter(pl.col("verdict").is_in(verdict))["rule_id"])


@pytest.mark.parametrize("rule", OF_NARRATIVE, ids=lambda rule: rule.id)
def test_it_reads_the_figures_of_its_subjects(rule: Any, told: dict[str, Told]) -> None:
    case, evaluation = CASES[rule.id], told[rule.id].sound
    own = evaluation.results.filter(pl.col("rule_id") == rule.id)
    read = set(evaluation.terms.join(own, on="result_id", how="semi")["line_id"])
    shape = rule.shape
    subjects = set(shape.subjects) | set(shape.total) | set(shape.inner)
    assert {one.name for one in case.said if not subjects or one.subject in subjects} & read
    assert not {one.name for one in case.said if subjects and one.subject not in subjects} & read


@pytest.mark.parametrize("rule", OF_NARRATIVE, ids=lambda rule: rule.id)
def test_there_are_figures_for_which_it_holds(rule: Any, told: dict[str, Told]) -> None:
    evaluation = told[rule.id].sound
    assert rule.id in verdicts(evaluation, ["pass", "rounding"])
    assert verdicts(evaluation, ["fail"]) == set()


@pytest.mark.parametrize("rule", OF_NARRATIVE, ids=lambda rule: rule.id)
def test_an_error_sets_off_it_and_nothing_else(rule: Any, told: dict[str, Told]) -> None:
    results = told[rule.id].wrong.results
    failing = results.filter(pl.col("verdict") == "fail")
    assert set(failing["rule_id"]) == {rule.id}
    assert failing.height == 1
