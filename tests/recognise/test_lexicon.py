"""Words of scans as they are known, figures as they were read, and digital documents as they are."""

from __future__ import annotations

import pytest

from pipelines.model.document import DOUBT, SCANNED, Document
from pipelines.recognise import recognise
from pipelines.recognise.lexicon.corrected import corrected
from pipelines.recognise.lexicon.lexicon import Lexicon
from pipelines.recognise.lexicon.of_codes import codes_in, named
from pipelines.recognise.lexicon.view import Speller
from tests.recognise.builder import Block, book, document

SPELL = Speller(book())
# Heads as one bit a pixel leaves them; a made-up table that adds up.
MISREAD = (
    "科日编码|科日名称|台计|基木支出|<|项日支出",
    "^|^|^|人员经费|口常公用支出|^",
    "201|般公共服务支出|30.00|20.00|5.00|5.00",
    "2010501|行改运行|30.00|20.00|5.00|5.00",
    "|收人台计|30.00|20.00|5.00|5.00",
)
TITLE, UNIT = "2026年般公共预算支出表", "单位：万元"


def scan(*blocks: Block) -> Document:
    """A page of a scan with these lines and tables."""
    out = document(blocks)
    for page in out.pages:
        page.is_scan = True
    for grid in out.grids:
        grid.method = SCANNED
    return out


def test_the_heads_of_a_scan_are_known_columns() -> None:
    spelt = SPELL(scan(TITLE, UNIT, MISREAD))
    found = recognise(spelt, book())
    item = [line for line in found.lines if line["functional_code"] == "2010501"]
    assert sorted((line["measure"], line["amount_published"]) for line in item) == [
        ("personnel", "20.00"), ("project", "5.00"), ("public", "5.00"), ("total", "30.00"),
    ]  # fmt: skip
    assert not [f for f in found.findings if f.kind == "column_unknown"]


def test_the_printed_reading_stays() -> None:
    read = scan(TITLE, UNIT, MISREAD)
    spelt = SPELL(read)
    assert [p.as_read for p in spelt.paragraphs] == [TITLE, ""]
    assert [p.text for p in spelt.paragraphs] == ["2026年一般公共预算支出表", UNIT]
    assert [c.as_read or c.text for c in spelt.grids[0].cells] == [c.text for c in read.grids[0].cells]
    assert next(c.text for c in spelt.grids[0].cells if c.as_read == "口常公用支出") == "日常公用支出"


def test_a_digital_document_is_the_same_object() -> None:
    digital = document((TITLE, UNIT, MISREAD))
    assert SPELL(digital) is digital


def test_tables_of_pictures_on_a_digital_page_are_corrected_its_text_is_not() -> None:
    mixed = document((TITLE, MISREAD))
    mixed.grids[0].method = SCANNED
    spelt = SPELL(mixed)
    assert spelt.paragraphs[0] is mixed.paragraphs[0]
    assert spelt.grids[0].cells[2].text == "合计"


@pytest.mark.parametrize(
    ("read", "known"),
    [
        ("基木支出", "基本支出"),
        ("项 日 支\n出", "项 目 支\n出"),
        ("其中:本年收人", "其中:本年收入"),
        ("维修(扩)费", "维修(护)费"),
        ("维修（扩）费", "维修（护）费"),
        ("、般公共预算拨款收人", "一般公共预算拨款收入"),
        ("2082802--般行政管理事务", "2082802-一般行政管理事务"),
        ("2026年项日支出明细表(万元)", "2026年项目支出明细表(万元)"),
    ],
)
def test_a_misread_word_is_the_one_it_looks_like(read: str, known: str) -> None:
    assert SPELL(scan((f"{read.replace(chr(10), '⏎')}|1",))).grids[0].cells[0].text == known


@pytest.mark.parametrize(
    "read",
    ["1,234.56", f"{DOUBT}1,2目4.56", "吸收人才经费", "木里县某某局", "上年支出", "一、行政运行", "其他说明事项日期"],
)
def test_what_is_no_misread_word_stays(read: str) -> None:
    assert SPELL(scan((f"{read}|1",))).grids[0].cells[0].text == read


def test_of_two_words_alike_none_is_taken() -> None:
    lexicon = Lexicon.of(["本级收入", "木级收入"])
    assert lexicon.word("本级收人") == "本级收人"
    assert lexicon.word("木级收入") == "木级收入"


def test_a_lost_character_is_not_put_beside_itself() -> None:
    lexicon = Lexicon.of(["一般公共预算"])
    assert lexicon.word("般公共预算收支") == "一般公共预算收支"
    assert lexicon.word("一一般公共预算") == "一一般公共预算"


def test_the_code_decides_the_name_beside_it() -> None:
    lexicon = Lexicon.of([])
    assert named("行致运行", ["行政运行"], lexicon) == "行政运行"
    assert named("行致运作", ["行政运行"], lexicon) == "行致运作"
    assert named("某费", ["某些"], lexicon) == "某费", "two characters are too few"
    assert codes_in(scan(("2010501|行致运行", "30101-基本工资|x")).grids[0].cells) == ["2010501", "30101"]


def test_prose_keeps_its_length() -> None:
    assert (
        SPELL(scan("般公共预算拨款收人增加，主要是人员增加。")).paragraphs[0].text
        == "般公共预算拨款收入增加，主要是人员增加。"
    )


def test_figures_between_words_stay() -> None:
    assert corrected("项日支出12,3口4.00万元", SPELL.lexicon.word, SPELL.lexicon.whole) == "项目支出12,3口4.00万元"
