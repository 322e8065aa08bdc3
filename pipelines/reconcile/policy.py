"""What people have laid down, and documents are judged by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from pipelines.model.decisions import LEFT_OUT, BodyDecision, DocumentDecision, marked, of_document
from pipelines.model.judgements import TOGETHER
from pipelines.reconcile.corrections import no_corrections
from pipelines.reconcile.rule import Rule
from pipelines.reconcile.waivers import no_waivers


@dataclass(frozen=True)
class Policy:
    """The registry of rules, the waivers (`WAIVER_SCHEMA`) and corrections (`CORRECTION_SCHEMA`), and the day they are
    held against; what was decided of bodies and of documents; whether documents count that are withdrawn."""

    rules: Sequence[Rule]
    today: date
    waivers: pl.DataFrame = field(default_factory=no_waivers)
    corrections: pl.DataFrame = field(default_factory=no_corrections)
    bodies: tuple[BodyDecision, ...] = ()
    documents: tuple[DocumentDecision, ...] = ()
    counts_withdrawn: bool = True

    @property
    def within(self) -> tuple[Rule, ...]:
        """Rules that one document alone decides."""
        return tuple(rule for rule in self.rules if not rule.across)

    @property
    def across(self) -> tuple[Rule, ...]:
        """Rules that compare the disclosures of a department."""
        return tuple(rule for rule in self.rules if rule.across)

    @property
    def made_across(self) -> list[str]:
        """Ids of rules, or of what stands for one, by which several documents say something together."""
        return [*(rule.id for rule in self.across), *TOGETHER]

    def of_shard(self, shard: str) -> tuple[BodyDecision, ...]:
        """What was decided of the bodies of a shard."""
        return tuple(row for row in self.bodies if shard in row.shards)

    def marked(self, version: str, shard: str) -> str:
        """The fingerprint of a version with what was decided besides of a shard: of its bodies, and of what counts."""
        decided = marked(version, self.of_shard(shard)) or ""
        return decided if self.counts_withdrawn else f"{decided}{LEFT_OUT}"

    def of_document(self, document_id: str, file_name: str) -> tuple[DocumentDecision, ...]:
        """What was decided of a document."""
        return of_document(self.documents, document_id, file_name)
