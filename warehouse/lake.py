"""How a DuckLake is opened: its extensions from installed packages, never from the network; S3 by the environment.

Keys, region and endpoint of an S3 server are read from the variables all its clients read (AWS_ACCESS_KEY_ID, ...).
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import duckdb

from warehouse.connection import Limits, WarehouseError, close_off, connect_memory, literal
from warehouse.location import Lake

NAME = "lake"  # what the database is called in a connection that reads or writes it
_FILES = {"ducklake": "ducklake", "postgres": "postgres_scanner", "httpfs": "httpfs"}
_ABSENT = "creating a new DuckLake is explicitly disabled"


def connect_lake(lake: Lake, limits: Limits, spill: Path) -> duckdb.DuckDBPyConnection:
    """A connection that can attach ``lake``; what does not fit in memory spills into the folder ``spill``.

    Raises WarehouseError where the packages of the extra ``cluster`` are not installed.
    """
    connection = connect_memory(spill, limits)
    prepare(connection, lake)
    return connection


def prepare(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    """Load into ``connection`` what is needed to attach ``lake``."""
    wants_s3 = lake.data.startswith("s3://") or "AWS_ACCESS_KEY_ID" in os.environ
    for package, name in _FILES.items():
        if package != "httpfs" or wants_s3:
            _load(connection, package, name)
    if wants_s3:
        connection.execute(_secret())


def attach_lake(connection: duckdb.DuckDBPyConnection, lake: Lake, name: str, *, writable: bool = False) -> bool:
    """Attach ``lake`` as ``name``; False where there is none.  One that is written is made where it is not there.

    Raises WarehouseError where its catalog is not reached.
    """
    options = "" if writable else "READ_ONLY"
    if writable and lake.data:
        options = f"DATA_PATH {literal(lake.data.rstrip('/') + '/')}"
    address = literal(f"ducklake:postgres:{lake.catalog}")
    try:
        connection.execute(f"ATTACH {address} AS {name}" + (f" ({options})" if options else ""))
    except duckdb.Error as error:
        if not writable and _ABSENT in str(error):
            return False
        raise WarehouseError(f"cannot open {lake}: {str(error).strip().splitlines()[0]}") from error
    return True


def attach_night(connection: duckdb.DuckDBPyConnection, lake: Lake, name: str, night: int) -> None:
    """Attach ``lake`` as ``name``, for reading, as it was at the snapshot ``night``."""
    address = literal(f"ducklake:postgres:{lake.catalog}")
    connection.execute(f"ATTACH {address} AS {name} (READ_ONLY, SNAPSHOT_VERSION {night})")


def read_lake(lake: Lake, limits: Limits, spill: Path) -> duckdb.DuckDBPyConnection:
    """Open ``lake`` for reading, other files out of SQL's reach.  Raises WarehouseError where there is none."""
    connection = connect_lake(lake, limits, spill)
    try:
        if not attach_lake(connection, lake, NAME) or not exists(connection):
            raise WarehouseError(f"no warehouse at {lake}: run `gouji ingest` first, or name another with --warehouse")
        connection.execute(f"USE {NAME}")
        close_off(connection, [data_path(connection, NAME)])
    except BaseException:
        connection.close()
        raise
    return connection


def exists(connection: duckdb.DuckDBPyConnection, table: str = "quality.shard") -> bool:
    """Whether the attached lake has a table; without one named, whether it has ours.

    Asked of the table itself: a list of all of them costs seconds.
    """
    try:
        connection.execute(f"SELECT 1 FROM {NAME}.{table} LIMIT 0")
    except duckdb.CatalogException:
        return False
    return True


def data_path(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """Where the files of the attached lake ``name`` are."""
    found = connection.execute("SELECT tags['data_path'] FROM duckdb_databases() WHERE database_name = ?", [name])
    return str((found.fetchone() or ("",))[0])


def _load(connection: duckdb.DuckDBPyConnection, package: str, name: str) -> None:
    try:
        module = import_module(f"duckdb_extension_{package}")
    except ModuleNotFoundError:
        raise WarehouseError("a lake needs the packages of the extra `cluster`: pip install 'gouji[cluster]'") from None
    [file] = Path(str(module.__file__)).parent.glob(f"extensions/v{duckdb.__version__}/{package}.duckdb_extension")
    with TemporaryDirectory() as folder:
        link = Path(folder) / f"{name}.duckdb_extension"  # DuckDB finds the way in by the file's name
        link.symlink_to(file)
        connection.execute(f"LOAD {literal(str(link))}")


def _secret() -> str:
    """``CREATE SECRET`` from the environment."""
    given = {
        "KEY_ID": os.environ.get("AWS_ACCESS_KEY_ID"),
        "SECRET": os.environ.get("AWS_SECRET_ACCESS_KEY"),
        "SESSION_TOKEN": os.environ.get("AWS_SESSION_TOKEN"),
        "REGION": os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION"),
    }
    endpoint = urlsplit(os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or "")
    if endpoint.netloc:
        given |= {"ENDPOINT": endpoint.netloc, "URL_STYLE": "path", "USE_SSL": str(endpoint.scheme == "https").lower()}
    options = ", ".join(f"{key} {literal(value)}" for key, value in given.items() if value)
    return f"CREATE OR REPLACE SECRET (TYPE s3, {options})"
