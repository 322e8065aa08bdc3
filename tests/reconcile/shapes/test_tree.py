"""Trees of parts: a part that is not printed is replaced by its own parts."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.reconcile.shapes.tree import acting, complete, paths

TREE = {"total": ("basic", "project"), "basic": ("personnel", "public"), "personnel": ("wages",)}


def test_paths_name_what_lies_between() -> None:
    assert dict(paths(TREE, "total")) == {
        "basic": (), "personnel": ("basic",), "wages": ("basic", "personnel"), "public": ("basic",), "project": (),
    }  # fmt: skip
    assert dict(paths(TREE, "project")) == {}


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        (["total", "basic", "project"], ["basic", "project"]),
        (["total", "basic", "personnel", "public", "project"], ["basic", "project"]),
        (["total", "personnel", "public", "project"], ["personnel", "public", "project"]),
        (["total", "wages", "public"], ["wages", "public"]),
        (["total", "wages", "personnel"], ["personnel"]),
        (["total", "other"], []),
    ],
)
def test_a_part_counts_where_nothing_between_is_printed(printed: list[str], parts: list[str]) -> None:
    frame = pl.DataFrame({"name": printed, "printed": [printed] * len(printed)})
    assert frame.filter(acting(TREE, "total", "name", "printed"))["name"].to_list() == parts


@pytest.mark.parametrize(
    ("printed", "required", "whole"),
    [
        (["basic", "project"], ("basic", "project"), True),
        (["basic"], ("basic", "project"), False),
        (["personnel", "public", "project"], ("basic", "project"), True),
        (["wages", "public", "project"], ("basic", "project"), True),
        (["personnel", "project"], ("basic", "project"), False),
        (["basic", "project"], (), False),
    ],
)
def test_a_split_is_whole_where_every_required_part_is_there(
    printed: list[str], required: tuple[str, ...], whole: bool
) -> None:
    frame = pl.DataFrame({"printed": [printed]})
    assert frame.select(complete(TREE, required, "printed").alias("x"))["x"].to_list() == [whole]
