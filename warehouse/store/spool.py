"""Rows of many documents on their way to disk, a part file every so many rows, so memory stays flat."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from pipelines.model.schema import empty_frame
from warehouse.schema import fit

_FLUSH_ROWS = 100_000


class Spool:
    """Collects frames by table (``raw.cell``) in ``folder``; use as a context, the folder is removed at its end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pending: dict[str, list[pl.DataFrame]] = defaultdict(list)
        self._waiting: dict[str, int] = defaultdict(int)
        self._rows: dict[str, int] = defaultdict(int)
        self._parts = 0

    def __enter__(self) -> Spool:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def add(self, frames: Mapping[str, pl.DataFrame]) -> None:
        """Take the frames of one document, brought to the schema.  Raises `FrameError` where one does not fit."""
        fitted = {name: fit(frame, name) for name, frame in frames.items()}
        for name, frame in fitted.items():
            self._pending[name].append(frame)
            self._waiting[name] += frame.height
            self._rows[name] += frame.height
            if self._waiting[name] >= _FLUSH_ROWS:
                self._flush(name)

    def rows(self, name: str) -> int:
        """How many rows of a table were added."""
        return self._rows[name]

    def scan(self, name: str) -> pl.LazyFrame:
        """Every row of a table, to be read while the spool is open."""
        self._flush(name)
        parts = sorted(self.folder.glob(f"{name}-*.parquet"))
        return pl.scan_parquet(parts) if parts else empty_frame(name).lazy()

    def _flush(self, name: str) -> None:
        if self._waiting[name]:
            self._parts += 1
            pl.concat(self._pending[name]).write_parquet(self.folder / f"{name}-{self._parts:06}.parquet")
        self._pending[name].clear()
        self._waiting[name] = 0
