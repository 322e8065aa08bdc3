"""Plant, evaluate, diagnose, compare: one row per planted error."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.reconcile.diagnosis import diagnose
from pipelines.reconcile.evaluate import evaluate
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.rule import Rule
from tests.kit.mutation.plant import KINDS, Planted, plant
from tests.kit.mutation.rivals import other_swap, other_unit
from tests.kit.mutation.truth import Code

BATCH = 60  # mutated documents evaluated together
NEAR = 3  # printed steps by which rounding may blur the figure of a missing row


@dataclass(frozen=True)
class Outcome:
    """What became of one planted error."""

    document: str
    kind: str
    cells: tuple[str, ...]
    breaks: bool  # some equation of the sound document no longer holds
    flagged: bool  # evaluation reports a failure the sound document has not
    determined: bool  # no other single cell could be the wrong one
    named_first: bool
    said: str


def _renamed(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """The document under another name, so that many can be evaluated at once."""
    return frame.with_columns(
        pl.lit(name).alias("document_id"),
        pl.concat_str(pl.lit(name), pl.col("line_id").str.slice(16)).alias("line_id"),
        pl.concat_str(pl.lit(name), pl.col("department_id").fill_null("")).alias("department_id"),
    )


def _documents(documents: pl.DataFrame, of: str, name: str) -> pl.DataFrame:
    return documents.filter(pl.col("document_id") == of).with_columns(
        pl.lit(name).alias("document_id"),
        pl.concat_str(pl.lit(name), pl.col("department_id").fill_null("")).alias("department_id"),
    )


def _failed(results: pl.DataFrame) -> set[tuple[str, int, int | None, str]]:
    failed = results.filter((pl.col("verdict") == "fail") & (pl.col("severity") != "info"))
    return set(failed.select("rule_id", "part_no", "table_no", "node").iter_rows())


def _new(diagnosis: pl.DataFrame, sound: pl.DataFrame) -> pl.DataFrame:
    """Diagnoses the sound document does not have."""
    key = ["place", "kind", "implied"]
    before = sound.with_columns(place=pl.col("line_id").str.slice(16)).select(key)
    after = diagnosis.with_columns(place=pl.col("line_id").str.slice(16))
    return after.join(before, on=key, how="anti", nulls_equal=True, maintain_order="left")


def _right(planted: Planted, first: dict[str, Any], facts: pl.DataFrame) -> bool:
    """Whether the first diagnosis names what was planted."""
    if planted.kind == "wrong_unit":
        return first["kind"] == "unit" and (first["part_no"], first["table_no"]) == planted.table
    if planted.kind == "dropped_row":
        lost = facts.filter(pl.col("line_id").is_in(planted.cells)).select("amount", "rounding_step").iter_rows()
        near = any(abs(abs(amount) - (first["implied"] or 0)) <= NEAR * step for amount, step in lost)
        return first["kind"] == "missing_row" and (first["part_no"], first["table_no"]) == planted.table and near
    return str(first["line_id"])[16:] in {line[16:] for line in planted.cells}


def _determined(planted: Planted, code: Code, broken: int) -> bool:
    """Whether the equations leave no other culprit: no other cell, no other two neighbours, no other table."""
    culprits = code.culprits(planted)
    if len(planted.cells) == 1:
        return culprits == set(planted.cells)
    if culprits:
        return False
    if planted.kind == "swap":
        return not other_swap(planted, code)
    if planted.kind == "wrong_unit":
        return broken > 1 and not other_unit(planted, code)
    return True


def plantings(facts: pl.DataFrame, per_kind: int, seed: int) -> list[Planted]:
    """`per_kind` errors of every kind in one document."""
    found = []
    chance = random.Random(seed)
    for kind in KINDS:
        tried = (plant(facts, kind, chance) for _ in range(per_kind * 5))
        found.extend([one for one in tried if one is not None][:per_kind])
    return found


def _batch(
    batch: Sequence[tuple[str, Planted]], documents: pl.DataFrame, rules: Sequence[Rule]
) -> tuple[Evaluation, pl.DataFrame]:
    frames = [_renamed(one.facts, f"{n:016d}") for n, (_, one) in enumerate(batch)]
    about = [_documents(documents, document, f"{n:016d}") for n, (document, _) in enumerate(batch)]
    facts = pl.concat(frames)
    evaluation = evaluate(facts, pl.concat(about), rules)
    return evaluation, diagnose(evaluation, facts, rules)


def outcomes(
    facts: pl.DataFrame, documents: pl.DataFrame, rules: Sequence[Rule], per_kind: int, seed: int
) -> Iterator[Outcome]:
    """Errors planted in every document of `facts`, one at a time, and what became of them."""
    sound = evaluate(facts, documents, rules)
    diagnosed = diagnose(sound, facts, rules)
    own_facts = {str(name[0]): frame for name, frame in facts.group_by("document_id", maintain_order=True)}
    bounds = {rule.id for rule in rules if rule.op == "le"}
    codes = {name: Code(sound.results.filter(pl.col("document_id") == name), sound.terms.filter(
        pl.col("line_id").str.starts_with(name[:16])), frame, bounds) for name, frame in own_facts.items()}  # fmt: skip
    todo = [
        (name, one)
        for number, (name, frame) in enumerate(own_facts.items())
        for one in plantings(frame, per_kind, seed + number)
    ]
    for start in range(0, len(todo), BATCH):
        batch = todo[start : start + BATCH]
        evaluation, diagnosis = _batch(batch, documents, rules)
        for n, (name, planted) in enumerate(batch):
            here = pl.col("document_id") == f"{n:016d}"
            before = _failed(sound.results.filter(pl.col("document_id") == name))
            flagged = bool(_failed(evaluation.results.filter(here)) - before)
            found = _new(diagnosis.filter(here), diagnosed.filter(pl.col("document_id") == name))
            first = found.row(0, named=True) if found.height else None
            breaks = codes[name].broken(planted)
            yield Outcome(
                document=name,
                kind=planted.kind,
                cells=planted.cells,
                breaks=bool(breaks),
                flagged=flagged,
                determined=bool(breaks) and _determined(planted, codes[name], len(breaks)),
                named_first=first is not None and _right(planted, first, own_facts[name]),
                said=str(first["message_en"]) if first else "",
            )
