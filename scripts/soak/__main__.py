"""Thousands of hostile files, and nights that are killed, run out of disk, and lose their clock.

    python -m scripts.soak [--folder build/soak] [--nights 40] [--kills 100] [--minutes 50] ...

It goes on where it was stopped, and stops by itself between two nights once ``--minutes`` are over.  What must hold
after every night is in `scripts.soak.checks`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from scripts.soak.phases import begun, clock_nights, full_nights, hostile_nights, killed_nights
from scripts.soak.place import Place
from scripts.soak.record import Record
from scripts.soak.served import served_kills
from scripts.soak.told import table


def main(arguments: Sequence[str] | None = None) -> int:
    """Go on with what is left, and say what has come of all so far; 1 where anything went wrong."""
    given = _parser().parse_args(arguments)
    folder: Path = given.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    record = Record.at(folder / "record.jsonl")
    record.until = time.monotonic() + 60 * given.minutes
    at = begun(folder / "place")
    for phase in _phases(at, record, given):
        phase()
        if record.is_over:
            print("time is over; the same command goes on")
            break
    print(table(record))
    return 1 if any(step["wrong"] for step in record.steps) else 0


def _phases(at: Place, record: Record, given: argparse.Namespace) -> list[Callable[[], None]]:
    """What is left to be done, and can be here."""
    found = [
        lambda: hostile_nights(at, record, given.nights, given.files, given.seed),
        lambda: killed_nights(at, record, given.kills - given.served, given.seed),
        lambda: served_kills(at, record, given.served, given.seed),
    ]
    if sys.platform == "linux" and os.geteuid() == 0:
        found.append(lambda: full_nights(at, record, given.full, given.seed))
    else:
        print("without root on Linux no disk is filled")
    if shutil.which("faketime"):
        found.append(lambda: clock_nights(at, record, given.clocks, given.seed))
    else:
        print("without faketime (Debian: faketime) no clock jumps")
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path("build/soak"))
    parser.add_argument("--nights", type=int, default=40, help="nights of hostile files")
    parser.add_argument("--files", type=int, default=250, help="hostile files a night")
    parser.add_argument("--kills", type=int, default=100, help="runs that are killed, those under gouji dev among them")
    parser.add_argument("--served", type=int, default=20, help="of these, runs of gouji dev")
    parser.add_argument("--full", type=int, default=10, help="full disks")
    parser.add_argument("--clocks", type=int, default=10, help="clocks that jump")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=50.0, help="until it stops by itself")
    return parser


if __name__ == "__main__":
    sys.exit(main())
