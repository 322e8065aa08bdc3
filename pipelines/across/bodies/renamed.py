"""One body under two names, where the text of the later says what it was called before (原甲局更名为乙局)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from pipelines.across.bodies.evidence import Evidence, Link
from pipelines.across.bodies.keys import Key
from pipelines.across.bodies.spelling import spelt_alike
from pipelines.recognise.identity import own_name


def of_former_names(keys: Sequence[Key], names: pl.DataFrame) -> Iterator[Link]:
    """Links between a key and the one of its former name, of one shard, region and kind.

    Only where all that bears the former name is of earlier years than the disclosure that says so.  ``names``:
    document_id, part_no, name.
    """
    whose = {one.part: (at, one.year) for at, key in enumerate(keys) for one in key.said}
    by_name: dict[tuple[str, str | None, str, str], list[int]] = {}
    for at, key in enumerate(keys):
        by_name.setdefault((key.shard, key.region, key.kind, spelt_alike(key.bare)), []).append(at)
    for document, part, name in names.select("document_id", "part_no", "name").iter_rows():
        if (document, part) not in whose:
            continue
        at, year = whose[document, part]
        key = keys[at]
        if year is None or key.region is None:
            continue
        bare = spelt_alike(own_name(name, key.region).bare)
        for other in by_name.get((key.shard, key.region, key.kind, bare), ()):
            if other != at and keys[other].years and max(keys[other].years) < year:
                yield Link(other, at, Evidence.RENAMED)
