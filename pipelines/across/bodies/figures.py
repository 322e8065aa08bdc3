"""One body under two names: the later disclosure prints the earlier one's own figures as those of the year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from pipelines.across.bodies.evidence import Evidence, Link
from pipelines.across.bodies.keys import Key
from pipelines.model.bodies import BodyKind

# Figures that must be the same, and their share of all that both print: two bodies have one or two in common, and a
# template that was copied keeps some of its first owner's.
LEAST, SHARE = 5, 0.9
_LIKE = (BodyKind.DEPARTMENT, BodyKind.UNIT)  # a body without units is called either


def neighbours(keys: Sequence[Key]) -> list[tuple[int, int]]:
    """Pairs (earlier, later) that may be one body: of one shard and region and either of one kind or of one name, the
    later beginning in the year after the earlier ends."""
    begins: dict[tuple[str, str | None, int], list[int]] = {}
    placed = [at for at, key in enumerate(keys) if key.region is not None and key.years]
    for at in placed:
        begins.setdefault((keys[at].shard, keys[at].region, min(keys[at].years)), []).append(at)
    return [
        (one, other)
        for one in placed
        for other in begins.get((keys[one].shard, keys[one].region, max(keys[one].years) + 1), ())
        if _may_be_one(keys[one], keys[other])
    ]


def _may_be_one(one: Key, other: Key) -> bool:
    return one.kind == other.kind or (one.bare == other.bare and one.kind in _LIKE and other.kind in _LIKE)


def asked_for(keys: Sequence[Key], pairs: Sequence[tuple[int, int]]) -> list[str]:
    """The documents whose figures `of_figures` looks at."""
    at = {place for pair in pairs for place in pair}
    return sorted({one.part[0] for place in at for one in keys[place].said})


def of_figures(keys: Sequence[Key], pairs: Sequence[tuple[int, int]], figures: pl.DataFrame) -> Iterator[Link]:
    """Links between those of ``pairs`` (`neighbours`) of which the later prints the earlier's figures.

    ``figures``: document_id, part_no, own_year, own_stage, statement, node, measure, fiscal_year, stage, amount: what
    the documents of `asked_for` print, without zeros.
    """
    if not pairs or figures.is_empty():
        return
    whose = _whose(keys)
    cells = figures.join(whose, on=["document_id", "part_no"])
    own = cells.filter((pl.col("fiscal_year") == pl.col("own_year")) & (pl.col("stage") == pl.col("own_stage")))
    before = cells.filter(pl.col("fiscal_year") == pl.col("own_year") - 1)
    on = ["statement", "node", "measure", "fiscal_year", "stage"]
    asked = pl.DataFrame(pairs, schema={"one": pl.Int64, "other": pl.Int64}, orient="row")
    met = (
        before.select(*on, later="amount", other="key")
        .join(asked, on="other")
        .join(own.select(*on, earlier="amount", one="key"), on=["one", *on])
    )
    same = pl.col("later") == pl.col("earlier")
    counted = (
        met.group_by("one", "other")
        .agg(same=same.sum(), all=pl.len(), figures=pl.col("later").filter(same).n_unique())
        .filter((pl.col("figures") >= LEAST) & (pl.col("same") >= SHARE * pl.col("all")))
    )
    # an earlier body that two later ones print the figures of was not renamed, nor a later one of two
    single = counted.filter(~pl.col("one").is_duplicated() & ~pl.col("other").is_duplicated())
    for one, other in single.sort("one", "other").select("one", "other").iter_rows():
        yield Link(one, other, Evidence.FIGURES)


def _whose(keys: Sequence[Key]) -> pl.DataFrame:
    rows = [(*one.part, at) for at, key in enumerate(keys) for one in key.said]
    return pl.DataFrame(
        rows, schema={"document_id": pl.String, "part_no": pl.Int64, "key": pl.Int64}, orient="row"
    ).unique(["document_id", "part_no"])
