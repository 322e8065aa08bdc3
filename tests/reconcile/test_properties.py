"""Any tree that adds up passes; one wrong cell makes an equation with it fail; rounding alone never fails."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.reconcile.evaluate import evaluate
from tests.reconcile.apart import apart
from tests.reconcile.builder import Column, Disclosure, Row, changed
from tests.reconcile.support import BY_ID

RULES = [BY_ID[name] for name in ("GEN-CHILDREN", "GEN-TOTAL", "B3-COLUMNS")]
COLUMNS = [Column("total"), Column("basic", etype="basic"), Column("project", etype="project")]
CENT = Decimal("0.01")
QUICK = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])

leaf = st.tuples(st.integers(0, 10**12), st.integers(0, 10**12))  # basic, project in yuan cents
tree = st.lists(st.lists(st.lists(leaf, min_size=1, max_size=3), min_size=1, max_size=3), min_size=1, max_size=4)
trees = st.lists(tree, min_size=1, max_size=5)  # evaluated together: five documents cost little more than one
Tree = list[list[list[tuple[int, int]]]]


def _plus(amounts: list[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal]:
    return sum((one for one, _ in amounts), Decimal(0)), sum((one for _, one in amounts), Decimal(0))


def _rows(classes: Tree) -> list[tuple[str, str, tuple[Decimal, Decimal]]]:
    """(code, role, exact amounts in 万元) of 类/款/项 rows and their 合计."""
    rows: list[tuple[str, str, tuple[Decimal, Decimal]]] = []
    for number, class_ in enumerate(classes, start=201):
        of_class: list[tuple[str, str, tuple[Decimal, Decimal]]] = []
        for second, section in enumerate(class_, start=1):
            code = f"{number}{second:02}"
            leaves = [(Decimal(basic) / 1_000_000, Decimal(project) / 1_000_000) for basic, project in section]
            of_class.append((code, "item", _plus(leaves)))
            of_class += [(f"{code}{third:02}", "item", amounts) for third, amounts in enumerate(leaves, start=1)]
        sections = [amounts for code, _, amounts in of_class if len(code) == 5]
        rows += [(str(number), "item", _plus(sections)), *of_class]
    top = _plus([amounts for code, _, amounts in rows if len(code) == 3])
    return [("", "total", top), *rows]


def _printed(classes: Tree, step: Decimal, blank_zero: bool) -> Disclosure:
    def text(amount: Decimal) -> str:
        rounded = amount.quantize(step, ROUND_HALF_UP)
        return "" if blank_zero and rounded == 0 else str(rounded)

    table = [Row(code or "合计", [text(basic + project), text(basic), text(project)], code=code, role=role)
             for code, role, (basic, project) in _rows(classes)]  # fmt: skip
    return Disclosure().table("expenditure", COLUMNS, table)


def _together(printed: list[Disclosure]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Facts and documents of them all."""
    return apart(one.facts() for one in printed), apart(one.documents() for one in printed)


@QUICK
@given(trees)
def test_a_consistent_tree_passes_exactly(several: list[Tree]) -> None:
    facts, documents = _together([_printed(one, Decimal("0.000001"), blank_zero=False) for one in several])
    results = evaluate(facts, documents, RULES).results
    assert set(results["verdict"]) == {"pass"}
    assert results["document_id"].n_unique() == len(several)


@QUICK
@given(trees, st.sampled_from([CENT, Decimal(1)]), st.booleans())
def test_rounding_alone_never_fails(several: list[Tree], step: Decimal, blank: bool) -> None:
    facts, documents = _together([_printed(one, step, blank) for one in several])
    results = evaluate(facts, documents, RULES).results
    assert "fail" not in set(results["verdict"])


@QUICK
@given(trees, st.data())
def test_one_wrong_cell_fails_an_equation_with_it(several: list[Tree], data: st.DataObject) -> None:
    facts, documents = _together([_printed(one, CENT, blank_zero=False) for one in several])
    wrong = {}
    for (document,), own in facts.group_by("document_id", maintain_order=True):
        line, amount = data.draw(st.sampled_from(own.select("line_id", "amount").rows()))
        wrong[document] = line, str(amount + data.draw(st.sampled_from([-1, 1])) * 10_000)
    evaluation = evaluate(changed(facts, dict(wrong.values())), documents, RULES)
    failing = evaluation.results.filter(pl.col("verdict") == "fail")
    with_it = evaluation.terms.filter(pl.col("line_id").is_in([line for line, _ in wrong.values()]))
    assert set(failing.join(with_it, on="result_id")["document_id"]) == set(wrong)
    assert failing.join(with_it, on="result_id", how="anti").is_empty()


@QUICK
@given(trees, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(several: list[Tree], random: object) -> None:
    facts, documents = _together([_printed(one, CENT, blank_zero=True) for one in several])
    order = list(range(facts.height))
    random.shuffle(order)  # type: ignore[attr-defined]
    columns = ["document_id", "rule_id", "node", "verdict", "residual"]
    straight = evaluate(facts, documents, RULES).results.select(columns).sort(columns)
    mixed = evaluate(facts[order], documents, RULES).results.select(columns).sort(columns)
    assert straight.equals(mixed)


def test_amounts_of_eighteen_digits_stay_exact() -> None:
    rows = [
        Row("合计", ["999999999999.000003"], role="total"),
        Row("201", ["999999999999.000001"], code="201"), Row("208", ["0.000002"], code="208"),
    ]  # fmt: skip
    document = Disclosure().table("expenditure", COLUMNS[:1], rows)
    results = evaluate(document.facts(), document.documents(), [replace(RULES[1])]).results
    assert results.select("verdict", "residual").row(0) == ("pass", Decimal("0.00"))
