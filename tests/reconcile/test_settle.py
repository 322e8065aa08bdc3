"""Figures of a scan in doubt: the equations choose among what they may be, or leave them unknown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.model.document import DOUBT
from pipelines.model.judgements import Verdict
from pipelines.reconcile.evaluate import evaluate
from pipelines.reconcile.settle import settle
from pipelines.reconcile.settle.findings import doubt_findings
from pipelines.reconcile.settle.problem import Equation, Problem
from pipelines.reconcile.settle.solve import solve
from tests.reconcile.builder import Column, Disclosure, Row
from tests.reconcile.support import BY_ID

RULES = [BY_ID[name] for name in ("GEN-CHILDREN", "GEN-TOTAL", "B3-COLUMNS")]
COLUMNS = [Column("total"), Column("basic", etype="basic"), Column("project", etype="project")]
TABLE = [
    Row("合计", ["741.50", "500.50", "241.00"], role="total"),
    Row("201", ["510.25", "400.25", "110.00"], code="201"),
    Row("20101", ["310.25", "300.25", "10.00"], code="20101"),
    Row("2010101", ["210.25", "200.25", "10.00"], code="2010101"),
    Row("2010102", ["100.00", "100.00", ""], code="2010102"),
    Row("20103", ["200.00", "100.00", "100.00"], code="20103"),
    Row("2010301", ["200.00", "100.00", "100.00"], code="2010301"),
    Row("208", ["231.25", "100.25", "131.00"], code="208"),
    Row("20805", ["231.25", "100.25", "131.00"], code="20805"),
    Row("2080501", ["131.25", "100.25", "31.00"], code="2080501"),
    Row("2080502", ["100.00", "", "100.00"], code="2080502"),
]
Doubted = Mapping[tuple[str, str], Sequence[str]]  # row and measure -> candidates


def _scanned(doubted: Doubted) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Facts, raw lines and documents of the table, with some of its figures in doubt."""
    made = Disclosure().table("expenditure", COLUMNS, TABLE)
    facts = made.facts()
    at = {
        line_id: doubted[name, measure]
        for line_id, name, measure in facts.select("line_id", "line_name", "measure").iter_rows()
        if (name, measure) in doubted
    }
    assert len(at) == len(doubted)
    read = pl.col("line_id").is_in(list(at))
    shown = pl.col("line_id").replace_strict({one: DOUBT + (c or ["?"])[0] for one, c in at.items()}, default=None)
    facts = facts.with_columns(
        amount=pl.when(~read).then("amount"), amount_published=pl.coalesce(shown, "amount_published")
    )
    told = {one: json.dumps(candidates) for one, candidates in at.items()}
    lines = facts.select(
        "line_id", "unit", candidates=pl.col("line_id").replace_strict(told, default=None, return_dtype=pl.String)
    )
    return facts, lines, made.documents()


def _settled(doubted: Doubted) -> dict[tuple[str, str], Decimal | None]:
    facts, lines, documents = _scanned(doubted)
    out = settle(facts, lines, documents, RULES)
    assert set(out.filter("repaired")["line_id"]) <= set(lines.drop_nulls("candidates")["line_id"])
    found = out.select("line_name", "measure", "amount").iter_rows()
    return {(name, measure): amount for name, measure, amount in found if (name, measure) in doubted}


def _yuan(printed: str) -> Decimal:
    return Decimal(printed) * 10_000


def test_the_reading_that_foots_is_taken() -> None:
    assert _settled({("2010101", "basic"): ["200.26", "200.25", "260.25"]}) == {("2010101", "basic"): _yuan("200.25")}


def test_what_is_taken_says_how_it_was_printed() -> None:
    facts, lines, documents = _scanned({("2010101", "basic"): ["200.26", "200.25"]})
    out = settle(facts, lines, documents, RULES).filter("repaired")
    assert out.select("amount_published", "rounding_step").row(0) == ("200.25", Decimal(100))


def test_a_figure_that_no_reading_saw_is_not_made() -> None:
    assert _settled({("2010101", "basic"): ["200.26", "260.25"]}) == {("2010101", "basic"): None}
    assert _settled({("2010101", "basic"): []}) == {("2010101", "basic"): None}


def test_two_readings_that_both_fit_leave_it_unknown() -> None:
    """Two figures of one sum whose candidates can be exchanged: 10.00 and 30.00, or 30.00 and 10.00."""
    both = Equation({1: -1, 2: -1}, 4_000, 1, 0, exact=True, telling=True)
    assert solve(Problem({1: [1_000, 3_000], 2: [3_000, 1_000]}, [both])) == {}
    told = Equation({1: -1}, 1_000, 2, 0, exact=True, telling=True)
    assert solve(Problem({1: [1_000, 3_000], 2: [3_000, 1_000]}, [both, told])) == {1: 1_000, 2: 3_000}


def test_every_equation_through_it_must_hold() -> None:
    fits, denies = (
        Equation({1: -1}, 1_000, 2, 0, exact=True, telling=True),
        Equation({1: -1}, 900, 2, 0, exact=True, telling=True),
    )
    assert solve(Problem({1: [1_000]}, [fits])) == {1: 1_000}
    assert solve(Problem({1: [1_000]}, [fits, denies])) == {}


def test_two_misread_figures_do_not_vouch_for_each_other() -> None:
    alike = Equation({1: 1, 2: -1}, 0, 0, 0, exact=True, telling=True)
    assert solve(Problem({1: [870], 2: [870]}, [alike, alike])) == {}


def test_within_rounding_a_last_digit_proves_nothing() -> None:
    loose = Equation({1: -1}, 1_001, 2, 10**9, exact=False, telling=False)
    assert solve(Problem({1: [1_000]}, [loose, loose])) == {}
    assert solve(Problem({1: [1_001]}, [loose])) == {}
    assert solve(Problem({1: [1_001]}, [loose, loose])) == {1: 1_001}


def test_one_sum_to_the_cent_is_enough_where_they_mostly_are() -> None:
    one = Equation({1: -1}, 1_001, 2, 10**9, exact=False, telling=True)
    assert solve(Problem({1: [1_001]}, [one])) == {1: 1_001}
    assert solve(Problem({1: [1_000]}, [one])) == {}
    assert solve(Problem({1: [1_000, 1_001]}, [one])) == {}  # either is within rounding


def test_what_would_take_too_long_stays_unknown() -> None:
    cells = range(40)
    whole = Equation(dict.fromkeys(cells, 1), -40 * 5, 1, 0, exact=True, telling=True)
    assert solve(Problem({cell: [5, 4, 6, 7] for cell in cells}, [whole, whole])) == {}


def test_several_unknowns_of_a_statement_are_settled_together() -> None:
    doubted = {
        ("2010101", "basic"): ["260.25", "200.25"],
        ("2010101", "total"): ["210.26", "210.25"],
        ("20101", "basic"): ["300.25", "360.25"],
    }
    assert _settled(doubted) == {
        ("2010101", "basic"): _yuan("200.25"),
        ("2010101", "total"): _yuan("210.25"),
        ("20101", "basic"): _yuan("300.25"),
    }


def test_what_stays_unknown_fails_nothing() -> None:
    facts, lines, documents = _scanned({("2010101", "basic"): ["260.25"]})
    out = settle(facts, lines, documents, RULES)
    results = evaluate(out, documents, RULES).results
    assert Verdict.FAIL not in set(results["verdict"])
    unknown = results.filter(pl.col("verdict") == Verdict.NOT_EVALUABLE)
    assert set(unknown["node"]) == {"20101/basic", "2010101/total"}
    assert unknown.select("lhs", "rhs", "residual").null_count().row(0) == (2, 2, 2)


places = st.lists(
    st.sampled_from(
        [(row.name, one.measure) for row in TABLE for one, text in zip(COLUMNS, row.cells, strict=True) if text]
    ),
    max_size=9,
    unique=True,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(places, st.randoms(use_true_random=False))
def test_a_repaired_figure_is_right(doubted: list[tuple[str, str]], dice: object) -> None:
    """Whatever is in doubt, with the right value anywhere among wrong ones, or not among them."""
    printed = {(row.name, c.measure): text for row in TABLE for c, text in zip(COLUMNS, row.cells, strict=True)}
    asked = {place: _candidates(printed[place], dice) for place in doubted}
    for place, amount in _settled(asked).items():
        assert amount is None or amount == _yuan(printed[place])
        assert amount is None or printed[place] in asked[place]


def _candidates(printed: str, dice) -> list[str]:  # type: ignore[no-untyped-def]
    digits = [n for n, char in enumerate(printed) if char.isdigit()]
    out = [printed] * dice.choice([0, 1, 1, 1])
    for _ in range(dice.randint(0 if out else 1, 3)):
        at = dice.choice(digits)
        wrong = dice.choice([one for one in "0123456789" if one != printed[at]])
        out.append(printed[:at] + wrong + printed[at + 1 :])
    dice.shuffle(out)
    return out


def test_what_was_settled_and_what_was_not_is_said() -> None:
    facts, lines, documents = _scanned({("2010101", "basic"): ["200.26", "200.25"], ("208", "total"): ["231.26"]})
    found = doubt_findings(settle(facts, lines, documents, RULES), lines)
    assert found["kind"].to_list() == ["figure_repaired", "figure_in_doubt"]
    (line_id,) = facts.filter(pl.col("line_name") == "2010101", pl.col("measure") == "basic")["line_id"]
    assert found["line_id"].to_list() == [line_id, None]
    for said in found.select("message_zh", "message_en").row(0):
        assert "200.26、200.25" in said
    for said in found.select("message_zh", "message_en").row(1):
        assert "231.26" in said


def test_without_doubt_nothing_is_said() -> None:
    facts, lines, documents = _scanned({})
    assert doubt_findings(settle(facts, lines, documents, RULES), lines).is_empty()
