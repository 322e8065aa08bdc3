"""Nights killed (kill -9) at moments spread over the whole run: nothing lost, nothing twice, the next run completes.

    python -m scripts.measure.killed [--moments 20] [--store file|lake] [--scheduler tcp://...] OLD NEW

A warehouse of OLD is made once.  For each moment a copy of it takes in OLD and NEW and is killed then; what a reader
sees must be the old state or the new one, and after one more run the new one, row by row.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any

from pipelines.model.schema import tables
from scripts.cluster.postgres import Postgres
from scripts.growth.lake import lake_in, server_for
from scripts.growth.place import Place
from scripts.measure.compare import SKIPPED, VOLATILE
from warehouse.connection import connect_readonly
from warehouse.location import Location

SKIP = SKIPPED | {"raw.version", "raw.address"}
Rows = dict[str, list[tuple[Any, ...]]]


def rows_of(location: Location, skip: Collection[str] = SKIP) -> Rows:
    """Every row of every table but those to ``skip``, but what tells one run from another."""
    found = {}
    with connect_readonly(location) as connection:
        for name, table in tables().items():
            if name not in skip:
                columns = ", ".join(c.name for c in table.columns if c.name not in VOLATILE)
                found[name] = connection.execute(f"SELECT {columns} FROM {name} ORDER BY ALL").fetchall()
    return found


def file_place(folder: Path, _: Postgres | None) -> Place:
    """A file in ``folder``."""
    return Place(folder / "w.duckdb")


def lake_place(folder: Path, server: Postgres | None) -> Place:
    """A lake with a catalog of its own, its files in ``folder``."""
    assert server is not None
    return lake_in(folder, server)[1]


def main() -> int:
    """Run, print a row for each moment; 1 where a state was neither the old nor the new one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--moments", type=int, default=20)
    parser.add_argument("--store", choices=("file", "lake"), default="file")
    parser.add_argument("--scheduler", help="of a Dask cluster, which does the work then")
    given = parser.parse_args()
    if given.scheduler:
        os.environ["GOUJI_SCHEDULER"] = given.scheduler
    begin = {"file": file_place, "lake": lake_place}[given.store]
    wrong = 0
    with tempfile.TemporaryDirectory() as temporary, server_for(given.store) as server:
        whole = begin(Path(temporary) / "whole", server)
        whole.ingest(given.old)
        old = rows_of(whole.location)
        seconds = whole.ingest(given.old, given.new).wall
        new = rows_of(whole.location)
        print(f"one run: {seconds:.1f} s\n| killed after s | seen then | after the next run |\n|---|---|---|")
        for moment in range(given.moments):
            place = begin(Path(temporary) / str(moment), server)
            place.ingest(given.old)
            after = seconds * (moment + 0.5) / given.moments
            run = place.begin(given.old, given.new)
            time.sleep(after)
            os.kill(run.pid, signal.SIGKILL)
            run.communicate()
            seen = rows_of(place.location)
            place.ingest(given.old, given.new)
            then = "old" if seen == old else "new" if seen == new else "neither"
            last = "new" if rows_of(place.location) == new else "WRONG"
            wrong += then == "neither" or last == "WRONG"
            print(f"| {after:.1f} | {then} | {last} |", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
