"""One body that two nights name in two spellings: one id in every table, and what was built at once is the same."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines.model.schema import tables
from pipelines.tasks import Receipt, write
from pipelines.workers.mapper import SerialMapper
from tests.warehouse.store.made import POLICY, STARTED, document, judged, part, staged
from tests.warehouse.store.one_body import (
    FIRST,
    SECOND,
    Store,
    ask,
    ids_of_rows,
    keys,
    named,
    night,
    own_rows,
    publish_,
)
from warehouse.store import fingerprint
from warehouse.store.build import remake
from warehouse.store.file import FileStore
from warehouse.store.plan import Outline
from warehouse.store.staging import Staging
from warehouse.store.store import Run


def whole(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for when it was made."""
    left_out = {"quality.run", "raw.address", "raw.sweep", "quality.shard", "quality.schema_version"}
    return {name: sorted(ask(store, f"FROM {name}"), key=repr)
            for name, one in tables().items() if not one.is_view and name not in left_out}  # fmt: skip


@pytest.fixture(params=[(FIRST, SECOND), (SECOND, FIRST)], ids=["the lesser id first", "the greater id first"])
def names(request: pytest.FixtureRequest) -> tuple[str, str]:
    found: tuple[str, str] = request.param
    return found


def nights(folder: Path, names: tuple[str, str]) -> tuple[FileStore, dict[str, object], dict[str, object]]:
    store = FileStore(folder / "w.duckdb")
    one, other = named("m", names[0], 2024), named("a", names[1], 2025)
    night(store, folder, 1, one)
    assert [id_ for _, id_ in ids_of_rows(store)] == [keys(store)[names[0]]]
    night(store, folder, 2, other)
    return store, one, other


def test_a_night_gives_its_rows_the_id_that_the_first_sighted_has(tmp_path: Path, names: tuple[str, str]) -> None:
    store, _, _ = nights(tmp_path, names)
    first = keys(store)[names[0]]
    assert ids_of_rows(store) == [("a", first), ("m", first)]
    assert ask(store, "SELECT department_id, name, first_year, last_year FROM core.dim_department") == [
        (first, names[1], 2024, 2025)]  # fmt: skip
    bridge = ask(
        store, "SELECT spellings, department_id, evidence, shard FROM core.bridge_department ORDER BY first_year"
    )
    assert bridge == [(names[0], first, "same_name", "3205"), (names[1], first, "spelling", "3205")]
    sums = "SELECT d.name, f.fiscal_year, sum(f.amount) FROM core.fact_budget f JOIN core.dim_department d "
    assert ask(store, f"{sums} USING (department_id) GROUP BY ALL ORDER BY 2") == [
        (names[1], 2024, Decimal(100)), (names[1], 2025, Decimal(100))]  # fmt: skip


def test_a_warehouse_made_anew_of_its_rows_is_the_same(tmp_path: Path, names: tuple[str, str]) -> None:
    store, _, _ = nights(tmp_path, names)
    before = whole(store)
    run = Run("r3", fingerprint.building(POLICY), STARTED)
    remake(store, Staging(tmp_path / "remade"), POLICY, SerialMapper(), run)
    assert whole(store) == before


def test_what_is_read_at_once_is_what_two_nights_read(tmp_path: Path) -> None:
    """Sighted at one time the lesser id is kept, which here is that of the first night."""
    probe = FileStore(tmp_path / "probe.duckdb")
    night(probe, tmp_path / "probe", 1, named("m", FIRST, 2024), named("a", SECOND, 2025))
    by_id = sorted(keys(probe), key=lambda name: keys(probe)[name])
    store, one, other = nights(tmp_path, (by_id[0], by_id[1]))
    at_once = FileStore(tmp_path / "once.duckdb")
    night(at_once, tmp_path / "once", 1, other, one)
    assert whole(at_once) == whole(store)


def test_a_document_judged_again_keeps_the_id_of_its_body(tmp_path: Path) -> None:
    store, _, other = nights(tmp_path, (FIRST, SECOND))
    before = whole(store)
    staging = Staging(tmp_path / "again")
    staging.begin(Outline(0, 0, (), ("a",)))
    batch = next(staging.stored_batches(store, {"a": "3205"}))
    said = own_rows(other) | {"quality.document": judged("a")}
    staging.done(batch, Receipt(batch.made, write(said, batch.made)))
    publish_(store, staging, 3)
    assert whole(store) == before


def test_a_body_named_otherwise_by_its_document_leaves_the_other(tmp_path: Path) -> None:
    """Read again and called something else, the second is a body of its own; the first keeps its id."""
    store, _, _ = nights(tmp_path, (FIRST, SECOND))
    first = keys(store)[FIRST]
    other = named("a", "水利局", 2025)
    gone = staged(tmp_path / "third", [document("a", "a.pdf")], [other], gone=("a",), also=own_rows(other))
    publish_(store, gone, 3)
    assert dict(ids_of_rows(store))["m"] == first
    assert dict(ids_of_rows(store))["a"] == keys(store)["水利局"]


def test_rows_of_other_shards_are_not_written(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "w.duckdb")
    elsewhere = part("x", "130100") | {"department_name": FIRST}
    night(store, tmp_path, 1, named("m", FIRST, 2024), elsewhere)
    made_at = "SELECT made_at FROM quality.shard WHERE shard = '1301'"
    before = ask(store, made_at)
    night(store, tmp_path, 2, named("a", SECOND, 2025))
    assert ask(store, made_at) == before
    assert ask(store, "SELECT count(DISTINCT department_id) FROM core.dim_department") == [(2,)]
