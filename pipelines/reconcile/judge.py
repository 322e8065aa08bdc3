"""What is said of documents by their own rows: facts, verdicts, diagnoses, and what of it loads.

Nothing here looks beyond a document: its rows are the same whether it is judged alone, in a batch, or in another
order (`tests/reconcile/test_judge.py`), so they are kept until the document or what it is judged by changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

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
from pipelines.reconcile.rule import Rule
from pipelines.reconcile.withheld import tell_withheld

NEEDED = ("raw.document", "raw.part", "raw.statement", "raw.line", "raw.form", "raw.claim", "raw.finding")


def judge(raw: Mapping[str, pl.DataFrame], policy: Policy, *, look_again: bool = False) -> dict[str, pl.DataFrame]:
    """Every core, quarantine and quality frame that documents decide by themselves, by table name.

    Args:
        raw: the frames of `NEEDED`, each with the columns of its table, of one document or of several.
        policy: rules, waivers, corrections.
        look_again: read pages a diagnosis turns on a second time, where their file is at hand as it was.
    """
    conformed = _conformed(raw, policy)
    rules = policy.within
    facts = conformed["core.fact_budget"]
    of_tables = [rule for rule in rules if rule.of_tables]  # texts and forms never hold a table back
    withheld = tell_withheld(evaluated(conformed, rules, raw["raw.part"]), facts, of_tables, raw["raw.finding"])
    evaluation = withheld.evaluation
    decision = decide(facts, evaluation, of_tables, policy.waivers, policy.today, raw["raw.finding"])
    pages = second_look(raw["raw.document"], facts) if look_again else None
    exact = exact_formats(raw["raw.document"])
    diagnosis = diagnose(evaluation, facts, rules, pages, exact, conformed["core.fact_claim"])
    said = [
        findings(evaluation, facts, rules),
        narrative_findings(evaluation, conformed["core.fact_claim"], facts, rules),
        form_findings(evaluation, conformed, rules),
        withheld_findings(withheld.rows, facts),
        partly_findings(decision, facts),
        diagnosis_findings(diagnosis),
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
            "core.statement": _statements(conformed["core.statement"], decision),
            "quality.result": evaluation.results,
            "quality.term": evaluation.terms,
            "quality.finding": pl.concat(said, how="diagonal"),
            "quality.diagnosis": diagnosis,
            "quality.document": document_rows(
                raw, decision.core, decision.quarantine, evaluation.results, conformed["core.dim_document"]
            ),
        }
    )


def evaluated(
    conformed: Mapping[str, pl.DataFrame], rules: Sequence[Rule], parts: pl.DataFrame | None = None
) -> Evaluation:
    """Results and terms of every rule over conformed frames: of the tables, of the text, of the forms.

    ``parts``: raw.part, for the names of the departments.
    """
    facts, documents = conformed["core.fact_budget"], conformed["core.dim_document"]
    return together(
        [
            evaluate(facts, documents, rules),
            evaluate_narrative(conformed["core.fact_claim"], facts, documents, rules, parts),
            evaluate_forms(conformed, rules),
        ]
    )


def _conformed(raw: Mapping[str, pl.DataFrame], policy: Policy) -> dict[str, pl.DataFrame]:
    """Core frames with claims linked to what the tables print, and accepted corrections in; quality.correction."""
    core = conform(raw)
    claims = link(core["core.fact_claim"], core["core.fact_budget"], core["core.dim_document"], raw["raw.part"])
    documents = raw["raw.document"].select("document_id")
    own = policy.corrections.join(documents, on="document_id", how="semi")
    facts, told = apply_corrections(core["core.fact_budget"], own)
    return core | {"core.fact_budget": facts, "core.fact_claim": claims, "quality.correction": told}


def _decided(decision: Decision) -> dict[str, pl.DataFrame]:
    """Facts that load and facts held back."""
    failed = decision.quarantine.select("line_id", "rules_failed")
    return {
        "core.fact_budget": decision.core,
        "core.fact_three_public": three_public(decision.core),
        "quarantine.fact_budget": decision.quarantine,
        "quarantine.fact_three_public": three_public(decision.quarantine).join(failed, on="line_id"),
    }


def _statements(statements: pl.DataFrame, decision: Decision) -> pl.DataFrame:
    """core.statement with whether it loaded and the weakest assurance of its lines."""
    lines = pl.concat([decision.core, decision.quarantine], how="diagonal")
    weakest = lines.group_by(TABLE).agg(pl.col("assurance").cast(pl.Enum(Assurance)).min().cast(pl.String))
    verdicts = decision.statements.select(*TABLE, status="verdict")
    joined = statements.join(weakest, on=TABLE, how="left").join(verdicts, on=TABLE, how="left")
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
