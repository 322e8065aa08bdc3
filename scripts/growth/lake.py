"""A lake that holds what a file holds."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from pipelines.model.schema import tables
from scripts.cluster.postgres import Postgres, postgres
from scripts.growth.place import Place
from warehouse.connection import Limits, attach_readonly
from warehouse.lake import NAME, attach_lake, connect_lake
from warehouse.location import Lake
from warehouse.store.lake_schema import complete_tables
from warehouse.writer.marts import create_views


def lake_in(folder: Path, server: Postgres) -> tuple[Lake, Place]:
    """A lake that is not there yet, its files in ``folder``."""
    name = f"lake_{time.monotonic_ns()}"
    server.database(name)
    told = {
        "GOUJI_LAKE_DATA": str(folder / "data"),
        "GOUJI_STATE": str(folder / "state"),
    }
    catalog = f"dbname={name} host=127.0.0.1 port={server.port} user={server.user}"
    lake = Lake(catalog, told["GOUJI_LAKE_DATA"])
    return lake, Place(lake, told)


@contextmanager
def server_for(store: str) -> Iterator[Postgres | None]:
    """PostgreSQL where the store (file, lake) needs it, its password in the environment."""
    with postgres() if store == "lake" else nullcontext() as server:
        if server is not None:
            os.environ["PGPASSWORD"] = server.password
        yield server


def fill(lake: Lake, warehouse: Path, limits: Limits) -> None:
    """Make ``lake`` hold what the file ``warehouse`` holds, a file for each table and shard.

    A transaction a table: what a commit costs grows with the square of the files it names, and of 10,000 documents
    there are 34,000.
    """
    with tempfile.TemporaryDirectory() as spill:
        connection = connect_lake(lake, limits, Path(spill))
        attach_lake(connection, lake, NAME, writable=True)
        connection.execute(f"USE {NAME}")
        attach_readonly(connection, warehouse, "file")
        complete_tables(connection)
        for name, table in tables().items():
            if not table.is_view:
                order = "ORDER BY shard" if table.of not in ("nation", "history") else ""
                connection.execute(f"INSERT INTO {name} BY NAME FROM file.{name} {order}")
        create_views(connection)
        connection.close()
