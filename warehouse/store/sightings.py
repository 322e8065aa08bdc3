"""What the addresses say of documents: since when each is known, whether it still stands anywhere, and which were put
back in the place of others.

By raw.address alone, and what this run found at it: neither hashes nor the times of reading say anything of what came
first.  A document is

withdrawn    where it has stood somewhere and stands nowhere any more; `replaced_by` others where every place it stood
             at holds others by now.
returned     where it stands again at an address at which others had taken its place: whoever put it back took those
             back.  A copy elsewhere, or a file that was away for some nights with nothing in its place, is no return.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import duckdb
import polars as pl

from pipelines.model.schema import frame_schema
from warehouse.connection import quoted
from warehouse.store.store import Store
from warehouse.store.sweep import TABLE, Sweep
from warehouse.store.versions import standing

SIGHTED, RETURNED = "sighted.parquet", "returned.parquet"  # beside the staged file

_HISTORY = """
CREATE TEMP TABLE history AS
SELECT address, sha256, first_seen, withdrawn_at FROM ({stored}) ANTI JOIN found USING (address, first_seen)
{found}
"""
_FOUND = "UNION ALL SELECT address, sha256, first_seen, withdrawn_at FROM found"
_SIGHTED = """
WITH whereabouts AS (
    SELECT h.sha256, h.address, min(h.first_seen) AS first_seen, bool_or(h.withdrawn_at IS NULL) AS stands,
        max(h.withdrawn_at) AS withdrawn_at, any_value(o.sha256) AS now
    FROM history h SEMI JOIN asked ON asked.document_id = h.sha256
    LEFT JOIN history o ON o.address = h.address AND o.withdrawn_at IS NULL AND o.sha256 <> h.sha256
    GROUP BY ALL
)
SELECT sha256 AS document_id, min(first_seen) AS first_seen,
    CASE WHEN NOT bool_or(stands) THEN max(withdrawn_at) END AS withdrawn_at,
    CASE WHEN NOT bool_or(stands) AND count(now) = count(*) THEN arg_max(now, (withdrawn_at, address)) END
        AS replaced_by
FROM whereabouts GROUP BY ALL ORDER BY ALL
"""
_RETURNED = """
WITH stood AS (
    SELECT address, sha256, first_seen,
        lag(sha256) OVER (PARTITION BY address ORDER BY first_seen) AS before,
        min(first_seen) OVER (PARTITION BY address, sha256) AS began
    FROM history
    WHERE address IN (SELECT address FROM history SEMI JOIN asked ON asked.document_id = history.sha256)
),
put_back AS (
    SELECT address, sha256, any_value(began) AS began, max(first_seen) AS returned_at
    FROM stood SEMI JOIN asked ON asked.document_id = stood.sha256
    WHERE before <> sha256 AND first_seen > began
    GROUP BY ALL
)
SELECT b.sha256 AS document_id, h.sha256 AS over, max(b.returned_at) AS returned_at
FROM put_back b
JOIN history h ON h.address = b.address AND h.sha256 <> b.sha256
    AND h.first_seen > b.began AND h.first_seen < b.returned_at
GROUP BY ALL ORDER BY ALL
"""
_SCHEMAS = {
    "sighted": "document_id VARCHAR, first_seen TIMESTAMP, withdrawn_at TIMESTAMP, replaced_by VARCHAR",
    "returned": "document_id VARCHAR, over VARCHAR, returned_at TIMESTAMP",
}


class Sightings:
    """What a store's addresses say, with what ``sweep`` found besides; one look at the store for any questions.

    Of documents of ``but``, which are taken out, nothing is said, nor that they replace others.
    """

    def __init__(self, store: Store, sweep: Sweep | None = None, but: Collection[str] = ()) -> None:
        self._connection = duckdb.connect(":memory:", config={"threads": "2"})
        rows = sweep.rows if sweep is not None else pl.DataFrame(schema=frame_schema(TABLE))
        self._connection.register("found", rows.to_arrow())
        stored = standing(self._connection, store)
        self._connection.execute(_HISTORY.format(stored=stored, found=_FOUND if sweep is not None else ""))
        self._connection.execute("DELETE FROM history WHERE sha256 IN (SELECT unnest(?::VARCHAR[]))", [list(but)])

    def of(self, documents: Collection[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Of some documents: `sighted` (document_id, first_seen, withdrawn_at, replaced_by), which those without an
        address are not in, and `returned` (document_id, over, returned_at)."""
        asked = pl.DataFrame({"document_id": sorted(set(documents))}, schema={"document_id": pl.String})
        self._connection.register("asked", asked.to_arrow())
        return self._connection.execute(_SIGHTED).pl(), self._connection.execute(_RETURNED).pl()

    def that_stood(self, addresses: pl.Series) -> list[str]:
        """The documents that stand or ever stood at some addresses."""
        self._connection.register("places", pl.DataFrame({"address": addresses.unique()}).to_arrow())
        sql = "SELECT DISTINCT sha256 FROM history SEMI JOIN places USING (address)"
        return [document for (document,) in self._connection.execute(sql).fetchall()]

    def beside(self, document: str) -> list[str]:
        """The documents that stand or ever stood at an address at which this one did."""
        sql = "SELECT DISTINCT sha256 FROM history WHERE address IN (SELECT address FROM history WHERE sha256 = ?)"
        return [one for (one,) in self._connection.execute(sql, [document]).fetchall()]

    def save(self, documents: Collection[str], folder: Path) -> None:
        """Write what `of` gives as files of ``folder``."""
        for frame, name in zip(self.of(documents), (SIGHTED, RETURNED), strict=True):
            frame.write_parquet(folder / name)


def seen_otherwise(store: Store, sweep: Sweep | None) -> dict[str, str | None]:
    """The documents of which ``sweep`` says another thing than the store did, each with what replaces it, if that is
    so."""
    if sweep is None or sweep.rows.is_empty():
        return {}
    sightings = Sightings(store, sweep)
    documents = sightings.that_stood(sweep.rows["address"])  # of those also others say whether they are replaced
    before, now = Sightings(store).of(documents), sightings.of(documents)
    changed: dict[str, str | None] = {}
    for was, found in ((before[1], now[1]), (_gone(before[0]), _gone(now[0]))):
        added = found.join(was, on=found.columns, how="anti", nulls_equal=True)
        lost = was.join(found, on=found.columns, how="anti", nulls_equal=True)
        changed |= dict.fromkeys([*added["document_id"], *lost["document_id"]])
    return changed | {id_: by for id_, by in now[0].select("document_id", "replaced_by").iter_rows() if id_ in changed}


def _gone(sighted: pl.DataFrame) -> pl.DataFrame:
    return sighted.drop("first_seen").filter(pl.col("withdrawn_at").is_not_null())


def load(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The temporary tables `sighted` and `returned` from the files that `Sightings.save` wrote into ``folder``."""
    none_known(connection)
    for name, file in (("sighted", SIGHTED), ("returned", RETURNED)):
        connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM read_parquet({quoted(folder / file)})")


def none_known(connection: duckdb.DuckDBPyConnection) -> None:
    """The same tables without a row, where there are none yet."""
    for name, columns in _SCHEMAS.items():
        connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {name} ({columns})")
