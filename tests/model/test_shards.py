"""Where a document is stored: by the first four digits of the division of its first part that has one."""

from __future__ import annotations

import pytest

from pipelines.model.shards import shard_of


@pytest.mark.parametrize(
    ("regions", "shard"),
    [
        (["320506"], "3205"),  # a county of Suzhou
        (["320000"], "3200"),  # a province's own
        (["000000"], "0000"),  # a ministry
        ([None, "130302"], "1303"),
        (["", "130302", "320506"], "1303"),
        ([None], "unplaced"),
        ([], "unplaced"),
    ],
)
def test_the_first_part_that_is_placed_decides(regions: list[str | None], shard: str) -> None:
    assert shard_of(regions) == shard
