"""What a night costs: warehouses of N documents, and five new documents of four regions into each.

    python -m scripts.growth [N ...] [--store file|lake] [--seed WAREHOUSE] [--keep FOLDER]

Prints CPU seconds of the run (all its processes), of copying the file, wall seconds, the largest process, the
warehouse's size, and the same of a night with nothing new; of a lake also what two nights of different regions at once
cost, and what a reader saw beside them.  Without a seed, the corpus and the wider documents are ingested first.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from scripts.cluster.postgres import Postgres
from scripts.growth.lake import fill, lake_in, server_for
from scripts.growth.place import ROOT, Cost, Place
from scripts.growth.replicate import replicate
from warehouse.connection import Limits

T = TypeVar("T")
SHARED = ROOT.parent / "shared"
SIZES = (300, 1_200, 3_000, 10_000)
NEW = 5
REGIONS = 4
HEAD = ("N", "CPU s", "of it the copy", "wall s", "largest process MiB", "MB", "nothing new: CPU s", "wall s")
OF_TWO = ("two at once: CPU s", "wall s", "a reader looked", "saw documents", "saw half a night")


def main() -> int:
    """Measure and print a row of the tables in docs/scale.md for each N."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--store", choices=("file", "lake"), default="file")
    parser.add_argument("--seed", type=Path, help="a warehouse of this version to copy from")
    parser.add_argument("--keep", type=Path, help="folder to work in, which stays")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, server_for(given.store) as server:
        folder = given.keep or Path(temporary)
        seed = given.seed or folder / "seed.duckdb"
        if not seed.exists():
            Place(seed).ingest(SHARED / "corpus", SHARED / "wider")
        _print(HEAD if server is None else HEAD + OF_TWO)
        _print("---" for _ in (HEAD if server is None else HEAD + OF_TWO))
        for size in given.sizes:
            inside = folder / str(size)
            shutil.rmtree(inside, ignore_errors=True)
            inside.mkdir(parents=True)
            _print(_row(size, _apart(replicate, seed, size, inside), inside, server))
            if not given.keep:
                shutil.rmtree(inside)
    return 0


def _row(size: int, warehouse: Path, folder: Path, server: Postgres | None) -> Iterator[str]:
    """What a night costs where ``warehouse`` is, or where a lake holds the same."""
    files = folder / "files"
    if server is None:
        place, copy, held = Place(warehouse), _copying(warehouse), warehouse
    else:
        lake, place = lake_in(folder, server)
        copy, held = Cost(0, 0, 0), folder / "data"
        _apart(fill, lake, warehouse, Limits(memory="6GB"))
    place.ingest(files)  # so that the files are known, as they are on any later night
    _new_documents(files / "new", b"\n% again\n")
    night, idle = place.ingest(files), place.ingest(files)
    yield from (f"{size:,}", f"{night.cpu:.1f}", f"{copy.cpu:.1f}", f"{night.wall:.1f}")
    yield from (f"{max(night.peak, idle.peak):,.0f}", f"{_bytes(held) / 1e6:,.0f}", f"{idle.cpu:.1f}")
    yield f"{idle.wall:.1f}"
    if server is not None:
        first, second = folder / "first", folder / "second"
        _new_documents(first, b"\n% first\n", of=(0, 2))
        _new_documents(second, b"\n% second\n", of=(2, 4))
        both, seen = place.ingest_two(first, second)
        yield from (f"{both.cpu:.1f}", f"{both.wall:.1f}", f"{seen.looks}")
        yield from (", ".join(f"{n:,}" for n in seen.documents), f"{seen.torn}")


def _apart(call: Callable[..., T], *given: Any) -> T:
    """Made by a process that ends: what a run is said to take at most would begin with what this process took."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(call, *given).result()


def _copying(path: Path) -> Cost:
    """What copying the file costs."""
    before, started = os.times(), time.monotonic()
    copy = path.with_suffix(".copy")
    shutil.copyfile(path, copy)
    after = os.times()
    copy.unlink()
    return Cost(after.user + after.system - before.user - before.system, time.monotonic() - started, 0)


def _bytes(path: Path) -> int:
    return path.stat().st_size if path.is_file() else sum(f.stat().st_size for f in path.rglob("*") if f.is_file())


def _new_documents(folder: Path, mark: bytes, of: tuple[int, int] = (0, REGIONS)) -> None:
    """Five documents of four regions (or those from ``of[0]`` to before ``of[1]``), with other bytes: what follows the
    last byte of a PDF is no part of it."""
    found: dict[str, list[Path]] = {}
    for path in sorted((SHARED / "corpus").rglob("*.pdf")):
        found.setdefault(path.parent.name, []).append(path)
    regions = list(found.values())[of[0] : of[1]]
    chosen = [paths[0] for paths in regions]
    chosen += [path for paths in regions for path in paths if path not in chosen][: NEW - len(chosen)]
    folder.mkdir(parents=True)
    for number, path in enumerate(chosen):
        (folder / f"{number}.pdf").write_bytes(path.read_bytes() + mark)


def _print(cells: tuple[str, ...] | Iterator[str]) -> None:
    print("|", " | ".join(cells), "|", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
