"""Ids of results, made of what they are about: the same whether a document is judged alone or among thousands."""

from __future__ import annotations

import hashlib
from collections import Counter

import polars as pl

_SHOWN = 16  # digits of the document's id in front, as in the ids of lines
_BYTES = 6  # of the digest: within one document and rule nothing meets by chance


def with_result_ids(rows: pl.DataFrame) -> pl.DataFrame:
    """``rows`` with `result_id`: document, part, rule, and a digest of table, node and place.

    In: document_id, part_no, rule_id, table_no, node and `place` (the printed cells of the equation, as one text).
    Equations alike in all of these are told apart by their number among themselves.
    """
    about = rows.select("document_id", "part_no", "rule_id", "table_no", "node", "place").iter_rows()
    met: Counter[tuple[object, ...]] = Counter()
    ids = []
    for one in about:
        document, part, rule = one[:3]
        met[one] += 1
        digest = hashlib.blake2b(repr((*one[3:], met[one])).encode(), digest_size=_BYTES).hexdigest()
        ids.append(f"{document[:_SHOWN]}-{part}-{rule}-{digest}")
    return rows.with_columns(result_id=pl.Series(ids, dtype=pl.String))
