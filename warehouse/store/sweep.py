"""What a run found to have changed at the addresses it looked through, on its way to raw.address and raw.sweep."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from pipelines.acquire import place
from pipelines.model.schema import frame_schema

TABLE = "raw.address"
_FILE, _ROWS = "sweep.json", "sweep.parquet"


@dataclass(frozen=True, slots=True)
class Sweep:
    """When (UTC) a run looked through which addresses, and the rows of raw.address that it begins, or that change.

    A row that changes has the ``address`` and the ``first_seen`` of the one whose place it takes.
    """

    swept_at: datetime
    roots: tuple[str, ...]
    rows: pl.DataFrame

    @property
    def withdrawn(self) -> int:
        """At how many addresses the bytes are gone, or others in their place."""
        return self.rows.filter(pl.col("withdrawn_at") == self.swept_at).height

    @property
    def begun(self) -> int:
        """At how many addresses bytes stand that did not stand there before."""
        return self.rows.filter(pl.col("first_seen") == self.swept_at).height

    def save(self, folder: Path) -> None:
        """Write it into ``folder``."""
        said = {"swept_at": self.swept_at.isoformat(), "roots": self.roots}
        (folder / _FILE).write_text(json.dumps(said), encoding="utf-8")
        self.rows.write_parquet(folder / _ROWS)

    @staticmethod
    def load(folder: Path) -> Sweep | None:
        """Read it back; ``None`` where none was saved in ``folder``."""
        if not (folder / _FILE).exists():
            return None
        said = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return Sweep(datetime.fromisoformat(said["swept_at"]), tuple(said["roots"]), pl.read_parquet(folder / _ROWS))


def ranges(roots: Sequence[str]) -> pl.DataFrame:
    """Of each root the least ``place || '/'`` at and below it (``low``), and what is beyond all (``high``)."""
    places = [place(root) for root in roots]
    return pl.DataFrame(
        {"low": [f"{one}/" for one in places], "high": [f"{one}0" for one in places]},  # "0" comes after "/"
        schema={"low": pl.String, "high": pl.String},
    )


def no_rows() -> pl.DataFrame:
    """No row of raw.address."""
    return pl.DataFrame(schema=frame_schema(TABLE))
