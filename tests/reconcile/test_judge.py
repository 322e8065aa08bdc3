"""What is said of a document is the same alone, in a batch and in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from gouji.work import work
from pipelines.acquire.source import source_of
from pipelines.model.schema import empty_frame, table
from pipelines.process import Frames, Work, stamped
from pipelines.reconcile.judge import NEEDED, judge
from pipelines.reconcile.policy import Policy
from pipelines.tasks import Batch, Job, raw_rows, save, write
from warehouse.schema import fit

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
# Word, Excel, text and PDF; a budget with planted errors, final accounts, three bodies of one county
FILES = (
    "planted_errors_2023.docx",
    "county_budget_2020.xlsx",
    "county_budget_2024.docx",
    "unit_budget_2023_cells.txt",
    "county_final_2024.pdf",
)
READ_AT = datetime(2026, 1, 1)  # noqa: DTZ001


@pytest.fixture(scope="module")
def job() -> Work:
    return work()


@pytest.fixture(scope="module")
def read(job: Work) -> list[Frames]:
    """Raw rows of the files, one after the other."""
    found = [stamped(job.read(source_of(SAMPLES / name)), READ_AT) for name in FILES]
    return [{name: fit(rows[name], name) if name in rows else empty_frame(name) for name in NEEDED} for rows in found]


@pytest.fixture(scope="module")
def alone(read: list[Frames], job: Work) -> Frames:
    """Each document judged by itself, all rows together."""
    return _concat([judge(raw, job.policy) for raw in read])


def _concat(several: Sequence[Mapping[str, pl.DataFrame]]) -> Frames:
    return {name: pl.concat([one[name] for one in several], how="diagonal_relaxed") for name in several[0]}


def _assert_same(left: Mapping[str, pl.DataFrame], right: Mapping[str, pl.DataFrame]) -> None:
    assert set(left) == set(right)
    for name in left:
        key = list(table(name).key)
        sides = [fit(frames[name], name).sort(key, nulls_last=True) for frames in (left, right)]
        assert_frame_equal(*sides), name


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 4, 0, 3, 1)])
def test_a_batch_in_any_order_says_what_each_document_says_alone(
    order: Sequence[int], read: list[Frames], alone: Frames, job: Work
) -> None:
    _assert_same(judge(_concat([read[n] for n in order]), job.policy), alone)


def test_two_batches_say_what_one_says(read: list[Frames], alone: Frames, job: Work) -> None:
    _assert_same(_concat([judge(_concat(part), job.policy) for part in (read[:2], read[2:])]), alone)


def test_the_planted_errors_are_found_alone(alone: Frames) -> None:
    """docs/samples.md: the budget with planted errors; three of its statements must not load."""
    held = alone["quarantine.fact_budget"]
    assert set(held["statement"]) == {"expenditure", "general_budget", "summary"}
    assert held["document_id"].n_unique() == 1
    status = dict(alone["quality.document"].group_by("status").len().iter_rows())
    assert status == {"loaded": len(FILES) - 1, "partly": 1}
    assert alone["quality.diagnosis"].height > 0


def test_ids_are_unique_and_name_their_document(alone: Frames) -> None:
    for name, key in (("quality.result", "result_id"), ("quality.diagnosis", "diagnosis_id")):
        ids = alone[name].select(key, "document_id")
        assert ids[key].is_unique().all()
        for id_, document in ids.iter_rows():
            assert document[:16] in id_


def test_rules_that_compare_disclosures_are_left_to_others(alone: Frames, job: Work) -> None:
    across = {rule.id for rule in job.policy.rules if rule.across}
    assert across == {"F1-NEXT-OPENING", "F1-B1-OPENING", "F7-B9-BUDGET"}
    assert not across & set(alone["quality.result"]["rule_id"])


def test_a_waiver_lets_its_document_load_and_no_other(read: list[Frames], job: Work) -> None:
    document = read[0]["raw.document"]["document_id"][0]
    failed = judge(read[0], job.policy)["quality.result"].filter(
        (pl.col("verdict") == "fail") & (pl.col("severity") == "critical")
    )
    waivers = pl.DataFrame(
        [
            {"waiver_id": f"W{n}", "document_id": document, "rule_id": rule, "reason": "seen", "owner": "x",
             "expiry": date(2026, 6, 30)}
            for n, rule in enumerate(failed["rule_id"].unique())
        ]
    ).with_columns(department_id=pl.lit(None, pl.String), node=pl.lit(None, pl.String))  # fmt: skip
    until = Policy(job.policy.rules, date(2026, 6, 30), waivers)
    after = Policy(job.policy.rules, date(2026, 7, 1), waivers)
    assert judge(read[0], until)["quarantine.fact_budget"].is_empty()
    assert judge(read[0], after)["quarantine.fact_budget"].height > 0


def test_a_correction_of_another_document_is_not_told_here(read: list[Frames], job: Work) -> None:
    rows = [
        {
            "correction_id": f"C{n}",
            "document_id": document,
            "line_id": "none",
            "printed": Decimal("1.00"),
            "corrected": Decimal("2.00"),
        }
        for n, document in enumerate((read[0]["raw.document"]["document_id"][0], "f" * 64))
    ]
    corrections = fit(pl.DataFrame(rows).with_columns(status=pl.lit("")), "quality.correction").drop("status")
    told = judge(read[0], Policy(job.policy.rules, job.policy.today, corrections=corrections))["quality.correction"]
    assert told.select("correction_id", "status").rows() == [("C0", "suggested")]


def test_rows_go_to_judging_and_come_from_it_as_files(
    read: list[Frames], alone: Frames, job: Work, tmp_path: Path
) -> None:
    documents = tuple(raw["raw.document"]["document_id"][0] for raw in read[:2])
    own = alone["quality.result"].filter(pl.col("document_id").is_in(documents)).sort("result_id")
    write(_concat(read), tmp_path / "stored")
    kept = tuple(save(raw, tmp_path).path for raw in read[:2])
    for batch in (
        Batch(documents, tmp_path / "made", stored=tmp_path / "stored", look_again=False),
        Batch(documents, tmp_path / "made", read=kept, look_again=False),
    ):
        receipt = Job(job, tmp_path, READ_AT)(batch)
        assert receipt.rows["quality.document"] == len(documents)
        assert_frame_equal(pl.read_parquet(receipt.path / "quality.result.parquet").sort("result_id"), own)
        lines = [pl.read_parquet(path).height for path in receipt.path.glob("raw.line.parquet")]
        assert lines == ([sum(raw["raw.line"].height for raw in read[:2])] if batch.read else [])


def test_a_document_is_read_into_a_file_of_its_own(job: Work, tmp_path: Path) -> None:
    source = source_of(SAMPLES / FILES[3])
    first, second = (Job(job, tmp_path, READ_AT, "this version")(source) for _ in range(2))
    assert first.path != second.path
    raw = raw_rows(Batch((source.document_id,), tmp_path / "made", read=(second.path,)))
    assert raw["raw.document"].select("document_id", "extracted_at", "fingerprint").rows() == [
        (source.document_id, READ_AT, "this version")
    ]
    assert {name: frame.height for name, frame in raw.items()} == {n: h for n, h in second.rows.items() if h}
