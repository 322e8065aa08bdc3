"""Whose figures a sentence says they are: the name it begins with, against the department the disclosure is of."""

from __future__ import annotations

import re

import polars as pl

from pipelines.model.judgements import ClaimVerdict
from pipelines.model.patterns import CHINESE_DIGITS
from pipelines.recognise.identity.names import canonical_name, longest_organisation, squeeze
from pipelines.reconcile.narrative.frames import Seen, equations
from pipelines.reconcile.rule import Narrative

_LEADS_IN = re.compile(rf"^(?:[(（]?[{CHINESE_DIGITS}\d]{{1,3}}[)）、.])?(?:20\d\d年度?)?")
_OWN_LEVEL = re.compile(r"\(?本级")
_DEPARTMENT = "department"  # a disclosure of a department and its units
_NAME_ENDS = re.compile(r"[\d,，。:：;；(（“\"]")


def bodies(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """A total of ``rule.subjects`` that the tables confirm is said of the department itself, where a name is said.

    The right side is 0 where the name is another's.  Names agree where one is an abbreviation of the other.
    """
    totals = seen.claims.filter(
        (pl.col("verdict") == ClaimVerdict.AGREES)
        & pl.col("subject").is_in(rule.subjects)
        & pl.col("fact_line_id").is_not_null()
        & (pl.col("value") != 0)
    )
    rows = totals.join(seen.names.drop("kind"), on=["document_id", "part_no"], how="inner")
    pairs = rows.select("sentence", "department_name").drop_nulls().unique(maintain_order=True)
    told = [(sentence, own, said_body(sentence)) for sentence, own in pairs.iter_rows()]
    named = [(sentence, own, said, is_same_body(said, own)) for sentence, own, said in told if said is not None]
    schema = {"sentence": pl.String, "department_name": pl.String, "node": pl.String, "same": pl.Boolean}
    said_of = pl.DataFrame(named, schema=schema, orient="row")
    return equations(
        rows.join(said_of, on=["sentence", "department_name"], how="inner")
        .group_by("document_id", "part_no", "node", "same", maintain_order=True)
        .agg(lhs=pl.col("value").first(), lhs_lines=pl.col("line_id"))
        .with_columns(
            rhs=pl.when("same").then("lhs").otherwise(0),
            tolerance=pl.lit(0),
            rhs_lines=pl.lit([], dtype=pl.List(pl.String)),
        )
    )


def of_others(claims: pl.DataFrame, parts: pl.DataFrame | None) -> pl.DataFrame:
    """`line_id` of claims whose sentence begins with another body's name, or says of a department 本级.

    ``parts``: raw.part, which names the departments; without it no claim is another's.
    """
    if parts is None:
        return claims.select("line_id").clear()
    names = parts.select(
        pl.col("document_id").cast(pl.String),
        pl.col("part_no").cast(pl.Int64),
        "department_name",
        with_units=pl.col("kind").cast(pl.String) == _DEPARTMENT,
    )
    rows = claims.join(names, on=["document_id", "part_no"], how="inner").drop_nulls("department_name")
    told = rows.select("line_id", "sentence", "department_name", "with_units").iter_rows()
    others = [line_id for line_id, *said in told if _is_of_other(*said)]
    return pl.DataFrame({"line_id": others}, schema={"line_id": pl.String})


def _is_of_other(sentence: str, own: str, with_units: bool | None) -> bool:
    said = said_body(sentence)
    if said is None:
        return False
    behind = _LEADS_IN.sub("", squeeze(sentence)).removeprefix(said)
    return not is_same_body(said, own) or (bool(with_units) and _OWN_LEVEL.match(behind) is not None)


def said_body(sentence: str) -> str | None:
    """The body a sentence begins with, behind its number and a year; none where it begins with other words.

    >>> said_body("2025年甲县水利局收入预算10万元。")
    '甲县水利局'
    """
    text = _LEADS_IN.sub("", squeeze(sentence))
    return longest_organisation(_NAME_ENDS.split(text, maxsplit=1)[0])


def is_same_body(said: str, own: str) -> bool:
    """Whether one name is an abbreviation of the other: all its characters stand in it in their order.

    >>> is_same_body("普陀区规划资源局", "上海市普陀区规划和自然资源局"), is_same_body("甲县水利局", "甲县财政局")
    (True, False)
    """
    one, other = canonical_name(said), canonical_name(own)
    return _abbreviates(one, other) or _abbreviates(other, one)


def _abbreviates(short: str, long: str) -> bool:
    left = iter(long)
    return all(character in left for character in short)
