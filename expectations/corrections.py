"""Corrections as people keep them: expectations/corrections.csv.

`python -m expectations.corrections WAREHOUSE` prints the rows the diagnosis suggests, for a person to check against the
page, sign and date.
"""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from pathlib import Path

import polars as pl

from expectations.registry import RegistryError
from pipelines.reconcile.corrections import CORRECTION_SCHEMA

CORRECTIONS = Path(str(files("expectations") / "corrections.csv"))
COLUMNS = [name for name in CORRECTION_SCHEMA if name != "correction_id"]
REQUIRED = ("document_id", "printed", "corrected", "reason", "owner")
PLACE = ("statement", "node", "measure")
# Diagnoses that name one cell and what it should hold.
OF_ONE_CELL = ("missing_row", "wrong_row", "unit", "extra_row")


def _fault(row: dict[str, str | None]) -> str:
    """What is wrong with a line of the file, or nothing."""
    stripped = {name: (text or "").strip() for name, text in row.items()}
    lacking = _lacking(stripped)
    if lacking:
        return f"{', '.join(lacking)} missing"
    for name in ("printed", "corrected"):
        if not _is_amount(stripped[name]):
            return f"{name} {row[name]!r} is not an amount in yuan"
    if stripped["accepted"] and not _is_date(stripped["accepted"]):
        return f"accepted {row['accepted']!r} is not a date"
    return ""


def _lacking(row: dict[str, str]) -> list[str]:
    """What a line must name and does not: the columns of every correction, and one of the two ways to name a cell."""
    lacking = [name for name in REQUIRED if not row[name]]
    if not row["line_id"] and not all(row[name] for name in PLACE):
        lacking.append("line_id (or statement, node and measure)")
    return lacking


def _is_amount(text: str) -> bool:
    try:
        Decimal(text)
    except InvalidOperation:
        return False
    return True


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def load_corrections(path: Path = CORRECTIONS) -> pl.DataFrame:
    """The list of corrections; `correction_id` is `C` and the line of the file.

    Every correction names a document, a cell (`line_id`, or statement, row and measure), both figures in yuan, why and
    who answers for it.  Without the date `accepted` it is a suggestion and changes nothing.

    Raises:
        RegistryError: a column is missing, a line lacks what it must have, or a cell is corrected twice.
    """
    raw = pl.read_csv(path, infer_schema=False)
    missing = [name for name in COLUMNS if name not in raw.columns]
    if missing:
        raise RegistryError(f"{path.name}: no column {', '.join(missing)}")
    for number, row in enumerate(raw.iter_rows(named=True), start=2):
        fault = _fault(row)
        if fault:
            raise RegistryError(f"{path.name} line {number}: {fault}")
    clean = raw.select(COLUMNS).with_columns(pl.col(pl.String).str.strip_chars())
    clean = clean.with_columns(pl.when(pl.col(pl.String) != "").then(pl.col(pl.String)).name.keep())
    accepted = clean.filter(pl.col("accepted").is_not_null())
    twice = accepted.filter(accepted.select("document_id", "line_id", *PLACE).is_duplicated())
    if twice.height:
        raise RegistryError(f"{path.name}: two accepted corrections of {twice.row(0)[:5]}")
    numbered = clean.with_columns(
        correction_id=pl.concat_str(pl.lit("C"), (pl.int_range(pl.len()) + 2).cast(pl.String)),
        accepted=pl.col("accepted").str.to_date("%Y-%m-%d"),
        printed=pl.col("printed").str.to_decimal(scale=2),
        corrected=pl.col("corrected").str.to_decimal(scale=2),
    )
    return numbered.select(pl.col(name).cast(kind) for name, kind in CORRECTION_SCHEMA.items())


def suggestions(diagnosis: pl.DataFrame) -> pl.DataFrame:
    """Rows for corrections.csv from quality.diagnosis: only where one cell is named and its figure implied.

    `owner` and `accepted` stay empty: they are for the person who has looked at the page.
    """
    sure = diagnosis.filter(
        (pl.col("verdict") != "undecided")
        & ~pl.col("kind").is_in(OF_ONE_CELL)
        & pl.col("table_no").is_not_null()
        & pl.col("implied").is_not_null()
    )
    return sure.select(
        "document_id",
        "line_id",
        *(pl.lit(None, pl.String).alias(name) for name in PLACE),
        "printed",
        pl.col("implied").alias("corrected"),
        pl.concat_str("verdict", "rule_ids", separator=": ").alias("reason"),
        owner=pl.lit(None, pl.String),
        accepted=pl.lit(None, pl.String),
    )


def main(arguments: list[str]) -> int:
    """Print the suggested rows of a warehouse as CSV."""
    import duckdb

    if len(arguments) != 1:
        sys.stderr.write("usage: python -m expectations.corrections WAREHOUSE\n")
        return 2
    with duckdb.connect(arguments[0], read_only=True) as connection:
        found = connection.execute("SELECT * FROM quality.diagnosis ORDER BY diagnosis_id").pl()
    sys.stdout.write(suggestions(found).write_csv())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
