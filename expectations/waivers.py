"""Waivers as people keep them: expectations/waivers.csv."""

from __future__ import annotations

from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from expectations.registry import RegistryError
from pipelines.reconcile.waivers import WAIVER_SCHEMA

WAIVERS = Path(str(files("expectations") / "waivers.csv"))
COLUMNS = [name for name in WAIVER_SCHEMA if name != "waiver_id"]
REQUIRED = ("rule_id", "reason", "owner", "expiry")


def today_in_china() -> date:
    """The day waivers are held against."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def load_waivers(path: Path = WAIVERS) -> pl.DataFrame:
    """The list of waivers; `waiver_id` is `W` and the line of the file.

    Every waiver names a document or a department, a rule, why, who answers for it and the last day it works;
    without `node` it covers every equation of the rule.

    Raises:
        RegistryError: a column is missing, or a line lacks what it must have.
    """
    raw = pl.read_csv(path, infer_schema=False)
    missing = [name for name in COLUMNS if name not in raw.columns]
    if missing:
        raise RegistryError(f"{path.name}: no column {', '.join(missing)}")
    for number, row in enumerate(raw.iter_rows(named=True), start=2):
        lacking = [name for name in REQUIRED if not (row[name] or "").strip()]
        if not ((row["document_id"] or "").strip() or (row["department_id"] or "").strip()):
            lacking.append("document_id or department_id")
        if lacking:
            raise RegistryError(f"{path.name} line {number}: {', '.join(lacking)} missing")
        try:
            date.fromisoformat(row["expiry"].strip())
        except ValueError as error:
            raise RegistryError(f"{path.name} line {number}: expiry {row['expiry']!r} is not a date") from error
    clean = raw.select(COLUMNS).with_columns(pl.col(pl.String).str.strip_chars())
    clean = clean.with_columns(pl.when(pl.col(pl.String) != "").then(pl.col(pl.String)).name.keep())
    numbered = clean.with_columns(
        waiver_id=pl.concat_str(pl.lit("W"), (pl.int_range(pl.len()) + 2).cast(pl.String)),
        expiry=pl.col("expiry").str.to_date("%Y-%m-%d"),
    )
    return numbered.select(pl.col(name).cast(kind) for name, kind in WAIVER_SCHEMA.items())
