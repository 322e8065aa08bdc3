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
from pipelines.reconcile.policy import Policy
from warehouse.connection import Limits, WarehouseError, attach_readonly, connect_readonly, connect_writer
from warehouse.read import frame
from warehouse.store import nation
from warehouse.store import snapshots as earlier
from warehouse.store.compact import WORTH_IT, compact, free_share
from warehouse.store.known import Known
from warehouse.store.migrate import has_this_schema, migrate
from warehouse.store.replace import replace
from warehouse.store.snapshot import Snapshot
from warehouse.store.store import STAGED, Change, Published, Run
from warehouse.writer.files import remove_leftovers, swap_in, temporary_path
from warehouse.writer.load import count_rows, create_all
from warehouse.writer.marts import create_views
from warehouse.writer.verify import verify

BEFORE = "of_this_version.duckdb"


@dataclass(frozen=True, slots=True)
class FileStore:
    """The warehouse ``path``.  The caller of `commit` holds the writer's lock."""

    path: Path
    limits: Limits | None = None
    kept: int = 0  # earlier states

    def known(self) -> Known:
        """What was published last."""
        if not self.path.exists():
            return Known()
        connection = connect_readonly(self.path)
        try:
            return Known.read(connection)
        except duckdb.CatalogException as error:
            raise WarehouseError(
                f"{self.path} is a DuckDB file, but no warehouse of gouji; name another file"
            ) from error
        finally:
            connection.close()

    def attach(
        self,
        connection: duckdb.DuckDBPyConnection,
        name: str,
        tables: Collection[str],
        shards: Collection[str] | None = None,
    ) -> bool:
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
        held = self.held()
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
                connection.begin()
                replace(connection, changes, policy.made_across)
                connection.commit()
                connection.begin()
                nation.complete(connection, policy, run)
                create_views(connection)
                connection.commit()
                checks = verify(connection, (t for t in tables().values() if t.of in ("nation", "history")))
                rows = count_rows(connection, tables())
                connection.execute(f"DETACH {STAGED}")
                connection.execute("CHECKPOINT")
            if free_share(built) > WORTH_IT:
                compact(built, anew := built.with_name(f"{built.name}.compact"), self.limits)
                anew.replace(built)
            earlier.keep(self.path, self.kept)
            swap_in(built, self.path)
        finally:
            remove_leftovers(self.path)
        return Published(rows, checks, tuple(change.shard for change in changes), run.stopped)

    def maintain(self) -> str:
        """Write the file anew, a shard's rows side by side."""
        if not self.path.exists():
            raise WarehouseError(f"no warehouse at {self.path}: run `gouji ingest` first")
        if not has_this_schema(self.path):
            raise WarehouseError(f"{self.path} was made by another version: run `gouji ingest` first")
        built = temporary_path(self.path)
        try:
            compact(self.path, built, self.limits)
            was, now = self.path.stat().st_size, built.stat().st_size
            swap_in(built, self.path)
        finally:
            remove_leftovers(self.path)
        return f"{self.path} written anew: {was / 1e6:,.1f} MB before, {now / 1e6:,.1f} MB now"

    def snapshots(self) -> list[Snapshot]:
        """The files that are kept, the oldest first."""
        return earlier.snapshots(self.path)

    def roll_back(self, name: str) -> None:
        """Put a file that is kept in the place of the present one, and hold publishing."""
        earlier.roll_back(self.path, name, self.kept)

    def release(self) -> bool:
        """Let runs publish again; whether they were held."""
        return earlier.release(self.path)

    def held(self) -> str | None:
        """The snapshot that was put back and not released yet, or None."""
        return earlier.held_since(self.path)


@contextmanager
def _writing(path: Path, limits: Limits | None) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        with connect_writer(path, limits or Limits()) as connection:
            yield connection
    except duckdb.Error as error:
        raise WarehouseError(f"{path} could not be written: {error}") from error
