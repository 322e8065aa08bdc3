"""One spelling of a name, and what counts as a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.recognise.identity import canonical_name
from pipelines.recognise.identity.names import display_name, is_organisation

WORDS = (
    "中国共产党 中共 政协 江苏省 昌黎县 委员会 委 办公厅 局 财政 本级 机关 汇总 ( ) （ ） 450 [12] 年 ２ 部门 - 单位"
)
PIECES = [*WORDS.split(), " ", "\u3000"]


@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=10).map("".join), st.text(max_size=30)))
def test_canonical_name_is_idempotent(name: str) -> None:
    once = canonical_name(name)
    assert canonical_name(once) == once


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("450昌黎县医疗保障局", "昌黎县医疗保障局"),
        ("435 石家庄市医疗保障局", "石家庄市医疗保障局"),
        ("[130322001]昌黎县财政局", "昌黎县财政局"),
        ("深圳市医疗保障局（本级）", "深圳市医疗保障局"),
        ("深圳市医疗保障局(本级)", "深圳市医疗保障局"),
        ("省政协办公厅本级", "省政协办公厅"),
        ("昆明市审计局（汇总）", "昆明市审计局"),
        ("上 海 市 普陀区　司法局", "上海市普陀区司法局"),
        ("中国共产党江苏省委员会办公厅", "江苏省委办公厅"),
        ("中共江苏省委办公厅", "江苏省委办公厅"),
        ("中国人民政治协商会议昌黎县委员会办公室", "昌黎县政协办公室"),
        ("101中学", "101中学"),
        ("中共中央党校", "中共中央党校"),
    ],
)
def test_canonical_name(printed: str, canonical: str) -> None:
    assert canonical_name(printed) == canonical


def test_display_name_keeps_own_budget_but_not_summary() -> None:
    assert display_name("深圳市财政局(本级)") == "深圳市财政局（本级）"
    assert display_name("西安市财政局（汇总）") == "西安市财政局"


@pytest.mark.parametrize(
    "name",
    ["昌黎县财政局", "蓬溪县赤城镇人民政府", "西南大学", "石家庄市第二中学", "江苏省高级人民法院", "天平路街道办事处"],
)
def test_names(name: str) -> None:
    assert is_organisation(name)


@pytest.mark.parametrize(
    "words", ["本部门", "主管单位", "XX局", "收入合计", "单位负责人", "万元", "市委", "事业单位", "局", ""]
)
def test_words_that_name_nobody(words: str) -> None:
    assert not is_organisation(words)
