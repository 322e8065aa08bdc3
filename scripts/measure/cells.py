"""Money cells: what a person read (tests/golden/cells) against what the warehouse holds."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from scripts.measure.built import GOLDEN, MONEY, rows

_FACTS = """
SELECT d.source_uri, f.statement, f.page, f.amount, f.amount_published, f.line_name, f.measure, f.fiscal_year, f.stage,
       f.functional_code, f.economic_code, f.government_economic_code, f.code_origin, f.assurance
FROM (SELECT * FROM core.fact_budget UNION ALL BY NAME SELECT * EXCLUDE (rules_failed) FROM quarantine.fact_budget) f
JOIN raw.document d USING (document_id)
"""
Truth = dict[str, str]
Fact = dict[str, Any]


@dataclass(slots=True)
class Score:
    """One statement of one document: cells in the truth, found, found but not in the truth, attributes that differ."""

    name: str
    statement: str
    truth: int = 0
    found: int = 0
    wrong: int = 0
    attributes: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)


def facts(warehouse: Path) -> pl.DataFrame:
    """Every money fact, loaded or in quarantine."""
    return rows(warehouse, _FACTS)


def documents() -> Iterator[tuple[str, str, list[Truth]]]:
    """Name, document and golden rows of every golden document."""
    for recipe in sorted((GOLDEN / "cells" / "recipes").glob("*.toml")):
        document = tomllib.loads(recipe.read_text(encoding="utf-8"))["document"]
        with (GOLDEN / "cells" / f"{recipe.stem}.csv").open(encoding="utf-8", newline="") as stream:
            yield recipe.stem, document, [r for r in csv.DictReader(stream) if r["statement"] in MONEY]


def compare(name: str, truth: list[Truth], printed: pl.DataFrame) -> list[Score]:
    """Scores by statement: a cell is found where statement, page and amount agree; attributes are counted apart."""
    scores: dict[str, Score] = {}
    paged = all(cell["page"] for cell in truth)  # text and web pages have no pages a person could count
    left: dict[tuple[str, int, Decimal], list[Fact]] = defaultdict(list)
    for fact in printed.filter(pl.col("statement").is_in(MONEY)).iter_rows(named=True):
        left[fact["statement"], fact["page"] if paged else 1, fact["amount"]].append(fact)
    for cell in truth:
        score = scores.setdefault(cell["statement"], Score(name, cell["statement"]))
        score.truth += 1
        candidates = left[cell["statement"], int(cell["page"] if paged else 1), Decimal(cell["amount_yuan"])]
        if not candidates:
            score.misses.append(f"{cell['line_name']} {cell['column']} {cell['printed']} (page {cell['page']})")
            continue
        best = max(candidates, key=lambda fact: sum(_agreements(cell, fact).values()))
        candidates.remove(best)
        score.found += 1
        score.attributes.update(name for name, same in _agreements(cell, best).items() if not same)
    for (statement, page, _), rest in left.items():
        score = scores.setdefault(statement, Score(name, statement))
        score.wrong += len(rest)
        score.misses += [f"not printed: {f['line_name']} {f['amount_published']} (page {page})" for f in rest]
    return list(scores.values())


def _agreements(cell: Truth, fact: Fact) -> dict[str, bool]:
    """Which attributes the truth states and the fact has: code, measure, year, stage."""
    code = fact["functional_code"] or fact["economic_code"] or ""
    codes = {code, fact["economic_code"] or "", fact["government_economic_code"] or ""}
    return {
        "code": not cell["code"] or cell["code"] in codes,
        "measure": not cell["measure"] or cell["measure"] == fact["measure"],
        "fiscal_year": cell["fiscal_year"] == str(fact["fiscal_year"]),
        "stage": cell["stage"] == fact["stage"],
        "line_name": "".join(cell["line_name"].split()) == "".join(fact["line_name"].split()),
    }
