"""What every step is given: settings, the one-writer lock and a place to report progress."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import dagster as dg

from assets.heartbeats import end_of, sign
from gouji.settings import Settings, load_settings
from pipelines.acquire import Inventory
from pipelines.model import logs
from pipelines.model.temporary import kept_apart
from warehouse.store.lock import writer_lock
from warehouse.store.plan import Plan
from warehouse.store.staging import Staging
from warehouse.store.store import Store
from warehouse.store.stores import store_at
from warehouse.store.taken_over import alive, sweep
from warehouse.writer.files import remove_leftovers


class Workspace(dg.ConfigurableResource[Any]):
    """Paths and limits.  Empty fields come from ``GOUJI_*``, gouji.toml or the defaults, when a run starts.

    Holds the lock of a warehouse that is a file for the whole run, since a run reads the old file before it writes the
    new one; a lake is written by many.
    """

    warehouse: str = ""
    inbox: str = ""
    jobs: int = 0
    scheduler: str = ""
    document_seconds: int = 0
    document_mib: int = 0

    def settings(self) -> Settings:
        """The settings in force."""
        fields = ("warehouse", "inbox", "jobs", "scheduler", "document_seconds", "document_mib")
        return load_settings({name: getattr(self, name) or None for name in fields})

    def store(self) -> Store:
        """Where the warehouse is kept."""
        settings = self.settings()
        return store_at(settings.warehouse, state=settings.state, snapshots=settings.snapshots)

    def inventory(self) -> Inventory:
        """What is known of the files that were found before."""
        return Inventory(self.settings().state / "inventory.sqlite")

    def staging(self, run_id: str) -> Staging:
        """Where a run keeps its rows until they are published."""
        return Staging(self.settings().state / "staging" / run_id)

    def sweep(self, run_id: str, plan: Plan) -> None:
        """Remove what runs that are over have left and nobody can use, as the run ``run_id`` sees it by ``plan``."""
        sweep(self.staging(run_id).folder, plan, alone=isinstance(self.settings().warehouse, Path))

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["Workspace"]:
        """Dagster calls this once per run in the in-process executor."""
        warehouse = self.settings().warehouse
        if logs.configured() is None:  # a run of Dagster's own: no command has said from which level to log
            logs.configure(self.settings().log_level)

        def say() -> None:
            if context.log:
                context.log.info(f"another run is writing {warehouse}; waiting for it")

        sign(context)
        run_id = context.run.run_id if context.run else "none"
        with kept_apart(), writer_lock(warehouse, say), alive(self.staging(run_id).folder):
            try:
                yield self
            finally:
                end_of(context, self.settings())
                if isinstance(warehouse, Path):
                    remove_leftovers(warehouse)  # what was built, where it was not published


class Progress(Protocol):
    """Told how a run gets on: the command line draws a bar, Dagster's own runs write to their log."""

    def found(self, document_ids: Sequence[str], changed: int, new: Collection[str] = ()) -> None:
        """These documents were found; ``changed`` of them have to be read, and no run has seen the ``new`` before."""

    def closed(self, messages: Sequence[str]) -> None:
        """Folders that could not be looked through, and why."""

    def missing(self, documents: Sequence[str]) -> None:
        """These documents were asked for again and are not where they stood."""

    def refused(self, paths: Sequence[str]) -> None:
        """At these paths stand documents that were taken out before; they are not read."""

    def read(self, name: str) -> None:
        """One document was read (or given up)."""

    def stage(self, title: str) -> None:
        """A set-wise step begins."""


class SilentProgress:
    """For runs nobody watches: the run's log has the figures."""

    def found(self, document_ids: Sequence[str], changed: int, new: Collection[str] = ()) -> None:
        """Nothing to show."""

    def closed(self, messages: Sequence[str]) -> None:
        """Nothing to show."""

    def missing(self, documents: Sequence[str]) -> None:
        """Nothing to show."""

    def refused(self, paths: Sequence[str]) -> None:
        """Nothing to show."""

    def read(self, name: str) -> None:
        """Nothing to show."""

    def stage(self, title: str) -> None:
        """Nothing to show."""
