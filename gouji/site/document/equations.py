"""The equations of a document for the browser: each with its numbers and the cells they stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from decimal import Decimal
from typing import Any

from gouji.site import words
from gouji.site.access import Row
from gouji.site.contents import slug
from gouji.site.document.grid import cell_key
from gouji.site.document.load import DocumentRows
from gouji.site.words import Pair
from pipelines.model.judgements import LEFT_OUT, PASSED, Verdict

# the mildest first
_WORST = {name: rank for rank, name in enumerate(("unchecked", *PASSED, *reversed(LEFT_OUT), Verdict.FAIL))}


def line_key(line: Row) -> str:
    """The key of the cell a line stands in, empty for a figure in running text."""
    return "" if line["grid_no"] is None else cell_key(line["grid_no"], line["row_no"], line["col_no"])


def amounts_by_grid(document_id: str, found: DocumentRows) -> dict[int, dict[tuple[int, int], tuple[str, str]]]:
    """Per grid, by row and column: the worst verdict of the equations an amount is in (or unchecked), and its yuan."""
    verdicts: dict[str, str] = {}
    for result in found.results:
        verdict = result["verdict"]
        for _, line_id, _, _ in found.terms.get(result["result_id"], ()):
            if _WORST[verdict] > _WORST[verdicts.get(line_id, "unchecked")]:
                verdicts[line_id] = verdict
    amounts: dict[int, dict[tuple[int, int], tuple[str, str]]] = defaultdict(dict)
    for line_id, line in found.lines.items():
        if line["document_id"] == document_id and line["grid_no"] is not None:
            title = f"{words.yuan(line['amount'])} 元" if line["amount"] is not None else ""
            amounts[line["grid_no"]][line["row_no"], line["col_no"]] = (verdicts.get(line_id, "unchecked"), title)
    return amounts


def equations_json(
    document_id: str, found: DocumentRows, rule_words: Mapping[str, Pair], less_or_equal: Set[str]
) -> dict[str, Any]:
    """The equations as static/document.js reads them: cells once, equations by index into them."""
    index: dict[str, int] = {}
    cells: list[list[Any]] = []
    equations: list[list[Any]] = []
    for result in found.results:
        sides: dict[str, list[list[int]]] = {"lhs": [], "rhs": []}
        for _, line_id, coefficient, side in found.terms.get(result["result_id"], ()):
            line = found.lines.get(line_id)
            if line is None:
                continue
            if line_id not in index:
                index[line_id] = len(cells)
                cells.append(_cell(line, document_id))
            # The equation is a sum that is zero; a reader sees the right side on the right, with the other sign.
            sides[side].append([index[line_id], -coefficient if side == "rhs" else coefficient])
        relation = "≤" if result["rule_id"] in less_or_equal else "="
        equations.append(
            [result["result_id"], result["rule_id"], words.node_pair(result["node"])]
            + [result[name] for name in ("lhs", "rhs", "residual", "tolerance")]
            + [result["verdict"], relation, sides["lhs"], sides["rhs"]]
        )
    used = {result["rule_id"] for result in found.results}
    return {
        "rules": {rule: rule_words.get(rule, (rule, rule)) for rule in sorted(used)},
        "cells": cells,
        "equations": equations,
    }


def _cell(line: Row, document_id: str) -> list[Any]:
    own = line["document_id"] == document_id
    name = (line["line_name"] or "").replace("\n", "")
    key = line_key(line)
    href = "" if own else f"{slug(line['document_id'])}.html#c{key}"
    return [
        key if own else "",
        name,
        line["column_title"] or "",
        _number(line["amount"]),
        line["amount_published"] or "",
        line["unit"] or "",
        line["page"],
        href,
    ]


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
