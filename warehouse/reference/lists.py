"""Regions, statements, sources of funds and transfers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl

from pipelines.model.fund_sources import FundSource
from pipelines.model.schema import frame_schema
from pipelines.model.statements import LISTED
from warehouse.schema import fit

_FOLDER = Path(__file__).parent
_CENTRAL = {"region_code": "000000", "name": "中央", "full_name": "中央", "level": "central", "short_name": "中央"}


def read_list(name: str) -> pl.DataFrame:
    """One CSV of this folder, every column as text, blanks as NULL."""
    return pl.read_csv(_FOLDER / name, infer_schema=False, encoding="utf8", null_values=[""])


def year(column: str) -> pl.Expr:
    """The first year inside a validity such as ``2020/2021?`` or ``<=2018``; NULL where there is none."""
    return pl.col(column).str.extract(r"(\d{4})").cast(pl.Int64)


@cache
def statements() -> pl.DataFrame:
    """core.dim_statement: id, Chinese and English name, usual order, whether its cells are money facts."""
    rows = [(kind.id.value, kind.zh, kind.en, kind.position, kind.money) for kind in LISTED]
    return pl.DataFrame(rows, schema=frame_schema("core.dim_statement"), orient="row")


@cache
def fund_sources() -> pl.DataFrame:
    """fund_source, name_zh, name_en, parent: the umbrella a source is printed under, if any."""
    rows = [(fund.value, fund.zh, fund.en, fund.parent and fund.parent.value) for fund in FundSource]
    columns = ("fund_source", "name_zh", "name_en", "parent")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


@cache
def transfers() -> pl.DataFrame:
    """scheme, code, name, valid_from, valid_to, basis: what another government spends, in these codes and all below."""
    return read_list("transfers.csv").with_columns(year("valid_from"), year("valid_to"))


@cache
def regions() -> pl.DataFrame:
    """core.dim_region: one row per code with its latest name, and 000000 for the central government."""
    frame = (
        read_list("region.csv")
        .with_columns(year("valid_from"), year("valid_to"))
        .sort("code", pl.col("valid_to").fill_null(9999), pl.col("valid_from").fill_null(0))
        .unique("code", keep="last", maintain_order=True)
        .rename({"code": "region_code", "parent": "parent_code"})
        .with_columns(full_name=_full_name())
    )
    central = pl.DataFrame([_CENTRAL])
    return fit(
        pl.concat([central, frame], how="diagonal").select(frame_schema("core.dim_region").names()),
        "core.dim_region",
    )


def _full_name() -> pl.Expr:
    """Province, prefecture and name, each once; the list's filler prefectures (市辖区, 县) are no names."""
    province = pl.col("province_name").fill_null("")
    filler = pl.col("city_name").is_in(["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"])
    city = pl.when(filler | pl.col("city_name").is_null()).then(pl.lit("")).otherwise(pl.col("city_name"))
    own = pl.when(pl.col("level") == "province").then(pl.lit("")).otherwise(pl.col("name"))
    above = pl.when(pl.col("level") == "county").then(city).otherwise(pl.lit(""))
    return pl.concat_str(province, above, own)
