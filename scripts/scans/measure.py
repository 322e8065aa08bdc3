"""What one document gives at each level: its cells in the lattice, in the reading, and the lines in the warehouse."""

from __future__ import annotations

import os
import pickle
import time
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from pipelines.extract.ocr.layout import layout_of
from pipelines.extract.ocr.upright import straighten
from scripts.scans.draw import Places, pictures, scan
from scripts.scans.geometry import false_cells, faults
from scripts.scans.levels import LEVELS
from scripts.scans.readings import held
from scripts.scans.rows import compared
from scripts.scans.sample import Reader, Sample, sample
from scripts.scans.truth import Printed, printed_cells

Counts = Counter[str]


def alone() -> None:
    """A process of its own core: documents are read side by side, not the pages of each."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[os.getpid() % len(cores)]})


_reader = cache(Reader)


def of_document(
    source: Path, *, folder: Path, most: int, levels: Sequence[str], read: bool, differing: bool
) -> tuple[str, dict[str, tuple[Counts, list[str]]]]:
    """The counts of one document at each level, and what differs."""
    digital = _sampled(source, folder, most)
    if digital is None:
        return source.stem, {}
    printed = printed_cells(digital.path, digital.frames["raw.cell"])
    out = {}
    for level in levels:
        target = folder / level / digital.path.parent.name / digital.path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        places = scan(digital.path, LEVELS[level], target)
        counts, told = geometry(target, printed, places, LEVELS[level].turns)
        if read:
            more, read_told = _reading(digital, printed, target, places)
            counts, told = counts + more, [*told, *read_told]
        out[level] = counts, told if differing else []
    return digital.name, out


def _sampled(source: Path, folder: Path, most: int) -> Sample | None:
    """The digital sample, as it was kept by an earlier run where that is the same."""
    kept = folder / "digital" / f"{source.parent.name}_{source.stem}_{most}.pickle"
    if kept.exists():
        found: Sample | None = pickle.loads(kept.read_bytes())
        return found
    found = sample(source, _reader(), most, folder / "digital")
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(found))
    return found


def geometry(scanned: Path, printed: Sequence[Printed], places: Places, turns: int = 0) -> tuple[Counts, list[str]]:
    """What became of the printed cells in the lattices of the sheets of a scan, and each fault in words.

    ``places``: of a page its sheet and the matrix from its points there; ``turns``: quarter turns that set it upright.
    """
    counts, told = Counter[str](), []
    started = time.process_time()
    for number, gray, scale in pictures(scanned):
        pages = {
            page: np.diag([scale, scale, 1.0]) @ moved for page, (sheet, moved) in places.items() if sheet == number
        }
        here = [(one, pages[one.page]) for one in printed if one.page in pages]
        layout = layout_of(straighten(gray, scale, turns), scale)
        counts["sheets"] += 1
        counts["printed"] += len(here)
        for page, moved in pages.items():
            for one, why in faults(layout, [p for p, _ in here if p.page == page], moved).items():
                counts[why] += 1
                told.append(f"{why:6} page {page} {one.text!r} at {one.ink[0]:.0f}, {one.ink[1]:.0f}")
        for table, cell in false_cells(layout, here):
            counts["false"] += 1
            box = layout.tables[table].rectangle(layout.tables[table].cells[cell])
            told.append(f"false  sheet {number} at {', '.join(f'{v / scale:.0f}' for v in box)}")
    counts["ms, geometry"] = round(1000 * (time.process_time() - started))
    return counts, told


def _reading(digital: Sample, printed: Sequence[Printed], scanned: Path, places: Places) -> tuple[Counts, list[str]]:
    started = time.process_time()
    frames = _reader()(scanned)
    spent = round(1000 * (time.process_time() - started))
    counts, differing = held(printed, frames["raw.cell"], places)
    counts.pop("printed")
    told = [f"{kind:14} page {one.page} {one.text!r} read {said!r}" for kind, one, said in differing]
    return counts + compared(digital.frames, frames) + Counter({"ms, reading": spent}), told
