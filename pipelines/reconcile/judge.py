"""What is said of documents by their own rows: facts, verdicts, diagnoses, and what of it loads.

Nothing here looks beyond a document: its rows are the same whether it is judged alone, in a batch, or in another
order (`tests/reconcile/test_judge.py`), so they are kept until the document or what it is judged by changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from pipelines.acquire import NOTHING_KEPT, Objects
from pipelines.conform import conform, three_public
from pipelines.model.judgements import Assurance, LoadStatus, Severity
from pipelines.model.statements import FORMS
from pipelines.reconcile.corrections import apply_corrections
from pipelines.reconcile.decide import Decision, decide
from pipelines.reconcile.diagnosis import diagnose
from pipelines.reconcile.diagnosis.findings import diagnosis_findings
from pipelines.reconcile.diagnosis.second_look import exact_formats, second_look
from pipelines.reconcile.documents import document_rows
from pipelines.reconcile.evaluate import evaluate
from pipelines.reconcile.evaluation import Evaluation, together
from pipelines.reconcile.findings import findings
from pipelines.reconcile.forms.assurance import vouched_forms
from pipelines.reconcile.forms.evaluate import evaluate_forms
from pipelines.reconcile.forms.wording import form_findings
from pipelines.reconcile.keys import TABLE
from pipelines.reconcile.left_out import partly_findings, withheld_findings
from pipelines.reconcile.narrative.evaluate import evaluate_narrative
from pipelines.reconcile.narrative.judged import claim_counts, judged_claims
from pipelines.reconcile.narrative.link import link
from pipelines.reconcile.narrative.wording import narrative_findings
from pipelines.reconcile.policy import Policy
from pipelines.reconcile.prepare import in_doubt
from pipelines.reconcile.rule import Rule
from pipelines.reconcile.settle import settle
from pipelines.reconcile.settle.findings import doubt_findings
from pipelines.reconcile.withheld import tell_withheld

NEEDED = ("raw.document", "raw.part", "raw.statement", "raw.line", "raw.form", "raw.claim", "raw.finding")


def judge(
    raw: Mapping[str, pl.DataFrame], policy: Policy, *, look_again: bool = False, objects: Objects = NOTHING_KEPT
) -> dict[str, pl.DataFrame]:
    """Every core, quarantine and quality frame that documents decide by themselves, by table name.

    Args:
        raw: the frames of `NEEDED`, each with the columns of its table, of one document or of several.
        policy: rules, waivers, corrections.
        look_again: read pages a diagnosis turns on a second time, where their file is at hand as it was.
        objects: bytes that were kept.
    """
    conformed, every = _conformed(raw, policy)
    rules = policy.within
    facts = conformed["core.fact_budget"]
    doubted = every.filter(in_doubt())
    of_tables = [rule for rule in rules if rule.of_tables]  # texts and forms never hold a table back
    found = evaluated(conformed, rules, raw["raw.part"], every)
    withheld = tell_withheld(found, facts, of_tables, raw["raw.finding"])
    evaluation = withheld.evaluation
    decision = decide(facts, evaluation, of_tables, policy.waivers, policy.today, raw["raw.finding"])
    pages = second_look(raw["raw.document"], facts, objects) if look_again else None
    exact = exact_formats(raw["raw.document"])
    diagnosis = diagnose(evaluation, facts, rules, pages, exact, conformed["core.fact_claim"])
    said = [
        findings(evaluation, facts, rules),
        narrative_findings(evaluation, conformed["core.fact_claim"], facts, rules),
        form_findings(evaluation, conformed, rules),
        withheld_findings(withheld.rows, facts),
        partly_findings(decision, facts),
        diagnosis_findings(diagnosis),
        doubt_findings(every, raw["raw.line"]),
        _reading_findings(raw["raw.finding"]),
    ]
    claims = judged_claims(conformed["core.fact_claim"], evaluation, conformed["core.dim_document"], rules)
    return (
        conformed
        | vouched_forms(conformed, evaluation, rules)
        | _decided(decision)
        | {
            "core.fact_claim": claims,
            "quality.claim_count": claim_counts(claims),
            "core.statement": _statements(conformed["core.statement"], decision, doubted),
            "quality.result": evaluation.results,
            "quality.term": evaluation.terms,
            "quality.finding": pl.concat(said, how="diagonal"),
            "quality.diagnosis": diagnosis,
            "quality.document": document_rows(
                raw, decision.core, decision.quarantine, evaluation.results, conformed["core.dim_document"], doubted
            ),
        }
    )


def evaluated(
    conformed: Mapping[str, pl.DataFrame],
    rules: Sequence[Rule],
    parts: pl.DataFrame | None = None,
    every: pl.DataFrame | None = None,
) -> Evaluation:
    """Results and terms of every rule over conformed frames: of the tables, of the text, of the forms.

    ``parts``: raw.part, for the names of the departments.  ``every``: the facts with those figures in doubt that
    nothing settled, which make what they stand in not evaluable; they are no terms of anything.
    """
    facts, documents = conformed["core.fact_budget"], conformed["core.dim_document"]
    of_tables = evaluate(facts if every is None else every, documents, rules)
    known = of_tables.terms.join(facts.select("line_id"), on="line_id", how="semi", maintain_order="left")
    return together(
        [
            Evaluation(of_tables.results, known),
            evaluate_narrative(conformed["core.fact_claim"], facts, documents, rules, parts),
            evaluate_forms(conformed, rules),
        ]
    )


def _conformed(raw: Mapping[str, pl.DataFrame], policy: Policy) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Core frames with figures in doubt settled, claims linked to what the tables print, and accepted corrections in;
    quality.correction.  And the facts with those figures that stay in doubt."""
    core = conform(raw)
    every = settle(core["core.fact_budget"], raw["raw.line"], core["core.dim_document"], policy.within)
    documents = raw["raw.document"].select("document_id")
    own = policy.corrections.join(documents, on="document_id", how="semi")
    known = every.filter(~in_doubt())
    claims = link(core["core.fact_claim"], known, core["core.dim_document"], raw["raw.part"])
    every, told = apply_corrections(every, own)
    facts = every.filter(~in_doubt())
    return core | {"core.fact_budget": facts, "core.fact_claim": claims, "quality.correction": told}, every


def _decided(decision: Decision) -> dict[str, pl.DataFrame]:
    """Facts that load and facts held back."""
    failed = decision.quarantine.select("line_id", "rules_failed")
    return {
        "core.fact_budget": decision.core,
        "core.fact_three_public": three_public(decision.core),
        "quarantine.fact_budget": decision.quarantine,
        "quarantine.fact_three_public": three_public(decision.quarantine).join(failed, on="line_id"),
    }


def _statements(statements: pl.DataFrame, decision: Decision, doubted: pl.DataFrame) -> pl.DataFrame:
    """core.statement with whether it loaded and the weakest assurance of its lines; figures in doubt are none.

    A statement of nothing but such figures is held back.
    """
    lines = pl.concat([decision.core, decision.quarantine], how="diagonal")
    weakest = lines.group_by(TABLE).agg(pl.col("assurance").cast(pl.Enum(Assurance)).min().cast(pl.String))
    verdicts = decision.statements.select(*TABLE, status="verdict")
    counts = doubted.group_by(TABLE).agg(unknown=pl.len().cast(pl.Int64))
    joined = statements.join(weakest, on=TABLE, how="left").join(verdicts, on=TABLE, how="left")
    joined = (
        joined.join(counts, on=TABLE, how="left")
        .with_columns(
            lines=pl.col("lines") - pl.col("unknown").fill_null(0),
            status=pl.when(pl.col("unknown") > 0)
            .then(pl.coalesce("status", pl.lit(LoadStatus.QUARANTINED)))
            .otherwise("status"),
        )
        .drop("unknown")
    )
    placed = pl.col("fiscal_year").is_not_null() & pl.col("stage").is_not_null()
    without_money = pl.col("is_empty") | (pl.col("statement").is_in(FORMS) & placed)
    return joined.with_columns(
        pl.when(without_money).then(pl.lit(LoadStatus.LOADED)).otherwise("status").alias("status")
    )


def _reading_findings(found: pl.DataFrame) -> pl.DataFrame:
    """What recognition could not do, beside what the identities found."""
    return found.select(
        "document_id",
        "statement",
        "kind",
        "page",
        "message_zh",
        "message_en",
        finding_id=pl.concat_str(
            pl.lit("R"), pl.col("document_id").str.slice(0, 16), pl.col("finding_no").cast(pl.String), separator="-"
        ),
        severity=pl.lit(Severity.WARNING),
    )
