"""The default store: one DuckDB file, replaced whole by a rename, so that a reader sees the old one or the new one."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from pipelines.model.schema import tables
from pipelines.model.shards import UNPLACED
from pipelines.reconcile.policy import Policy
from warehouse.connection import Limits, WarehouseError, attach_readonly, connect_readonly, connect_writer
from warehouse.read import frame
from warehouse.store import nation
from warehouse.store.known import Known, path_id
from warehouse.store.migrate import SHARDS, has_this_schema, migrate
from warehouse.store.replace import replace
from warehouse.store.snapshots import held_since, keep
from warehouse.store.store import STAGED, Change, Published, Run
from warehouse.writer.files import remove_leftovers, swap_in, temporary_path
from warehouse.writer.load import create_all
from warehouse.writer.marts import create_views
from warehouse.writer.verify import verify


@dataclass(frozen=True, slots=True)
class FileStore:
    """The warehouse ``path``.  The caller of `commit` holds the writer's lock."""

    path: Path
    limits: Limits | None = None
    snapshots: int = 0  # earlier states that are kept

    def known(self) -> Known:
        """What was published last."""
        if not self.path.exists():
            return Known()
        connection = connect_readonly(self.path)
        try:
            has_shards = connection.execute(_HAS_SHARDS).fetchone() == (True,)
            rows = connection.execute(_DOCUMENTS if has_shards else _PLACED_DOCUMENTS).fetchall()
            made = connection.execute("SELECT shard, fingerprint FROM quality.shard").fetchall() if has_shards else []
        except duckdb.CatalogException as error:
            raise WarehouseError(
                f"{self.path} is a DuckDB file, but no warehouse of gouji; name another file"
            ) from error
        finally:
            connection.close()
        return Known(
            {id_: fingerprint for id_, fingerprint, _, _ in rows},
            {id_: placed for id_, _, _, placed in rows},
            {id_: uri for id_, _, uri, _ in rows if id_ == path_id(uri)},
            dict(made),
        )

    def attach(self, connection: duckdb.DuckDBPyConnection, name: str) -> bool:
        """Attach the file as ``name``, for reading; False where there is none."""
        if not self.path.exists():
            return False
        attach_readonly(connection, self.path, name)
        return True

    def prepared(self, folder: Path) -> FileStore:
        """A store with the same rows in this version's tables: this one, or a copy in ``folder``."""
        if not self.path.exists() or has_this_schema(self.path):
            return self
        copy = folder / BEFORE
        if not copy.exists():
            partial = copy.with_suffix(".partial")
            partial.unlink(missing_ok=True)
            with _writing(partial, self.limits) as connection:
                create_all(connection, tables())
                migrate(connection, self.path)
            partial.replace(copy)
        return FileStore(copy, self.limits)

    def rows(
        self, table: str, *, shards: Collection[str] | None = None, documents: Collection[str] | None = None
    ) -> pl.DataFrame:
        """Rows of ``schema.table`` as a frame of its schema."""
        return frame(self.path, table, documents, shards)

    def refuse_while_held(self) -> None:
        """Raises WarehouseError where an earlier state was put back and runs may not publish yet."""
        held = held_since(self.path)
        if held is not None:
            raise WarehouseError(f"{self.path} was rolled back to {held}; `gouji rollback --release` lets runs publish")

    def note(self, run: Run) -> None:
        """The run and its sweep, put into the file as it is; a copy takes its place only where somebody reads the file.

        Nothing where there is no file.
        """
        if not self.path.exists():
            return
        try:
            with _writing(self.path, self.limits) as connection:
                nation.note_alone(connection, run)
        except WarehouseError:
            built = temporary_path(self.path)
            try:
                shutil.copyfile(self.path, built)
                with _writing(built, self.limits) as connection:
                    nation.note_alone(connection, run)
                swap_in(built, self.path)
            finally:
                remove_leftovers(self.path)

    def commit(self, changes: Sequence[Change], staged: Path, policy: Policy, run: Run) -> Published:
        """A copy of the file in which the shards' rows are replaced takes the place of the file.

        Raises CheckError or WarehouseError; the file is untouched then.
        """
        self.refuse_while_held()
        built = temporary_path(self.path)
        try:
            before = self.prepared(staged.parent).path
            if before.exists():
                shutil.copyfile(before, built)
            else:
                with _writing(built, self.limits) as connection:
                    create_all(connection, tables())
            with _writing(built, self.limits) as connection:
                attach_readonly(connection, staged, STAGED)
                across_rules = [rule.id for rule in policy.across]
                for change in changes:
                    replace(connection, change, across_rules)
                connection.begin()
                nation.complete(connection, policy, run)
                create_views(connection)
                connection.commit()
                checks = verify(connection, (t for t in tables().values() if t.of in ("nation", "history")))
                rows = dict(connection.execute(_rows_of_tables()).fetchall())
                connection.execute(f"DETACH {STAGED}")
                connection.execute("CHECKPOINT")
            keep(self.path, self.snapshots)
            swap_in(built, self.path)
        finally:
            remove_leftovers(self.path)
        return Published(rows, checks)


@contextmanager
def _writing(path: Path, limits: Limits | None) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        with connect_writer(path, limits or Limits()) as connection:
            yield connection
    except duckdb.Error as error:
        raise WarehouseError(f"{path} could not be written: {error}") from error


def _rows_of_tables() -> str:
    counted = (f"SELECT '{name}', count(*) FROM {name}" for name, t in tables().items() if not t.is_view)
    return " UNION ALL ".join(counted)


BEFORE = "of_this_version.duckdb"
_DOCUMENTS = "SELECT document_id, fingerprint, source_uri, shard FROM raw.document"
_PLACED_DOCUMENTS = f"""
SELECT d.document_id, d.fingerprint, d.source_uri, coalesce(p.shard, '{UNPLACED}')
FROM raw.document d LEFT JOIN ({SHARDS.format(database="")}) p USING (document_id)
"""
_HAS_SHARDS = """
SELECT count(*) = 1 FROM duckdb_columns()
WHERE schema_name = 'raw' AND table_name = 'document' AND column_name = 'shard'
"""
