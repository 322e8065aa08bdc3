"""Writing a warehouse file anew: without the space that rows left which are gone, and a shard's rows side by side.

Taking rows out frees blocks that later rows fill, so a file does not grow by it for ever; but a shard's new rows lie
where there was room, and a query for it reads more.
"""

from __future__ import annotations

from pathlib import Path

from pipelines.model.schema import tables
from pipelines.model.shards import COLUMN
from warehouse.connection import Limits, attach_readonly, connect_readonly, connect_writer
from warehouse.writer.load import create_all
from warehouse.writer.marts import create_views

WORTH_IT = 0.4  # share of blocks that are free
_SMALL = 256 << 20  # bytes of a file that is not worth it
_LOOSE = "loose"
_SIZE = "SELECT block_size, total_blocks, free_blocks FROM pragma_database_size()"


def free_share(path: Path) -> float:
    """The share of a file's blocks that are free, of one that nobody writes; 0 where the file is small."""
    with connect_readonly(path) as connection:
        [(block, total, free)] = connection.execute(_SIZE).fetchall()
    return free / total if block * total > _SMALL else 0.0


def compact(path: Path, built: Path, limits: Limits | None = None) -> None:
    """Write the warehouse ``path``, which nobody writes, anew as ``built``; what does not fit in memory spills."""
    built.unlink(missing_ok=True)
    with connect_writer(built, limits or Limits()) as connection:
        create_all(connection, tables())
        attach_readonly(connection, path, _LOOSE)
        for name, table in tables().items():
            if not table.is_view:
                order = ", ".join([COLUMN, *(key for key in table.key if key != COLUMN)])
                connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM {_LOOSE}.{name} ORDER BY {order}")
        create_views(connection)
        connection.execute(f"DETACH {_LOOSE}")
        connection.execute("CHECKPOINT")
