"""Every step over a set of rows does the same to many: seventy thousand lines are judged, put together and published.

polars evaluates a frame of 16,384 rows or more in parts, and fails then where a filter reads no column of it: what is
right for a document or a hundred may stop a night with thousands.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations.policy import load_policy
from gouji.work import work
from pipelines.acquire import scan
from pipelines.process import stamped
from pipelines.tasks import Receipt, save, write
from pipelines.workers.mapper import SerialMapper
from tests.kit.large import Frames, copies, joined
from warehouse.connection import connect_readonly
from warehouse.read import query
from warehouse.store.build import make, publish
from warehouse.store.file import FileStore
from warehouse.store.plan import Outline
from warehouse.store.staging import Staging
from warehouse.store.store import Run

ROOT = Path(__file__).parents[3]
READ = datetime(2026, 1, 1)  # noqa: DTZ001
TABLES, WORDS = 225, 780  # copies of all the document says, and of its forms and its text alone
WALL = 16_384


def read() -> Frames:
    """The raw rows of a bundled document with tables, forms and claims, but for its cells."""
    [source] = scan([str(ROOT / "samples" / "county_budget_2024.docx")])[0]
    doing = work()
    raw = {name: doing.fit(frame, name) for name, frame in stamped(doing.read(source), READ).items()}
    return {name: frame for name, frame in raw.items() if name != "raw.cell"}


def blind(frames: tuple[Any, ...]) -> Iterator[str]:
    """Predicates that read no column, and are no plain True or False."""
    for one in frames:
        for predicate in one if isinstance(one, list | tuple) else [one]:
            reads = not isinstance(predicate, pl.Expr) or predicate.meta.root_names()
            if not reads and str(predicate) not in ("true", "false"):
                yield str(predicate)


def _ours() -> str:
    """Where in our code the program stands."""
    frames = [at for at in traceback.extract_stack() if at.filename.startswith(str(ROOT)) and at.filename != __file__]
    [*_, last] = [at for at in frames if "site-packages" not in at.filename]
    return f"{last.filename}:{last.lineno}"


@pytest.fixture(scope="module")
def seen() -> Iterator[set[str]]:
    """Filters by predicates that read no column, as they are met, with the place in our code."""
    found: set[str] = set()

    def watched(filtering: Callable[..., Any]) -> Callable[..., Any]:
        def filter_(self: Any, *predicates: Any, **constraints: Any) -> Any:
            for predicate in blind(predicates):
                found.add(f"{_ours()}: {predicate}")
            return filtering(self, *predicates, **constraints)

        return filter_

    with pytest.MonkeyPatch.context() as patch:
        for kind in (pl.DataFrame, pl.LazyFrame):
            patch.setattr(kind, "filter", watched(kind.filter))
        yield found


@pytest.fixture(scope="module")
def one() -> Frames:
    return read()


@pytest.fixture(scope="module")
def many(one: Frames) -> Frames:
    words = {name: frame for name, frame in one.items() if name not in ("raw.line", "raw.grid")}
    return joined(copies(one, range(1, TABLES + 1)), copies(words, range(TABLES + 1, TABLES + WORDS + 1)))


@pytest.fixture(scope="module")
def judged(many: Frames, seen: set[str]) -> Frames:
    return work().judge(many, look_again=False)


def test_there_are_enough_rows_for_this_to_say_anything(many: Frames, judged: Frames) -> None:
    assert many["raw.line"].height > 70_000
    assert min(many["raw.form"].height, many["raw.claim"].height) > WALL
    assert min(judged[name].height for name in ("core.fact_budget", "core.fact_claim", "quality.result")) > WALL


def test_many_are_judged_as_one_is(one: Frames, judged: Frames) -> None:
    first = work().judge(copies(one, [1]), look_again=False)
    for name, frame in judged.items():
        if "document_id" in frame.columns:
            own = frame.filter(pl.col("document_id") == f"{1:08x}" + "0" * 56)
            assert own.sort(own.columns).equals(first[name].sort(own.columns)), name
    assert judged["core.fact_budget"].height == TABLES * first["core.fact_budget"].height
    assert judged["core.fact_claim"].height == (TABLES + WORDS) * first["core.fact_claim"].height


def test_many_are_put_together_and_published(many: Frames, judged: Frames, seen: set[str], tmp_path: Path) -> None:
    policy = load_policy()
    staging = Staging(tmp_path / "staging")
    ids = many["raw.document"]["document_id"].to_list()
    staging.begin(Outline(len(ids), len(ids), (), ()))
    for id_ in ids:
        staging.take(id_, save({}, staging.folder))
    batch = staging.batch()
    assert batch is not None
    staging.done(batch, Receipt(batch.made, write(many | judged, batch.made)))
    store = FileStore(tmp_path / "w.duckdb")
    made = make(store, staging, policy, SerialMapper())
    assert made.stopped == {}
    publish(store, staging, policy, Run("r1", "", READ, len(ids), len(ids)))
    with connect_readonly(store.path) as connection:
        [(bodies, lines)] = connection.execute(
            "SELECT (SELECT count(*) FROM core.dim_department), (SELECT count(*) FROM core.fact_budget)"
        ).fetchall()
    assert (bodies, lines) == (len(ids), judged["core.fact_budget"].height)
    for format in ("csv", "json", "parquet"):
        assert len(query(store.path, "SELECT * FROM core.fact_claim", format)) > judged["core.fact_claim"].height


def test_no_filter_reads_no_column(judged: Frames, seen: set[str]) -> None:
    assert seen == set()
