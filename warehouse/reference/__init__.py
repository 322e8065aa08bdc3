"""Reference lists as frames of the dimension tables: functions, economic codes, regions, statements, funds.

Every loader reads a CSV of this folder once and returns the same frame again; frames are immutable in use.  README.md
of this folder says where each list comes from and what ``confidence`` means.
"""

import polars as pl

from warehouse.reference.codes import economic, functional
from warehouse.reference.concordance import code_names, concordance
from warehouse.reference.lists import fund_sources, regions, statements, transfers

__all__ = [
    "code_names",
    "concordance",
    "dimensions",
    "economic",
    "functional",
    "fund_sources",
    "regions",
    "statements",
    "transfers",
]


def dimensions() -> dict[str, pl.DataFrame]:
    """The rows of the dimensions that come from lists, by table."""
    return {
        "core.dim_region": regions(),
        "core.dim_functional": functional(),
        "core.dim_economic": economic(),
        "core.dim_statement": statements(),
        "core.concordance": concordance(),
        "core.code_name": code_names(),
    }
