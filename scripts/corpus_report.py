"""What was recognised in the real documents, per document and in sum, against truth made by eye.

Use: ``python -m scripts.corpus_report [--warehouse FILE]``.  Without a warehouse ``../shared`` is ingested first.
Then the footing identities (a statement's own sums) by layout family, which is the folder a document lies in.
Columns: status, statements recognised / printed (wrong ones named), lines loaded / in quarantine, identities held /
failed, what differs from MANIFEST.tsv.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import polars as pl

from scripts.measure.built import ROOT, build, rows
from scripts.measure.printed import Recognition, identities, statements

_DOCUMENTS = """
SELECT d.source_uri, q.status, q.reason, q.lines, q.quarantined, q.identities_held, q.identities_failed
FROM quality.document q JOIN raw.document d USING (document_id) ORDER BY 1
"""
_RULES = """
SELECT rule_id, count(*) FILTER (verdict = 'pass') AS held, count(*) FILTER (verdict = 'rounding') AS rounded,
       count(*) FILTER (verdict = 'fail') AS failed,
       count(*) FILTER (verdict IN ('not_applicable', 'not_evaluable')) AS not_evaluated
FROM quality.result GROUP BY 1 ORDER BY 1
"""
_FOOTING = """
SELECT d.source_uri, r.statement, count(*) FILTER (r.verdict IN ('pass', 'rounding')) AS held,
       count(*) FILTER (r.verdict = 'fail') AS failed
FROM quality.result r JOIN quality.rule USING (rule_id) JOIN raw.document d USING (document_id)
WHERE shape IN ('children', 'classes', 'columns') AND r.statement IS NOT NULL GROUP BY ALL
"""


def footing(warehouse: Path) -> list[tuple[str, str, int, int]]:
    """(family, statement, held, failed) of the sums inside statements, statements of a family together."""
    found = rows(warehouse, _FOOTING).with_columns(family=pl.col("document").str.extract(r"^(?:corpus/)?([^/]+)"))
    sums = found.group_by("family", "statement").agg(pl.col("held").sum(), pl.col("failed").sum())
    return [(f, s, h, n) for f, s, h, n in sums.sort("family", "statement").iter_rows() if h + n]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--warehouse", type=Path)
    options = parser.parse_args()
    warehouse = options.warehouse or ROOT / "build" / "corpus.duckdb"
    if options.warehouse is None:
        warehouse.parent.mkdir(exist_ok=True)
        build(warehouse)
    recognised, whose = statements(warehouse), identities(warehouse)
    total = Recognition()
    held = failed = 0
    for row in rows(warehouse, _DOCUMENTS).iter_rows(named=True):
        score = recognised.get(row["document"], Recognition())
        differs = "; ".join(
            [
                *whose.get(row["document"], []),
                *(f"missed {m}" for m in score.missed),
                *(f"wrong {w}" for w in score.wrong),
            ]
        )
        print(
            f"{row['document']:70} {row['status']:14} {score.recognised:3}/{score.printed:<3} {row['lines']:6} "
            f"{row['quarantined']:5} {row['identities_held']:6} {row['identities_failed']:4}  {differs}"
        )
        total.printed += score.printed
        total.recognised += score.recognised
        total.wrong += score.wrong
        held, failed = held + row["identities_held"], failed + row["identities_failed"]
    print("\nrule                    held  rounded   failed  not evaluated")
    for rule in rows(warehouse, _RULES).iter_rows(named=True):
        print(f"{rule['rule_id']:20} {rule['held']:7} {rule['rounded']:8} {rule['failed']:8} {rule['not_evaluated']:8}")
    print("\nfooting identities by family      held  failed    share")
    for family, statement, good, bad in footing(warehouse):
        print(f"{family:14} {statement:32} {good:6} {bad:6} {good / (good + bad):8.2%}")
    right = sum(1 for found in whose.values() if not found)
    print(f"\nstatements {total.recognised} of {total.printed} recognised, {len(total.wrong)} wrong")
    print(f"department, year and stage right in {right} of {len(whose)} documents of the corpus")
    print(f"identities {held} held, {failed} failed ({held / max(1, held + failed):.2%} held)")


if __name__ == "__main__":
    main()
