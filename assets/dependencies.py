"""What each table is made of.  Marts by their own SQL (`warehouse.lineage`), the tables before them as listed here."""

from __future__ import annotations

from collections.abc import Collection
from graphlib import TopologicalSorter

from warehouse.lineage import lineages

_RESULTS = ("quality.result", "quality.term")

_LINES = ("raw.line", "raw.part", "quality.result", "quality.correction", "quality.waiver")
_FORMS = ("raw.form", "raw.part")
_PRINTED = (
    *("raw.statement", "core.fact_budget", "quarantine.fact_budget", "core.fact_project", "core.fact_indicator"),
    *("core.fact_procurement", "core.fact_state_asset", "core.fact_staffing", "core.department_profile"),
    "core.fact_claim",
)

# Each table of core, quarantine and quality by what it is made of; nothing: from lists people keep.
LOADED_FROM: dict[str, tuple[str, ...]] = {
    "core.dim_region": (),
    "core.dim_functional": ("core.printed_code",),
    "core.dim_economic": ("core.printed_code",),
    "core.printed_code": ("core.fact_budget", "quarantine.fact_budget"),
    "core.dim_statement": (),
    "core.concordance": (),
    "core.code_name": (),
    "core.population": (),
    "core.price_index": (),
    "core.dim_document": ("raw.document", "raw.part", "core.bridge_disclosure"),
    "core.bridge_disclosure": (*_PRINTED, "raw.part"),
    "core.dim_disclosure": ("raw.part", "core.bridge_disclosure"),
    "core.dim_department": ("raw.part", "raw.line", "raw.form", "core.dim_document"),
    "core.bridge_department": ("raw.part", "core.fact_budget"),
    "core.statement": (
        "raw.statement",
        "raw.part",
        "core.fact_budget",
        "quarantine.fact_budget",
        "core.bridge_disclosure",
    ),
    "core.fact_budget": _LINES,
    "core.fact_three_public": ("core.fact_budget",),
    "core.fact_project": (*_FORMS, "quality.result"),
    "core.fact_indicator": _FORMS,
    "core.fact_procurement": (*_FORMS, "quality.result"),
    "core.fact_state_asset": (*_FORMS, "quality.result"),
    "core.fact_staffing": (*_FORMS, "quality.result"),
    "core.department_profile": _FORMS,
    "core.fact_claim": ("raw.claim", "raw.form", "raw.line", "raw.part"),
    "core.claim_match": ("core.fact_claim", "core.fact_budget", "core.bridge_disclosure"),
    "quality.rule": (),
    "quality.waiver": (),
    "quality.decision": ("raw.part", "raw.document"),
    "quality.shard": ("quality.document",),
    "quality.verdict_count": ("quality.result",),
    "quality.claim_count": ("core.fact_claim",),
    "quality.result": ("raw.line", "raw.form", "raw.claim", "raw.part", "quality.rule"),
    "quality.term": ("raw.line", "raw.form", "raw.claim", "raw.part", "quality.rule"),
    "quality.diagnosis": ("raw.line", "raw.claim", "raw.document", *_RESULTS),
    "quality.finding": ("raw.finding", "quality.diagnosis", *_RESULTS),
    "quality.correction": ("raw.line", "raw.document"),
    "quality.document": ("raw.document", "raw.statement", "core.fact_budget", "quarantine.fact_budget", *_RESULTS),
    "quarantine.fact_budget": _LINES,
    "quarantine.fact_three_public": ("quarantine.fact_budget",),
    "quarantine.fact_project": _FORMS,
    "quarantine.fact_indicator": _FORMS,
    "quarantine.fact_procurement": _FORMS,
    "quarantine.fact_state_asset": _FORMS,
    "quarantine.fact_staffing": _FORMS,
    "quarantine.fact_claim": ("raw.claim", "raw.part"),
}

# What is said of runs and of addresses.
PUT_DOWN_FROM: dict[str, tuple[str, ...]] = {
    "quality.run": ("raw.document", "quality.shard"),
    "raw.version": ("raw.address", "raw.sweep", "raw.document"),
}


def made_of(table: str) -> tuple[str, ...]:
    """The tables that ``table`` is made of; none for raw tables, which come from files."""
    schema, _, name = table.partition(".")
    if schema == "mart":
        return lineages()[name].tables
    return PUT_DOWN_FROM.get(table) or LOADED_FROM.get(table, ())


def in_order(names: Collection[str]) -> tuple[str, ...]:
    """``names`` with every table after those it is made of, as Dagster wants them reported."""
    graph = {name: [of for of in made_of(name) if of in names] for name in names}
    return tuple(TopologicalSorter(graph).static_order())
