"""The default store: one DuckDB file, replaced whole by a rename, so that a reader sees the old one or the new one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace as update
from functools import partial
from pathlib import Path

import duckdb
import polars as pl

from pipelines.model.schema import VERSION, tables
from pipelines.reconcile.policy import Policy
from warehouse.connection import Limits, WarehouseError, attach_readonly, connect_readonly, connect_writer, refuse_newer
from warehouse.read import frame
from warehouse.store import nation
from warehouse.store import snapshots as earlier
from warehouse.store.compact import WORTH_IT, compact, free_share
from warehouse.store.forgotten import is_out, undo
from warehouse.store.known import Known, forgotten
from warehouse.store.migrate import carry_over, has_this_schema, migrate
from warehouse.store.overtaken import overtaken
from warehouse.store.replace import replace
from warehouse.store.snapshot import Snapshot
from warehouse.store.store import STAGED, Change, Published, Run
from warehouse.stored_version import stored_version
from warehouse.writer.files import remove_leftovers, swap_in, temporary_path
from warehouse.writer.load import count_rows, create_all
from warehouse.writer.marts import create_views
from warehouse.writer.verify import verify

BEFORE = "of_this_version"


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

    def version(self) -> int | None:
        """The version of the tables, None where there is no file."""
        if not self.path.exists():
            return None
        with connect_readonly(self.path) as connection:
            return stored_version(connection)

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
        # a folder that a dead run has left may hold the copy of another state
        copy = folder / f"{BEFORE}-{self.path.stat().st_mtime_ns}.duckdb"
        if not copy.exists():
            unfinished = copy.with_suffix(".partial")
            unfinished.unlink(missing_ok=True)
            self._migrated(unfinished)
            unfinished.replace(copy)
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
        if not has_this_schema(self.path) and not self.known().shards:
            self._note_in_copy(partial(nation.note_alone, run=run), self._migrated)
            return
        try:
            with _writing(self.path, self.limits) as connection:
                nation.note_alone(connection, run)
        except WarehouseError:
            self._note_in_copy(partial(nation.note_alone, run=run), partial(shutil.copyfile, self.path))

    def _note_in_copy(
        self, note: Callable[[duckdb.DuckDBPyConnection], object], copy: Callable[[Path], object]
    ) -> None:
        built = temporary_path(self.path)
        try:
            copy(built)
            with _writing(built, self.limits) as connection:
                note(connection)
            swap_in(built, self.path)
        finally:
            remove_leftovers(self.path)

    def _migrated(self, target: Path) -> None:
        """Write what is kept of the file as ``target``, in this version's tables."""
        with _writing(target, self.limits) as connection:
            create_all(connection, tables())
            migrate(connection, self.path)
            create_views(connection)

    def commit(self, changes: Sequence[Change], staged: Path, policy: Policy, run: Run) -> Published:
        """A copy of the file in which the shards' rows are replaced takes the place of the file.

        Raises CheckError or WarehouseError; the file is untouched then.
        """
        self.refuse_while_held()
        was = self.version()
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
                stopped, kept = dict(run.stopped), list(changes)
                if before.exists() and before != self.path:
                    carry_over(connection, self.path, changes)
                else:
                    stopped = Change.held_up(changes, {**run.stopped, **overtaken(connection, changes)})
                    kept = [change for change in changes if change.shard not in stopped]
                said = update(run, shards=run.shards + len(kept) - len(changes), stopped=stopped)
                connection.begin()
                replace(connection, kept, policy.made_across)
                connection.commit()
                connection.begin()
                nation.complete(connection, policy, said)
                create_views(connection)
                connection.commit()
                takes_out = bool(run.forget) and is_out(connection, run.forget)
                checks = verify(connection, (t for t in tables().values() if t.of in ("nation", "history")))
                rows = count_rows(connection, tables())
                connection.execute(f"DETACH {STAGED}")
                connection.execute("CHECKPOINT")
            if (
                takes_out or free_share(built) > WORTH_IT
            ):  # rows that are gone stay in the file until it is written anew
                compact(built, anew := built.with_name(f"{built.name}.compact"), self.limits)
                anew.replace(built)
            if not takes_out:
                earlier.keep(self.path, self.kept)
            swap_in(built, self.path)
        finally:
            remove_leftovers(self.path)
        upgraded_from = was if was != VERSION else None
        return Published(rows, checks, tuple(change.shard for change in kept), stopped, upgraded_from)

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

    def leave_no_state_with(self, document: str) -> None:
        """Remove snapshots that do not know that a document was taken out: they hold it, or would take it in again."""
        for one in self.snapshots():
            with connect_readonly(one.path or self.path, newer=True) as connection:
                knows = document in forgotten(connection)
            if one.path is not None and not knows:
                one.path.unlink()

    def allow(self, document: str) -> None:
        """Let runs read a document again that was taken out."""
        self._note_in_copy(partial(undo, document=document), partial(shutil.copyfile, self.path))

    def held(self) -> str | None:
        """The snapshot that was put back and not released yet, or None."""
        return earlier.held_since(self.path)


@contextmanager
def _writing(path: Path, limits: Limits | None) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        with connect_writer(path, limits or Limits()) as connection:
            refuse_newer(connection, path)
            yield connection
    except duckdb.Error as error:
        raise WarehouseError(f"{path} could not be written: {error}") from error
