"""From what was read and judged to the next warehouse, shard by shard.

make           every shard with news, in workers, beside the warehouse
results        what the suites of expectations have to see of each
publish        the shards that may, in the place of those they were
make_overtaken those another run published meanwhile, made again of what it left
remake         every shard made anew from what is published: nothing read, nothing judged
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import duckdb
import polars as pl

from pipelines.model.schema import VERSION
from pipelines.reconcile.policy import Policy
from pipelines.workers.mapper import Mapper
from warehouse.connection import WarehouseError
from warehouse.store import fingerprint
from warehouse.store.assemble import Assembly, Bundle
from warehouse.store.changes import bundles, changes, every_shard
from warehouse.store.plan import Outline, decided_otherwise
from warehouse.store.queue import Queue
from warehouse.store.sightings import Sightings
from warehouse.store.staged import FILE, placed_by_parts, stage
from warehouse.store.staging import Staging
from warehouse.store.store import Change, Published, Run, Store
from warehouse.store.sweep import Sweep

_log = logging.getLogger(__name__)

_MADE = "shards.json"
Meanwhile = Callable[[], AbstractContextManager[None]]
_SEEN = ("rule_id", "residual", "tolerance", "verdict")


@dataclass(frozen=True, slots=True)
class Made:
    """What a run made: the shards that can be published, and those that cannot with the reason."""

    changes: tuple[Change, ...]
    stopped: dict[str, str]

    @property
    def shards(self) -> list[str]:
        """Those that can be published."""
        return [change.shard for change in self.changes]

    def without(self, stopped: Mapping[str, str]) -> Made:
        """The same, where more shards are stopped, and with them those that a document moves between."""
        held = Change.held_up(self.changes, {**self.stopped, **stopped})
        return Made(tuple(change for change in self.changes if change.shard not in held), held)

    def save(self, folder: Path) -> None:
        """Write it into ``folder``."""
        found = {"changes": [asdict(change) for change in self.changes], "stopped": self.stopped}
        (folder / _MADE).write_text(json.dumps(found, default=str), encoding="utf-8")

    @staticmethod
    def load(folder: Path) -> Made:
        """Read it back.  Raises ``FileNotFoundError`` where no shard was made."""
        found = json.loads((folder / _MADE).read_text(encoding="utf-8"))
        return Made(tuple(_change(row) for row in found["changes"]), found["stopped"])


def _change(row: dict[str, Any]) -> Change:
    at = row["made_at"]
    kept = {"made": Path(row["made"]), "made_at": datetime.fromisoformat(at) if at else None}
    return Change(**row | kept | {name: tuple(row[name]) for name in ("read", "judged", "along")})


def make(store: Store, staging: Staging, policy: Policy, mapper: Mapper, meanwhile: Meanwhile = nullcontext) -> Made:
    """Stage what was read and judged, and make every shard with news.

    ``meanwhile`` is what this process does while workers make them; it imports nothing else then.
    """
    outline, known = staging.outline, store.known()
    placed = placed_by_parts(staging)
    broken = stage(staging, {**{document: known.shards[document] for document in outline.again}, **placed})
    wanted = changes(outline, known, placed, staging.folder / "shards")
    with meanwhile():
        return _make(store, staging, policy, mapper, Made(tuple(wanted), {}).without(broken), known.shards)


def make_overtaken(store: Store, staging: Staging, policy: Policy, mapper: Mapper, published: Published) -> Made | None:
    """The shards that `publish` found published by another run meanwhile, made again beside what that run left.

    None where there are none.
    """
    overtaken = published.stopped.keys() - Made.load(staging.folder).stopped.keys()
    if not overtaken:
        return None
    known, placed = store.known(), placed_by_parts(staging)
    outline = staging.outline.beside(known, placed)
    wanted = changes(outline, known, placed, staging.folder / "shards")
    mine = tuple(change for change in wanted if change.shard in overtaken)
    stopped = {shard: reason for shard, reason in published.stopped.items() if shard not in overtaken}
    return _make(store, staging, policy, mapper, Made(mine, stopped), known.shards)


def remake(store: Store, staging: Staging, policy: Policy, mapper: Mapper, run: Run) -> Published:
    """Make and publish every shard again, by the SQL and the rules across disclosures of this version.

    Raises WarehouseError where nothing was published yet, and where documents were judged by another version, by other
    rules or decisions: marts of this one over them would be of two.
    """
    known = store.known()
    if not known.shards:
        raise WarehouseError("there is no warehouse yet: run `gouji ingest` first")
    others = decided_otherwise(known, policy)
    if others or store.version() != VERSION:
        raise WarehouseError(
            f"{len(others)} of the shards were made by another version, or by other rules: materialize all assets "
            "(the job `everything`), which judges their documents again without reading them"
        )
    staging.begin(Outline(0, 0, (), ()))
    stage(staging, {})
    _make(store, staging, policy, mapper, Made(tuple(every_shard(known, staging.folder / "shards")), {}), known.shards)
    return publish(store, staging, policy, run)


def _make(
    store: Store, staging: Staging, policy: Policy, mapper: Mapper, asked: Made, known: Mapping[str, str]
) -> Made:
    """Make the shards ``asked`` for; ``known`` is the shard of every document that is published."""
    assembly = Assembly(store.prepared(staging.folder), staging.folder / FILE, policy, fingerprint.building(policy))
    shards = {change.shard for change in asked.changes}
    held = [document for document, shard in [*known.items(), *placed_by_parts(staging).items()] if shard in shards]
    sightings = Sightings(store, Sweep.load(staging.folder), staging.outline.forget)
    sightings.save(held, staging.folder)
    queue = Queue(bundles(asked.changes, staging.folder / "shards"))
    made: list[Change] = []
    stopped: dict[str, str] = {}
    for outcome in mapper.map(assembly, queue):
        bundle = outcome.item
        if outcome.error is None:
            folder = cast("Path", outcome.value)
            made += [replace(change, made=folder) for change in bundle.changes]
        elif len(bundle.changes) > 1:
            for change in bundle.changes:
                queue.add(Bundle((change,), change.made))
        else:
            [shard] = bundle.shards
            stopped[shard] = _reason(outcome.error.message, outcome.detail)
            _log.error("shard %s: %s\n%s", shard, outcome.error.message, outcome.detail)
    found = Made(tuple(sorted(made, key=lambda change: change.shard)), asked.stopped).without(stopped)
    found.save(staging.folder)
    return found


def _reason(message: str, detail: str) -> str:
    """Why a shard is stopped, with the last line of the traceback: a rule of ours has spoken there, not a file."""
    last = detail.strip().rpartition("\n")[2]
    said = last.partition(": ")[2] or last
    return f"{message}: {said}" if said else message


def results(staging: Staging) -> dict[str, pl.DataFrame]:
    """By shard the rows of quality.result that are new, as the suites of expectations read them."""
    found = {}
    with duckdb.connect(str(staging.folder / FILE), read_only=True) as connection:
        for change in Made.load(staging.folder).changes:
            sql = f"SELECT {', '.join(_SEEN)} FROM quality.result WHERE shard = ?"
            own = connection.execute(sql, [change.shard]).pl()
            together = pl.read_parquet(change.made / "quality.result.parquet", columns=[*_SEEN, "shard"])
            together = together.filter(pl.col("shard") == change.shard)
            found[change.shard] = pl.concat([own, together.select(own.columns)], how="vertical_relaxed")
    return found


def counts(staging: Staging) -> dict[str, dict[str, int]]:
    """Of what is new: rows by table, findings by severity, results by verdict."""
    with duckdb.connect(str(staging.folder / FILE), read_only=True) as connection:
        names = [f"{s}.{t}" for s, t in connection.execute(_TABLES).fetchall()]
        rows = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names)
        severities = "SELECT severity, count(*) FROM quality.finding GROUP BY severity ORDER BY severity"
        verdicts = "SELECT verdict, count(*) FROM quality.result GROUP BY verdict ORDER BY verdict"
        return {
            "rows": dict(connection.execute(rows).fetchall()),
            "findings": dict(connection.execute(severities).fetchall()),
            "verdicts": dict(connection.execute(verdicts).fetchall()),
        }


def publish(store: Store, staging: Staging, policy: Policy, run: Run) -> Published:
    """Put every shard that is not stopped in the place of the one it was, beside what ``run`` has published before.

    Raises WarehouseError where every one is stopped.
    """
    made = Made.load(staging.folder)
    if made.stopped and not made.changes and not run.shards:
        raise WarehouseError("; ".join(f"shard {shard}: {reason}" for shard, reason in made.stopped.items()))
    said = replace(run, shards=run.shards + len(made.changes), stopped=made.stopped)
    return store.commit(made.changes, staging.folder / FILE, policy, said)


_TABLES = "SELECT schema_name, table_name FROM duckdb_tables() WHERE schema_name <> 'main'"
