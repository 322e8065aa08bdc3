"""What core.fact_state_asset calls the assets that sentences count."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pipelines.layouts.load import load

FILE = "narrative_counts.toml"


@cache
def assets() -> Mapping[str, str]:
    """The name of an asset by the subject of its claim; a claim that names its kind is called by that."""
    return {entry.value: entry.data["asset"] for entry in load(FILE)["count"] if "asset" in entry.data}
