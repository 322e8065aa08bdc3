"""Errors planted one at a time in the golden documents: how many are flagged, how often the right cell is named first.

Use: ``python -m tests.kit.mutation_report [--per-kind N] [--seed N] [--misses]``.  Reads the golden documents in
``../shared`` (tests/golden/cells/recipes), plants N errors of every kind in each, and prints a table.  `breaks`: some
equation of the sound document no longer holds; `flagged`: the gate reports a new failure; `determined`: no other single
cell (neighbouring pair, table) could be the wrong one; `named`: the first new diagnosis names what was planted.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter, defaultdict

from expectations import load_rules
from pipelines.reconcile.evaluate import evaluate
from pipelines.reconcile.rule import Narrative
from scripts.measure.built import GOLDEN, SHARED
from tests.kit.mutation.documents import read, unexplained
from tests.kit.mutation.measure import Outcome, outcomes


def tally(found: list[Outcome]) -> dict[str, Counter[str]]:
    """Counts per kind and in `all`."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        for name in (one.kind, "all"):
            counts[name]["planted"] += 1
            counts[name]["breaks"] += one.breaks
            counts[name]["flagged"] += one.breaks and one.flagged
            counts[name]["determined"] += one.determined
            counts[name]["named"] += one.determined and one.named_first
            counts[name]["named_any"] += one.breaks and one.named_first
    return counts


def line(kind: str, counts: Counter[str]) -> str:
    """One line of the table."""
    flagged = counts["flagged"] / max(1, counts["breaks"])
    named = counts["named"] / max(1, counts["determined"])
    return (
        f"{kind:14} planted {counts['planted']:4} breaks {counts['breaks']:4} flagged {counts['flagged']:4} "
        f"({flagged:6.1%}) determined {counts['determined']:4} named first {counts['named']:4} ({named:6.1%}); "
        f"of all that break {counts['named_any'] / max(1, counts['breaks']):6.1%}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-kind", type=int, default=4, help="errors of each kind in each document")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true", help="print what was not flagged, or named wrongly")
    options = parser.parse_args()
    recipes = sorted((GOLDEN / "cells" / "recipes").glob("*.toml"))
    paths = [SHARED / tomllib.loads(one.read_text(encoding="utf-8"))["document"] for one in recipes]
    core = read(paths)
    rules = [rule for rule in load_rules() if not isinstance(rule.shape, Narrative)]
    facts, documents = core["core.fact_budget"], core["core.dim_document"]
    strange = unexplained(evaluate(facts, documents, rules).results, core["document"])
    print(f"{len(paths)} documents as they are: {len(strange)} failing identities that are not their own")
    for row in strange:
        print("    ", *row)
    names = dict(core["document"].iter_rows())
    found = list(outcomes(facts, documents, rules, options.per_kind, options.seed))
    for kind, counts in sorted(tally(found).items(), key=lambda one: one[0] == "all"):
        print(line(kind, counts))
    for one in found if options.misses else []:
        if (one.breaks and not one.flagged) or (one.determined and not one.named_first):
            print("    ", names[one.document], one.kind, *one.cells[:2], one.said[:160])


if __name__ == "__main__":
    main()
