"""The ways an entry may state its wordings mean what the alternation written out would."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipelines.layouts.errors import Place
from pipelines.layouts.words import NO_FRAME, Frame, Words, words

TEXTS = [
    "合计",
    "合计数",
    "本年合计",
    "本年小计",
    "总计",
    "年合计",
    "合计合计",
    "本年",
    "附表1合计",
    "附表1",
    "附表1二、合计",
    "",
]


def made(frame: Frame = NO_FRAME, fragments: dict[str, str] | None = None, **data: Any) -> Words:
    return words(Place("rows.toml", 1), "role", "total", data, frame, fragments or {})


@pytest.mark.parametrize(
    ("entry", "written_out"),
    [
        (made(match="合计|小计$"), "合计|小计$"),
        (made(any=["合计", "^总计$", "小计$"]), "合计|^总计$|小计$"),
        (made(whole=["合计", "[小总]计"]), "^(合计|[小总]计)$"),
        (made(whole="合计|小计"), "^(合计|小计)$"),
        (made(lead="(本年)?", whole=["合计", "小计"], tail="数?"), "^(本年)?(合计|小计)数?$"),
        (made(lead="{span}?", whole=["合计"], fragments={"span": "本年|年"}), "^(本年|年)?合计$"),
        (made(any=["附表\\d", "[一二]、"], frame=("^(?:", ")+")), "^(附表\\d|[一二]、)+"),
        (made(any=["{one}$"], fragments={"one": "合|总计"}), "(合|总计)$"),
    ],
)
def test_as_the_alternation_written_out(entry: Words, written_out: str) -> None:
    for text in TEXTS:
        found, expected = entry.pattern.search(text), re.search(written_out, text)
        assert (found and found.group()) == (expected and expected.group()), text


def test_what_is_ruled_out_is_not_taken() -> None:
    entry = made(match="财政拨款", **{"not": ["非财政拨款", "同级"]})
    assert [entry.takes(text) for text in ("财政拨款", "非财政拨款", "同级财政拨款", "拨款")] == [
        True,
        False,
        False,
        False,
    ]


def test_the_alternative_found_first_is_named() -> None:
    entry = made(lead="(本年)?", whole=["合计", "[合小]计", "总计"])
    assert [entry.alternative(text) for text in ("本年合计", "小计", "总计", "计")] == [0, 1, 2, None]


def test_units_of_money_are_known_to_every_file() -> None:
    entry = words(Place("titles.toml", 1), "unit", "", {"match": r"\(({units})\)"}, NO_FRAME, {"units": "万元|元"})
    assert entry.pattern.search("预算(万元)").group(1) == "万元"  # type: ignore[union-attr]
