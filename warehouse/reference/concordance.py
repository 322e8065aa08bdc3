"""What became of codes that were given another number, and what codes were called in which years."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import polars as pl

from warehouse.reference.lists import read_list, year
from warehouse.schema import fit

_Row = dict[str, str | None]
_FIRST_YEAR = 2007  # the classification itself begins with the reform of 2007
_LAST_OF_FIRST = 2009  # the list marks names of the first scheme, of 2007-2009, by this confidence:
_FIRST_SCHEME = "H"


@cache
def concordance() -> pl.DataFrame:
    """core.concordance: each recoded or renamed item with the code its whole series goes by.

    An item recoded twice goes by its last code; the parts of one that was split go by the whole they were.
    """
    rows: list[_Row] = read_list("concordance.csv").to_dicts()
    after = {(row["scheme"], row["old_code"], row["old_name"]): row for row in rows if row["relation"] != "split"}
    made = [row | {"comparable_code": _last(row, after)} for row in rows]
    frame = pl.DataFrame(made).with_columns(year("from_year"), year("to_year"), by_name=pl.col("by_name") == "true")
    return fit(frame, "core.concordance")


def _last(row: _Row, after: Mapping[tuple[str | None, str | None, str | None], _Row]) -> str | None:
    """The code at the end of the way, followed from name to name: codes are given to other items again."""
    if row["relation"] == "split":
        return row["old_code"]
    while (further := after.get((row["scheme"], row["new_code"], row["name"]))) and further is not row:
        if further["new_code"] == row["new_code"]:  # renamed, no longer recoded
            break
        row = further
    return row["new_code"]


@cache
def code_names() -> pl.DataFrame:
    """core.code_name: what the lists call each code of the three classifications, and in which years.

    The periods of a code do not overlap.  What stands in a list beside the present name without a year is a spelling,
    and no period of its own.
    """
    frames = [_names("functional", "functional.csv")]
    frames += [_names(scheme, f"economic_{scheme}.csv") for scheme in ("department", "government")]
    return fit(pl.concat(frames), "core.code_name")


def _names(scheme: str, file: str) -> pl.DataFrame:
    listed = (
        read_list(file)
        .with_columns(
            year("valid_from"),
            # "<=2018" is somewhere before; where the code has another row, the first scheme's had it in its own years
            pl.when(
                pl.col("confidence") == _FIRST_SCHEME,
                pl.col("valid_to").str.starts_with("<="),
                pl.len().over("code") > 1,
            )
            .then(_LAST_OF_FIRST)
            .otherwise(pl.col("valid_to").str.extract(r"(\d{4})").cast(pl.Int64))
            .alias("valid_to"),
            seen=pl.col("observed_documents").cast(pl.Int64).fill_null(0),
        )
        .filter(pl.col("name").is_not_null())
        # the best attested name stands for each end
        .sort("code", pl.col("valid_to").fill_null(9999), "confidence", -pl.col("seen"), maintain_order=True)
        .unique(["code", "valid_to"], keep="first", maintain_order=True)
        .with_columns(before=pl.col("valid_to").shift(1).over("code"))
    )
    began = pl.max_horizontal(pl.col("valid_from").fill_null(_FIRST_YEAR), pl.col("before") + 1)
    return listed.select(
        scheme=pl.lit(scheme),
        code="code",
        valid_from=began,
        valid_to="valid_to",
        name="name",
        confidence="confidence",
    ).filter(pl.col("valid_to").is_null() | (pl.col("valid_from") <= pl.col("valid_to")))
