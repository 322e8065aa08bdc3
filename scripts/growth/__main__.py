"""What a night costs: warehouses of N documents, and five new documents of four regions into each.

    python -m scripts.growth [N ...] [--seed WAREHOUSE] [--keep FOLDER]

Prints CPU seconds of the run (all its processes), of copying the file, wall seconds, the largest process, the file's
size, and the same of a night with nothing new.  Without a seed, the corpus and the wider documents are ingested first.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from scripts.growth.replicate import replicate

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SIZES = (300, 1_200, 3_000, 10_000)
NEW = 5
REGIONS = 4


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds (all processes), wall seconds, peak of the largest process in MiB."""

    cpu: float
    wall: float
    peak: float


def ingest(warehouse: Path, *paths: Path) -> Cost:
    """One run, watched.  Raises ``CalledProcessError`` where it fails."""
    command = [sys.executable, "-m", "gouji.cli.main", "ingest", *map(str, paths), "--warehouse", str(warehouse)]
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        raise subprocess.CalledProcessError(code, command, output)
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - started, used.ru_maxrss / 1024)


def copying(path: Path) -> Cost:
    """What copying the file costs."""
    before, started = os.times(), time.monotonic()
    copy = path.with_suffix(".copy")
    shutil.copyfile(path, copy)
    after = os.times()
    copy.unlink()
    return Cost(after.user + after.system - before.user - before.system, time.monotonic() - started, 0)


def new_documents(folder: Path) -> None:
    """Five documents of four regions, with other bytes: what follows the last byte of a PDF is no part of it."""
    found: dict[str, list[Path]] = {}
    for path in sorted((SHARED / "corpus").rglob("*.pdf")):
        found.setdefault(path.parent.name, []).append(path)
    chosen = [paths[0] for paths in found.values()][:REGIONS]
    chosen += [path for paths in found.values() for path in paths if path not in chosen][: NEW - len(chosen)]
    folder.mkdir(parents=True)
    for number, path in enumerate(chosen):
        (folder / f"{number}.pdf").write_bytes(path.read_bytes() + b"\n% again\n")


def main() -> int:
    """Measure and print a row of the table in docs/scale.md for each N."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--seed", type=Path, help="a warehouse of this version to copy from")
    parser.add_argument("--keep", type=Path, help="folder to work in, which stays")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        seed = given.seed or folder / "seed.duckdb"
        if not seed.exists():
            ingest(seed, SHARED / "corpus", SHARED / "wider")
        print("| N | CPU s | of it the copy | wall s | largest process MiB | file MB | nothing new: CPU s | wall s |")
        print("|---|---|---|---|---|---|---|---|")
        for size in given.sizes:
            place = folder / str(size)
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            warehouse = replicate(seed, size, place)
            ingest(warehouse, place / "files")  # so that the files are known, as they are on any later night
            new_documents(place / "files" / "new")
            copy, night = copying(warehouse), ingest(warehouse, place / "files")
            idle = ingest(warehouse, place / "files")
            megabytes = warehouse.stat().st_size / 1e6
            print(
                f"| {size:,} | {night.cpu:.1f} | {copy.cpu:.1f} | {night.wall:.1f} | {max(night.peak, idle.peak):,.0f} "
                f"| {megabytes:,.0f} | {idle.cpu:.1f} | {idle.wall:.1f} |",
                flush=True,
            )
            if not given.keep:
                shutil.rmtree(place)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
