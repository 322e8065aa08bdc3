"""支出功能分类 and 支出经济分类 as dimension frames."""

from __future__ import annotations

from functools import cache

import polars as pl

from pipelines.model.schema import frame_schema
from warehouse.reference.lists import read_list, year
from warehouse.schema import fit

# A code seen with its name in real disclosures beats lists; the scheme of 2007-2009 comes after everything newer.
_TRUST = {"A": 0, "B": 1, "C": 2, "T": 3, "H": 4}
_FIRST_YEAR = 2007  # the classification itself begins with the reform of 2007


@cache
def functional() -> pl.DataFrame:
    """core.dim_functional: one row per code, best attested name first, every other name in ``former_names``."""
    rows = (
        read_list("functional.csv")
        .with_columns(
            pl.col("level").cast(pl.Int64),
            pl.col("observed_documents").cast(pl.Int64),
            year("valid_from"),
            year("valid_to"),
            trust=pl.col("confidence").replace_strict(_TRUST, return_dtype=pl.Int64),
        )
        .sort("code", pl.col("valid_to").is_not_null(), "trust", -pl.col("observed_documents"), maintain_order=True)
    )
    best = rows.group_by("code", maintain_order=True).agg(
        pl.all().exclude("name").first(),
        pl.col("name").first(),
        former_names=pl.col("name").unique(maintain_order=True).slice(1).drop_nulls().str.join("；"),
    )
    frame = best.rename({"code": "functional_code", "parent": "parent_code"}).with_columns(
        pl.when(pl.col("former_names") != "").then(pl.col("former_names")).alias("former_names"),
        class_code=pl.col("functional_code").str.slice(0, 3),
        in_reference=pl.lit(True),
    )
    return fit(_with_cofog(_with_class_name(frame, "functional_code")), "core.dim_functional")


@cache
def economic() -> pl.DataFrame:
    """core.dim_economic: department and government schemes, one row per code and period of validity."""
    frames = [
        read_list(f"economic_{scheme}.csv").with_columns(scheme=pl.lit(scheme))
        for scheme in ("department", "government")
    ]
    frame = (
        pl.concat(frames)
        .with_columns(pl.col("level").cast(pl.Int64), year("valid_from").fill_null(_FIRST_YEAR), year("valid_to"))
        .rename({"code": "economic_code", "parent": "parent_code"})
        .with_columns(class_code=pl.col("economic_code").str.slice(0, 3), in_reference=pl.lit(True))
        .sort("scheme", "economic_code", "valid_from")
    )
    classes = frame.filter(pl.col("level") == 1).select(
        "scheme", "class_code", pl.col("name").alias("class_name"), class_from="valid_from"
    )
    # The class's name of the time; a class listed only later had that name before too.
    named = frame.sort("valid_from").join_asof(
        classes.sort("class_from"),
        left_on="valid_from",
        right_on="class_from",
        by=["scheme", "class_code"],
        check_sortedness=False,
    )
    earliest = classes.sort("class_from").unique(["scheme", "class_code"], keep="first")
    named = named.join(earliest, on=["scheme", "class_code"], how="left", suffix="_earliest").with_columns(
        class_name=pl.coalesce("class_name", "class_name_earliest")
    )
    columns = frame_schema("core.dim_economic").names()
    return fit(named.select(columns).sort("scheme", "economic_code", "valid_from"), "core.dim_economic")


def _with_class_name(frame: pl.DataFrame, code: str) -> pl.DataFrame:
    classes = frame.filter(pl.col("level") == 1).select(class_code=code, class_name="name")
    return frame.join(classes, on="class_code", how="left")


def _with_cofog(frame: pl.DataFrame) -> pl.DataFrame:
    """The COFOG group of the code itself, else of its nearest parent in the crosswalk."""
    bridge = read_list("cofog_crosswalk.csv").select("functional_code", "cofog_code")
    for digits in (7, 5, 3):
        level = bridge.rename({"functional_code": "_code", "cofog_code": f"_cofog{digits}"})
        frame = frame.with_columns(_code=pl.col("functional_code").str.slice(0, digits))
        frame = frame.join(level, on="_code", how="left").drop("_code")
    frame = frame.with_columns(cofog_code=pl.coalesce("_cofog7", "_cofog5", "_cofog3"))
    return frame.select(frame_schema("core.dim_functional").names())
