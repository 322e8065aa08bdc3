"""The warehouse under measure: built by the real command, read with SQL."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlparse

import polars as pl

from warehouse.connection import connect_readonly

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
GOLDEN = ROOT / "tests" / "golden"
MONEY = (
    "summary",
    "revenue",
    "expenditure",
    "appropriation",
    "general_budget",
    "general_budget_economic",
    "basic_economic",
    "government_fund",
    "state_capital",
    "three_public",
)


def build(warehouse: Path, shared: Path = SHARED) -> None:
    """Run ``gouji ingest`` on the corpus and the seeds.  Raises where the command fails outright."""
    command = [str(Path(sys.executable).with_name("gouji")), "ingest", str(shared / "corpus"), str(shared / "seeds")]
    done = subprocess.run([*command, "--warehouse", str(warehouse)], check=False)
    if done.returncode not in {0, 1, 4}:
        raise RuntimeError(f"ingest ended with status {done.returncode}")


def rows(warehouse: Path, sql: str) -> pl.DataFrame:
    """The rows of ``sql`` as a frame; with ``source_uri`` comes ``document``, the path below ``../shared``."""
    with connect_readonly(warehouse) as connection:
        frame: pl.DataFrame = connection.execute(sql).pl()
    if "source_uri" in frame.columns:
        frame = frame.with_columns(document=pl.col("source_uri").map_elements(relative, return_dtype=pl.String))
    return frame


def relative(uri: str) -> str:
    """``file:///…/shared/corpus/上海/a.pdf`` -> ``corpus/上海/a.pdf``."""
    path = Path(unquote(urlparse(uri).path))
    parts = path.parts
    for folder in ("corpus", "seeds"):
        if folder in parts:
            return "/".join(parts[parts.index(folder) :])
    return path.name
