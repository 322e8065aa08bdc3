"""Facts made ready for identities: numbered tables, lines with their place in the sum, columns as coordinates.

In: core.fact_budget and core.dim_document.  Out: `Prepared`, with three frames

cells   one row per printed amount: `cell` (its number), `table`, `line`, `series` (its amount column), the
        coordinates, `source` (where the money of an income row comes from), `cents`, `step` (millionths of a yuan);
        `unknown`: the amount is in doubt, and `cents` stands for nothing
lines   one row per table line: `parent` (null for outermost rows), `role`, `top` (it is the total of its table),
        `outer` (it belongs to the outermost rows that add up to the total), `label`
tables  one row per table: `document_stage`, `part_kind`, `main` (the first of its statement in its part)
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.model.document import DOUBT
from pipelines.model.flows import Flow
from pipelines.model.measures import Measure
from pipelines.model.stages import Stage
from pipelines.model.statements import TWO_SIDED
from pipelines.model.three_public import Item
from pipelines.reconcile.coordinates import with_coordinates
from pipelines.reconcile.keys import TABLE
from pipelines.reconcile.lines import CODES, PLACES_OF_LINES, prepare_lines
from pipelines.reconcile.money import cents, micro

GENERAL_FORMAT_DIGITS = 9  # from about here a general-format number no longer fits a usual cell
SERIES_KEY = ["flow", "period", "fund", "etype", "item", "additive", "fiscal_year", "stage", "extra_column"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the shapes read."""

    cells: pl.DataFrame
    located: pl.DataFrame  # cells with the columns of their lines
    lines: pl.DataFrame
    tables: pl.DataFrame


def _tables(facts: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    final = pl.col("stage") == Stage.FINAL
    tables = facts.group_by(TABLE, maintain_order=True).agg(
        pl.col("statement").first(),
        pl.col("department_id").first(),
        stage_seen=pl.when(final.any()).then(pl.lit(Stage.FINAL)).otherwise(pl.lit(Stage.BUDGET)),
        year_seen=pl.col("fiscal_year").max(),
    )
    wanted = {"stage": "said_stage", "fiscal_year": "said_year", "kind": "part_kind", "is_current": "said_current"}
    known = documents.select(
        "document_id",
        "part_no",
        *(
            (pl.col(name) if name in documents.columns else pl.lit(None, pl.Null)).alias(alias)
            for name, alias in wanted.items()
        ),
    ).unique(["document_id", "part_no"], keep="first")
    first = pl.col("table_no") == pl.col("table_no").min().over("document_id", "part_no", "statement")
    return (
        tables.join(known, on=["document_id", "part_no"], how="left", nulls_equal=True)
        .with_columns(
            document_stage=pl.coalesce(pl.col("said_stage").cast(pl.String), "stage_seen"),
            document_year=pl.coalesce(pl.col("said_year").cast(pl.Int64), "year_seen"),
            part_kind=pl.col("part_kind").cast(pl.String),
            main=first,
            in_force=pl.col("said_current").cast(pl.Boolean).fill_null(True),
        )
        .drop("said_stage", "said_year", "said_current", "stage_seen", "year_seen")
        .with_row_index("table")
        .with_columns(
            part=pl.struct("document_id", "part_no").rank("dense").cast(pl.UInt32),
            document=pl.col("document_id").rank("dense").cast(pl.UInt32),
            department=pl.col("department_id").cast(pl.Categorical).to_physical(),
        )
    )


def _with_side(cells: pl.DataFrame) -> pl.DataFrame:
    """In 收支总表 a row belongs to the side its block is on, whatever it calls itself (上年结转, 年终结转)."""
    side = pl.col("flow").filter(pl.col("flow") != Flow.BALANCE).first().over("table", "block")
    return cells.with_columns(
        flow=pl.when(pl.col("statement").is_in(TWO_SIDED)).then(pl.coalesce(side, "flow")).otherwise("flow")
    )


def _series_label(year_column: str = "document_year") -> pl.Expr:
    parts = pl.concat_str(
        [pl.when(pl.col("item") != Item.TOTAL).then("item"), "period", "fund", "etype"],
        separator="·",
        ignore_nulls=True,
    )
    shown = pl.when(pl.col("additive")).then(pl.when(parts == "").then(pl.lit("total")).otherwise(parts))
    year = pl.when(pl.col("fiscal_year") != pl.col(year_column)).then(
        pl.concat_str(pl.lit("@"), pl.col("fiscal_year").cast(pl.String))
    )
    stage = pl.when(pl.col("stage") != pl.col("document_stage")).then(pl.concat_str(pl.lit("#"), "stage"))
    extra = pl.when(pl.col("extra_column") != "").then(pl.concat_str(pl.lit("|"), "extra_column"))
    return pl.concat_str([shown.fill_null(Measure.OF_WHICH), extra, year, stage], ignore_nulls=True)


def _with_series(cells: pl.DataFrame) -> pl.DataFrame:
    """Number the amount columns; two columns of one table with the same coordinates stay two, by their titles."""
    bare = [name for name in SERIES_KEY if name != "extra_column"]
    coded = cells.select("table", "line", *_codes(cells, bare))
    double = coded.filter(coded.select("line", *bare).is_duplicated()).select("table", *bare).unique()
    double = double.with_columns(twice=True)
    found = coded.join(double, on=["table", *bare], how="left", nulls_equal=True, maintain_order="left")
    cells = cells.with_columns(found["twice"].fill_null(False)).with_columns(
        extra_column=pl.when("twice")
        .then(pl.concat_str(pl.col("column_title").fill_null(""), pl.lit("·"), pl.col("col_no").cast(pl.String)))
        .otherwise(pl.lit(""))
    )
    key = [*SERIES_KEY, "document_year", "document_stage"]
    coded = cells.select(_codes(cells, key))
    series = coded.unique(maintain_order=True).with_row_index("series")
    numbered = coded.join(series, on=key, how="left", nulls_equal=True, maintain_order="left")
    cells = cells.with_columns(numbered["series"])
    labels = cells.select("series", *key).unique("series").select("series", column=_series_label())
    return cells.join(labels, on="series", how="left", maintain_order="left")


def _codes(frame: pl.DataFrame, columns: list[str]) -> list[pl.Expr]:
    """The columns with texts as numbers: keys that group and join fast."""
    texts = {name for name in columns if frame.schema[name] == pl.String}
    return [pl.col(name).cast(pl.Categorical).to_physical() if name in texts else pl.col(name) for name in columns]


def _with_step(cells: pl.DataFrame) -> pl.DataFrame:
    """The step of a figure in 万元 that shows fewer decimals than its column: cut zeros, not rounding.

    A spreadsheet's general format prints 21.00 as 21, so the column's finest step holds.  It also rounds a number
    that is too long for its cell, so long figures, and figures in yuan (where it matters little), keep their own.
    """
    shown = pl.col("amount_published").str.replace_all(r"[^0-9.]", "").str.len_chars()
    cut = (pl.col("unit") != "元") & (shown < GENERAL_FORMAT_DIGITS)
    return cells.with_columns(step=pl.when(cut).then(pl.col("step").min().over("table", "series")).otherwise("step"))


def in_doubt() -> pl.Expr:
    """Whether a figure of a picture was read without certainty, and nothing has settled it: facts without an amount."""
    return pl.col("amount").is_null() & pl.col("amount_published").str.starts_with(DOUBT).fill_null(value=False)


def prepare(facts: pl.DataFrame, documents: pl.DataFrame) -> Prepared:
    """Number, normalise and label; `facts` as core.fact_budget, `documents` as core.dim_document."""
    facts = facts.with_columns(unknown=in_doubt()).filter(pl.col("amount").is_not_null() | pl.col("unknown"))
    if "block_no" not in facts.columns:
        facts = facts.with_columns(block_no=pl.lit(None, pl.Int64))
    if "unit_name" not in facts.columns:
        facts = facts.with_columns(unit_name=pl.lit(None, pl.String))
    tables = _tables(facts, documents)
    facts = facts.drop("document", "department", "part", strict=False)
    cells = (
        facts.with_row_index("cell")
        .with_columns(
            block=pl.col("block_no").fill_null(pl.when(pl.col("flow") == Flow.REVENUE).then(-2).otherwise(-1)),
            cents=cents("amount").fill_null(0),
            step=micro("rounding_step"),
        )
        .join(
            tables.drop("statement", "department_id"),
            on=TABLE,
            how="left",
            nulls_equal=True,
        )
        .pipe(_with_side)
        .with_columns(line=pl.struct("table", "line_no").rank("dense").cast(pl.UInt32))
        .pipe(with_coordinates)
        .pipe(_with_series)
        .pipe(_with_step)
    )
    lines = prepare_lines(cells)
    keep = ["cell", "line_id", "table", "part", "document", "department", "line", "series", "column", "statement"]
    keep += ["block", "flow", "period", "fund", "source", "etype", "item", "additive", "twice"]
    keep += [
        "fiscal_year",
        "stage",
        "document_stage",
        "part_kind",
        "main",
        "in_force",
        "cents",
        "step",
        "col_no",
        "unknown",
    ]
    cells = cells.select(keep)
    own = lines.select("line", "role", *PLACES_OF_LINES, "code", *CODES, "line_name", "line_no", "label")
    return Prepared(cells, cells.join(own, on="line", how="left"), lines, tables)
