"""Time and peak memory of `gouji ingest`: cold (nothing published) and warm (the same files again).

    python scripts/bench.py [PATH ...] [--jobs N]

Without paths it takes ../shared/corpus and ../shared/seeds where they are, else samples/.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
_EVERY = 0.05
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall seconds, peak of resident memory in MiB (main process, and with its workers), exit status, output."""

    seconds: float
    main_mib: float
    all_mib: float
    status: int
    output: str


def measure(command: list[str]) -> Measured:
    """Run ``command`` and watch it."""
    started = time.monotonic()
    peaks = [0, 0]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        watcher = threading.Thread(target=_watch, args=(psutil.Process(process.pid), peaks), daemon=True)
        watcher.start()
        output, _ = process.communicate()
    watcher.join()
    return Measured(time.monotonic() - started, peaks[0] / _MIB, peaks[1] / _MIB, process.returncode, output)


def _watch(process: psutil.Process, peaks: list[int]) -> None:
    while True:
        try:
            own = process.memory_info().rss
            workers = sum(_rss(child) for child in process.children(recursive=True))
        except psutil.NoSuchProcess:
            return
        if own == 0:
            return
        peaks[0] = max(peaks[0], own)
        peaks[1] = max(peaks[1], own + workers)
        time.sleep(_EVERY)


def _rss(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def main() -> int:
    """Measure and print; fails where an ingest does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--jobs", default="2")
    args = parser.parse_args()
    real = [str(path) for path in (SHARED / "corpus", SHARED / "seeds") if path.is_dir()]
    paths = args.paths or real or [str(ROOT / "samples")]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "gouji.cli.main", "ingest", *paths, "--jobs", args.jobs]
        command += ["--warehouse", str(Path(folder) / "bench.duckdb")]
        for name in ("cold", "warm"):
            found = measure(command)
            if name == "cold":
                print(found.output)
            print(
                f"{name:<6}{found.seconds:6.1f} s  peak {found.main_mib:5.0f} MiB, all {found.all_mib:5.0f} MiB"
                f"   status {found.status}",
                flush=True,
            )
            if found.status not in (0, 1, 4):
                print(found.output, file=sys.stderr)
                return found.status
    return 0


if __name__ == "__main__":
    sys.exit(main())
