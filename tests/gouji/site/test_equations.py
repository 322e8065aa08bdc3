"""Equations as the page of a document shows them: sides, signs, relation, and the worst verdict of a figure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gouji.site.document.equations import amounts_by_grid, equations_json, line_key
from gouji.site.document.load import DocumentRows

RULES = {"B3-COLUMNS": ("分栏相加", "columns add up"), "B9-LIMIT": ("不超过", "at most")}


def line(number: int, amount: str | None, **given: Any) -> dict[str, Any]:
    place = {"document_id": "d" * 64, "grid_no": 101, "row_no": 2, "col_no": number, "page": 3}
    said = {"line_name": "行政\n运行", "column_title": "合计", "unit": "万元", "amount_published": "1.00"}
    return {"line_id": f"L{number}", **place, **said, "amount": None if amount is None else Decimal(amount)} | given


def result(rule: str, verdict: str, number: int = 1, residual: str = "0.00") -> dict[str, Any]:
    money = {"lhs": "10000.00", "rhs": "10000.00", "residual": residual, "tolerance": "0"}
    return {"result_id": f"R{number}", "rule_id": rule, "node": "208/total", "verdict": verdict, **money}


def rows_of(
    *results: dict[str, Any], lines: list[dict[str, Any]], terms: dict[str, list[tuple[str, str, int, str]]]
) -> Any:
    found = DocumentRows.__new__(DocumentRows)
    found.results, found.lines, found.terms = list(results), {one["line_id"]: one for one in lines}, terms  # type: ignore[assignment]
    return found


TERMS = [("R1", "L1", 1, "lhs"), ("R1", "L2", -1, "rhs"), ("R1", "L3", -2, "rhs"), ("R1", "gone", 1, "rhs")]


def told(*results: dict[str, Any], lines: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    lines = lines or [line(1, "10000.00"), line(2, "4000.00"), line(3, "3000.00")]
    found = rows_of(*results, lines=lines, terms={one["result_id"]: TERMS for one in results})
    return equations_json("d" * 64, found, RULES, {"B9-LIMIT"})


def test_an_equality_and_an_inequality() -> None:
    made = told(result("B3-COLUMNS", "pass"), result("B9-LIMIT", "fail", 2))
    assert [one[-3] for one in made["equations"]] == ["=", "≤"]
    assert made["rules"] == {"B3-COLUMNS": RULES["B3-COLUMNS"], "B9-LIMIT": RULES["B9-LIMIT"]}


def test_what_is_on_the_right_is_shown_with_the_other_sign() -> None:
    made = told(result("B3-COLUMNS", "pass"))
    assert made["equations"][0][-2:] == [[[0, 1]], [[1, 1], [2, 2]]]


def test_a_cell_is_listed_once_and_a_rule_without_words_is_named() -> None:
    made = told(result("B3-COLUMNS", "pass"), result("X", "pass", 2))
    assert len(made["cells"]) == 3
    assert made["rules"]["X"] == ("X", "X")
    assert made["equations"][0][3:7] == ["10000.00", "10000.00", "0.00", "0"]


def test_a_cell_of_another_document_links_to_its_page() -> None:
    other = line(2, "4000.00", document_id="e" * 64)
    made = told(result("B3-COLUMNS", "pass"), lines=[line(1, "10000.00"), other, line(3, None, amount_published=None)])
    own, foreign, blank = made["cells"]
    key = line_key(line(1, "1"))
    assert own[0] == key and own[-1] == ""
    assert foreign[0] == "" and foreign[-1] == f"{'e' * 16}.html#c{line_key(other)}"
    assert own[1:4] == ["行政运行", "合计", "10000.00"]
    assert blank[3:5] == [None, ""]
    assert own[5:7] == ["万元", 3]


def test_the_worst_verdict_of_a_figure_colours_its_cell() -> None:
    lines = [line(1, "10000.00"), line(2, "4000.00"), line(3, None), line(4, "1.00")]
    lines += [line(5, "2.00", document_id="e" * 64), line(6, "3.00", grid_no=None)]
    results = [result("A", "pass", 1), result("A", "fail", 2), result("A", "rounding", 3)]
    terms = {
        "R1": [("R1", "L1", 1, "lhs"), ("R1", "L2", 1, "rhs"), ("R1", "L3", 1, "rhs")],
        "R2": [("R2", "L1", 1, "lhs")],
        "R3": [("R3", "L1", 1, "lhs"), ("R3", "L2", 1, "rhs")],
    }
    found = amounts_by_grid("d" * 64, rows_of(*results, lines=lines, terms=terms))
    assert dict(found) == {
        101: {
            (2, 1): ("fail", "10,000.00 元"),
            (2, 2): ("rounding", "4,000.00 元"),
            (2, 3): ("pass", ""),
            (2, 4): ("unchecked", "1.00 元"),
        }
    }


def test_a_figure_of_running_text_has_no_cell() -> None:
    assert line_key(line(1, "1.00", grid_no=None)) == ""
