"""What loads and what is held back: the frames of core, quarantine and quality."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from pipelines.conform import three_public
from pipelines.model.judgements import Assurance, LoadStatus
from pipelines.model.statements import FORMS
from pipelines.reconcile.decide import Decision, decide
from pipelines.reconcile.diagnosis import diagnose
from pipelines.reconcile.diagnosis.findings import diagnosis_findings
from pipelines.reconcile.diagnosis.second_look import exact_formats
from pipelines.reconcile.diagnosis.verdict import Pages
from pipelines.reconcile.documents import document_rows
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.findings import findings
from pipelines.reconcile.forms.assurance import vouched_forms
from pipelines.reconcile.forms.wording import form_findings
from pipelines.reconcile.narrative.wording import narrative_findings
from pipelines.reconcile.rule import Rule
from pipelines.reconcile.waivers import in_force

NEEDED_TO_DECIDE = ("raw.document", "raw.statement", "raw.line", "raw.form", "raw.finding")
_TABLE = ("document_id", "part_no", "table_no")


def decide_what_loads(
    conformed: Mapping[str, pl.DataFrame],
    evaluation: Mapping[str, pl.DataFrame],
    raw: Mapping[str, pl.DataFrame],
    rules: Sequence[Rule],
    waivers: pl.DataFrame,
    today: date,
    pages: Pages | None = None,
) -> dict[str, pl.DataFrame]:
    """Every core, quarantine and quality frame except quality.run, by table name.

    ``raw`` holds the rows of `NEEDED_TO_DECIDE` for every document of the warehouse to be; ``waivers`` are held against
    ``today``; ``pages`` gives pages a second look, where they can be had.
    """
    facts = conformed["core.fact_budget"]
    evaluated = Evaluation(evaluation["results"], evaluation["terms"])
    of_tables = [rule for rule in rules if rule.of_tables]  # texts and forms never hold a table back
    decision = decide(facts, evaluated, of_tables, waivers, today)
    held_three_public = three_public(decision.quarantine).join(
        decision.quarantine.select("line_id", "rules_failed"), on="line_id"
    )
    said = narrative_findings(evaluated, conformed["core.fact_claim"], facts, rules)
    sources, claims = raw["raw.document"], conformed["core.fact_claim"]
    diagnosis = diagnose(evaluated, facts, rules, pages, exact_formats(sources), claims)
    of_forms = form_findings(evaluated, conformed, rules)
    failing = [findings(evaluated, facts, rules), said, of_forms, diagnosis_findings(diagnosis)]
    found = pl.concat([*failing, _reading_findings(raw["raw.finding"])], how="diagonal")
    forms = vouched_forms(conformed, evaluated, rules)
    return (dict(conformed) | forms) | {
        "core.fact_budget": decision.core,
        "core.fact_three_public": three_public(decision.core),
        "core.statement": _statements(conformed["core.statement"], decision),
        "quarantine.fact_budget": decision.quarantine,
        "quarantine.fact_three_public": held_three_public,
        "quality.rule": _rules(rules),
        "quality.result": evaluated.results,
        "quality.term": evaluated.terms,
        "quality.finding": found,
        "quality.diagnosis": diagnosis,
        "quality.document": document_rows(
            raw, decision.core, decision.quarantine, evaluated.results, conformed["core.dim_document"]
        ),
        "quality.waiver": in_force(waivers, today),
    }


def _statements(statements: pl.DataFrame, decision: Decision) -> pl.DataFrame:
    """core.statement with whether it loaded and the weakest assurance of its lines."""
    lines = pl.concat([decision.core, decision.quarantine], how="diagonal")
    weakest = lines.group_by(_TABLE).agg(pl.col("assurance").cast(pl.Enum(Assurance)).min().cast(pl.String))
    verdicts = decision.statements.select(*_TABLE, status="verdict")
    joined = statements.join(weakest, on=_TABLE, how="left").join(verdicts, on=_TABLE, how="left")
    placed = pl.col("fiscal_year").is_not_null() & pl.col("stage").is_not_null()
    without_money = pl.col("is_empty") | (pl.col("statement").is_in(FORMS) & placed)
    return joined.with_columns(
        pl.when(without_money).then(pl.lit(LoadStatus.LOADED)).otherwise("status").alias("status")
    )


def _rules(rules: Sequence[Rule]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "rule_id": rule.id,
                "shape": type(rule.shape).__name__.lower(),
                "statements": ",".join(rule.statements) or None,
                "stage": rule.stages[0] if len(rule.stages) == 1 else None,
                "severity": rule.severity,
                "text_zh": rule.text_zh,
                "text_en": rule.text_en,
                "reason_zh": rule.reason_zh,
                "reason_en": rule.reason_en,
                "basis": rule.basis_zh,
                "basis_en": rule.basis_en,
            }
            for rule in rules
        ],
        infer_schema_length=None,
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
        severity=pl.lit("warning"),
    )
