"""Which bytes stand at which address (raw.version): what a run finds, against what earlier runs put down.

Bytes that are gone from their address are withdrawn there, and other bytes begin a row of their own; so do the same
bytes when they come back, since in between nobody could have read them.  Rows of documents stay as they are.

Gone is what was not found although the run looked: below the paths it was given, in a folder that opened, under a name
that is looked at.  Of all else nothing is known, and its rows keep the time they were last found.  A folder in which
there is nothing at all, where files stood, is not believed: so looks a disk that is not mounted.

A night writes the rows of addresses at which something changed, and one row a path it was given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

import duckdb
import polars as pl

from pipelines.acquire import Found, Problem, is_below, is_skipped, place, shown, ways_up
from pipelines.model.document import Unreadable
from pipelines.model.schema import frame_schema
from warehouse.store.store import OLD, Store
from warehouse.store.sweep import TABLE, Sweep, no_rows, ranges

_ASKED = ("raw.address", "raw.sweep", "raw.document")
PLACE = "replace(replace(address, '!/', '/'), '%5C', '/') || '/'"  # as `pipelines.acquire.place`
# What a warehouse without the table knows of addresses.  What could not be opened is no document, only a path.
FROM_DOCUMENTS = """
SELECT source_uri AS address, document_id AS sha256, extracted_at AS first_seen,
    NULL::TIMESTAMP AS last_seen, NULL::TIMESTAMP AS withdrawn_at
FROM {database}raw.document WHERE document_id <> sha256('path:' || source_uri)
"""
_STANDING = "SELECT address, sha256, first_seen, last_seen, withdrawn_at FROM ({stored}) WHERE withdrawn_at IS NULL"
_BEGUN = f"SELECT address, sha256 FROM found ANTI JOIN ({_STANDING}) USING (address, sha256) ORDER BY ALL"
_FOUND_AGAIN = f"SELECT s.* FROM ({_STANDING}) s SEMI JOIN found USING (address, sha256) WHERE last_seen IS NOT NULL"
_NOT_FOUND = f"""
SELECT s.* FROM ({_STANDING}) s ANTI JOIN found USING (address, sha256)
WHERE EXISTS (FROM roots WHERE {PLACE} >= low AND {PLACE} < high) ORDER BY ALL
"""
_LATEST = "SELECT max(greatest(first_seen, last_seen, withdrawn_at)) FROM ({stored})"
_HAS_TABLE = """
SELECT count(DISTINCT table_name) = 2 FROM duckdb_columns()
WHERE database_name = ? AND schema_name = 'raw' AND table_name IN ('address', 'sweep')
"""
_TAKE_OUT = "DELETE FROM raw.address WHERE (address, first_seen) IN (SELECT (address, first_seen) FROM changed)"
_PUT_IN = """
INSERT INTO raw.address BY NAME
SELECT c.* FROM changed c
WHERE c.withdrawn_at IS NOT NULL OR NOT EXISTS ( -- another run may have put it down since
    FROM raw.address a WHERE a.address = c.address AND a.sha256 = c.sha256 AND a.withdrawn_at IS NULL)
ORDER BY address, first_seen
"""
_SWEPT_BEFORE = f"DELETE FROM raw.sweep WHERE EXISTS (FROM swept WHERE {PLACE} >= low AND {PLACE} < high)"


def compare(store: Store, found: Found, now: datetime) -> tuple[Sweep, list[Problem]]:
    """What changed below the roots of ``found`` at the time ``now`` (UTC), and the folders that are not believed.

    Sightings are in the order of the runs: where the clock was set back, the time is one after the latest put down.
    """
    with duckdb.connect(":memory:", config={"threads": "2"}) as connection:
        stored = standing(connection, store)
        addresses = {"address": list(found.addresses), "sha256": list(found.addresses.values())}
        connection.register("found", pl.DataFrame(addresses, schema=dict.fromkeys(addresses, pl.String)).to_arrow())
        connection.register("roots", ranges(found.roots).to_arrow())
        begun, again, lost = (
            connection.execute(sql.format(stored=stored)).pl() for sql in (_BEGUN, _FOUND_AGAIN, _NOT_FOUND)
        )
        swept = _swept(connection)
        latest = connection.execute(_LATEST.format(stored=stored)).fetchone() or (None,)
    now = _after(now, [*latest, *swept.values()])
    rows, doubted = _not_found(lost, found, swept, now)
    changed = pl.concat(
        [
            begun.with_columns(first_seen=pl.lit(now), last_seen=None, withdrawn_at=None).cast(frame_schema(TABLE)),
            again.with_columns(last_seen=None).cast(frame_schema(TABLE)),
            rows,
        ]
    )
    return Sweep(now, found.roots, changed), doubted


def standing(connection: duckdb.DuckDBPyConnection, store: Store, also: Sequence[str] = ()) -> str:
    """SQL of the rows of raw.address in ``store``, which is attached to ``connection`` with the tables ``also``."""
    if not store.attach(connection, OLD, [*_ASKED, *also]):
        connection.register("nothing", no_rows().to_arrow())
        return "FROM nothing"
    if connection.execute(_HAS_TABLE, [OLD]).fetchone() == (True,):
        return f"SELECT * EXCLUDE (shard) FROM {OLD}.raw.address"
    return FROM_DOCUMENTS.format(database=f"{OLD}.")


def record(connection: duckdb.DuckDBPyConnection, sweep: Sweep | None) -> None:
    """Put down what ``sweep`` says, within the caller's transaction."""
    if sweep is None:
        return
    if sweep.rows.height:
        connection.register("changed", sweep.rows.to_arrow())
        connection.execute(_TAKE_OUT)
        connection.execute(_PUT_IN)
        connection.unregister("changed")
    roots = ranges(sweep.roots).with_columns(address=pl.Series(sweep.roots, dtype=pl.String)).unique("address")
    connection.register("swept", roots.to_arrow())
    connection.execute(_SWEPT_BEFORE)
    connection.execute("INSERT INTO raw.sweep BY NAME SELECT address, ? AS swept_at FROM swept", [sweep.swept_at])
    connection.unregister("swept")


def _swept(connection: duckdb.DuckDBPyConnection) -> dict[str, datetime]:
    """When each place was last looked through, as the store has it."""
    if connection.execute(_HAS_TABLE, [OLD]).fetchone() != (True,):
        return {}
    rows = connection.execute(f"SELECT address, swept_at FROM {OLD}.raw.sweep").fetchall()
    return {place(address): at for address, at in rows}


def _after(now: datetime, before: Sequence[datetime | None]) -> datetime:
    latest = max((at for at in before if at is not None), default=datetime.min)  # noqa: DTZ901 (UTC without a zone)
    return now if now > latest else latest + timedelta(microseconds=1)


def _not_found(
    lost: pl.DataFrame, found: Found, swept: dict[str, datetime], now: datetime
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows that change of those that were not found, and the folders that are not believed to be empty."""
    unknown = _Unknown(found)
    rows = []
    for row in lost.iter_rows(named=True):
        address = row["address"]
        is_gone = address in found.addresses or not unknown.covers(address)
        if is_gone or row["last_seen"] is None:
            seen = row["last_seen"] or _last_swept(address, swept) or row["first_seen"]
            rows.append({**row, "last_seen": seen, "withdrawn_at": now if is_gone else None})
    return pl.DataFrame(rows, schema=frame_schema(TABLE)), unknown.doubted()


def _last_swept(address: str, swept: dict[str, datetime]) -> datetime | None:
    return max((swept[way] for way in ways_up(address) if way in swept), default=None)


class _Unknown:
    """Of which addresses a run that did not find them knows nothing."""

    def __init__(self, found: Found) -> None:
        self._closed = found.closed
        self._empty = {place(path.absolute().as_uri()): path for path in found.gaps.empty}
        self._roots = {place(root) for root in found.roots}
        self._stood: Counter[str] = Counter()

    def covers(self, address: str) -> bool:
        emptied = next((way for way in ways_up(address) if way in self._empty), None)
        if emptied is not None:
            self._stood[emptied] += 1
        return emptied is not None or is_below(address, self._closed) or not self._would_be_met(address)

    def doubted(self) -> list[Problem]:
        """The empty folders below which something stood."""
        return [
            Problem(
                self._empty[one],
                Unreadable.EMPTIED,
                f"{self._empty[one]} is empty where {count} document{'s' * (count > 1)} stood, as if a disk were not "
                "mounted: nothing is withdrawn. If they are gone for good, remove the folder or leave any file in it",
            )
            for one, count in sorted(self._stood.items())
        ]

    def _would_be_met(self, address: str) -> bool:
        """Whether a walk from the roots looks at such a name."""
        for way in ways_up(address):
            if way in self._roots:
                return True
            if is_skipped(shown(way.rpartition("/")[2])):
                return False
        return False
