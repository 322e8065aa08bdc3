"""The small steps of the narrative, each by what goes in and what comes out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.model.stages import Stage
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.changes import change_by
from pipelines.recognise.narrative.clauses import last_clause, without_list_words, without_numbering
from pipelines.recognise.narrative.headings import in_glossary, is_heading
from pipelines.recognise.narrative.lists import climb, opens_list, with_context
from pipelines.recognise.narrative.model import Claim, Figure, Kind, Passage, Place, Subject
from pipelines.recognise.narrative.reasons import reason_in
from pipelines.recognise.narrative.sentences import Gap, gap_of, sentences
from pipelines.recognise.narrative.state import State
from pipelines.recognise.narrative.subjects import flow_of, fund_of, left_is_harmless, named_subject
from pipelines.recognise.narrative.timing import stage_of, without_comparison, year_of

FIGURE = Figure.in_words(0, "")


def claim(number: int, subject: Subject, kind: Kind = Kind.AMOUNT, of: int | None = None) -> Claim:
    return Claim(number, subject, kind, FIGURE, "", 1, 1, of=of)


SPENDING = Subject("spending_total", flow="expenditure", lead=True, depth=0)
BASIC = Subject("basic", fund="general_public", depth=3)
PERSONNEL = Subject("personnel", depth=5)


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        ("元,增加", Gap((), 0, "元,增加")),
        ("(含税)增加", Gap((), 0, "(含税)增加")),
        ("元(其中", Gap((), 1, "其中", "元")),
        ("元(甲(乙", Gap((), 2, "乙", "元")),
        ("元)增加", Gap(("元",), 0, "增加")),
        ("甲)乙)丙(丁", Gap(("甲", "乙"), 1, "丁", "丙")),
        ("甲)(乙)丙", Gap(("甲",), 0, "(乙)丙")),
    ],
)
def test_brackets_of_a_gap(gap: str, expected: Gap) -> None:
    assert gap_of(gap) == expected


def test_a_stop_inside_brackets_ends_no_sentence() -> None:
    text = "甲5元(乙。)丙。丁。"
    passage = Passage(text, "甲5元（乙。）丙。丁。”", (Place(0, 1, 1),))
    assert [(s.offset, s.text, s.printed) for s in sentences(passage)] == [
        (0, "甲5元(乙。)丙。", "甲5元（乙。）丙。"),
        (9, "丁。", "丁。"),
    ]


def test_the_printed_line_of_a_character() -> None:
    first, second = Place(0, 1, 4), Place(7, 2, 5)
    passage = Passage("", "", (first, second))
    assert [passage.place(offset) for offset in (0, 6, 7, 8)] == [first, first, second, second]


@pytest.mark.parametrize(
    ("gap", "year"),
    [
        ("2026年预算数为", 2026),
        ("2025年的结转,2026年预算", 2026),
        ("比2025年执行数", None),
        ("截至2025年末", None),
        ("2025年12月", None),
        ("12025年", None),
    ],
)
def test_year_of_the_words_before_a_figure(gap: str, year: int | None) -> None:
    assert year_of(gap) == year


@pytest.mark.parametrize(
    ("gap", "stage"),
    [
        ("年初预算为", Stage.BUDGET),
        ("支出决算为", Stage.FINAL),
        ("年初预算5万元,决算", Stage.FINAL),
        ("决算5万元,预算数", Stage.BUDGET),
        ("一般公共预算", None),
        ("部门预算", Stage.BUDGET),
        ("安排", None),
    ],
)
def test_stage_of_the_words_before_a_figure(gap: str, stage: Stage | None) -> None:
    assert stage_of(gap) == stage


def test_what_is_compared_with_is_taken_out() -> None:
    told = without_comparison("决算数比2025年执行数")
    assert (told.words, told.base_year) == ("决算数,", 2025)
    told = without_comparison("会议费和培训费")
    assert (told.words, told.base_year) == ("会议费和培训费", None)


@pytest.mark.parametrize(
    ("words", "found"),
    [("比上年增加", "up"), ("比上年减少了", "down"), ("比上年增加到", None), ("减少至", None), ("增加人员", None)],
)
def test_direction_of_a_sum_of_money(words: str, found: str | None) -> None:
    change = change_by(words)
    assert (change and change.lastgroup) == found


@pytest.mark.parametrize(
    ("gap", "last", "expected"),
    [
        (",其中:基本支出", None, True),
        (",主要包括", None, True),
        ("项目支出包括", None, False),
        ("其中;项目支出", None, False),
        (":基本支出", None, True),
        ("、:基本支出", None, False),
        (",主要用于", None, False),
        (",主要用于", claim(1, PERSONNEL), False),
        (",主要用于", claim(1, Subject("operating_expenses")), True),
    ],
)
def test_words_that_begin_a_list(gap: str, last: Claim | None, expected: bool) -> None:
    assert opens_list(gap, last) is expected


def listed_twice() -> State:
    """万元，其中基本支出…，包括: the parts of basic spending are listed, itself a part of all spending."""
    whole, basic = claim(1, SPENDING), claim(2, BASIC, of=1)
    return State(claims=(whole, basic), parent=basic, focus=BASIC, last=basic)


def test_a_part_leaves_the_lists_it_lies_too_high_for() -> None:
    state = listed_twice()
    assert climb(state, ",", PERSONNEL, FIGURE).parent == state.claims[1]
    assert climb(state, ",", Subject("project", depth=3), FIGURE).parent == state.claims[0]
    assert climb(state, ",", Subject("income_total", depth=0), FIGURE).parent is None


def test_a_total_of_the_other_side_is_no_part() -> None:
    state = replace(listed_twice(), parent=claim(1, SPENDING))
    income, level = Subject("other_income", flow="revenue", depth=2), Subject("closing", flow="expenditure", depth=2)
    assert climb(state, ";", income, FIGURE).parent is None
    assert climb(state, ",", income, FIGURE).parent is not None
    assert climb(state, ";", level, FIGURE).parent is not None
    assert climb(state, ";", replace(income, depth=3), FIGURE).parent is not None


def test_a_list_over_passages_ends_with_the_part_that_leaves_it_but_not_inside_an_aside() -> None:
    listed = listed_twice()
    listed = replace(listed, listed=listed.parent)
    project = Subject("project", depth=3)
    assert climb(listed, ",", project, FIGURE).listed == listed.claims[0]
    assert climb(replace(listed, outer=State()), ",", project, FIGURE).listed == listed.claims[1]


def test_a_part_has_the_fund_and_the_measure_of_its_whole() -> None:
    state = listed_twice()
    assert with_context(state, PERSONNEL) == (replace(PERSONNEL, fund="general_public"), True)
    function = Subject("function", functional_code="205")
    assert with_context(state, function) == (replace(function, fund="general_public", measure="basic"), True)
    assert with_context(state, Subject("general_public"))[0].fund is None
    lead = replace(PERSONNEL, lead=True)
    assert with_context(state, lead) == (lead, True)


def test_without_a_whole_the_heading_gives_the_fund() -> None:
    assert with_context(State(), PERSONNEL) == (PERSONNEL, False)
    assert with_context(State(), BASIC) == (BASIC, True)
    below = State(heading_fund="government_fund")
    assert with_context(below, PERSONNEL) == (replace(PERSONNEL, fund="government_fund"), True)
    assert with_context(below, BASIC) == (BASIC, True)


def test_an_aside_is_about_itself_only() -> None:
    amount, change = claim(1, BASIC), claim(2, BASIC, Kind.CHANGE)
    state = State(claims=(amount,), focus=BASIC, last=amount)
    inside = state.open_bracket()
    assert (inside.parent, inside.outer) == (amount, state)
    assert replace(state, last=change).open_bracket().parent is None
    spoken = replace(inside, focus=PERSONNEL, last=change, blocked=True)
    assert spoken.close_bracket() == state
    assert state.close_bracket() is state
    assert not inside.in_unknown_aside
    assert replace(state, blocked=True).open_bracket().in_unknown_aside


def test_only_amounts_of_the_passage_at_hand_are_of_a_subject() -> None:
    before, change, here = claim(1, BASIC), claim(2, BASIC, Kind.CHANGE), replace(claim(3, BASIC), stage=Stage.FINAL)
    state = State(claims=(before, change, here), earlier=1)
    assert state.amount_of(BASIC) == here
    assert state.amount_of(BASIC, Stage.FINAL) == here
    assert state.amount_of(BASIC, Stage.BUDGET) is None
    assert replace(state, earlier=3).amount_of(BASIC) is None
    assert replace(state, earlier=3).last_total(BASIC) == here
    assert state.last_total(replace(BASIC, fund=None)) is None
    assert [state.is_here(one) for one in (None, before, change)] == [False, False, True]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (BASIC, replace(BASIC, fund=None), True),
        (BASIC, replace(BASIC, fund="government_fund"), False),
        (SPENDING, replace(SPENDING, flow=None), True),
        (SPENDING, replace(SPENDING, flow="revenue"), False),
        (BASIC, replace(BASIC, name="x"), True),
        (Subject("function", name="x"), Subject("function", name="y"), False),
        (Subject("function", "205", name="x"), Subject("function", "205", name="x"), True),
        (Subject("function", functional_code="205", name="x"), Subject("function", functional_code="205"), True),
        (Subject("function", functional_code="205"), Subject("function", functional_code="206"), False),
    ],
)
def test_two_subjects_are_the_same(one: Subject, other: Subject, same: bool) -> None:
    assert one.matches(other) is same
    assert other.matches(one) is same


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        ("人员经费", "personnel"),
        ("2026年人员经费预算数为", "personnel"),
        ("我局人员经费", "personnel"),
        ("聘用人员经费", None),
        ("人员经费以外的费用", None),
        ("在职人员经费", None),
        ("财政拨款收入", "fiscal_appropriation"),
        ("政府性基金支出合计", "government_fund"),
    ],
)
def test_subject_that_words_name(head: str, subject: str | None) -> None:
    found = named_subject(head)
    assert (found and found.id) == subject


def test_a_total_with_a_fund_is_the_total_of_that_fund() -> None:
    found = named_subject("一般公共预算的本年收入")
    assert found == Subject("general_public", fund="general_public", flow="revenue", lead=True, depth=2)


def test_the_flow_is_that_of_the_subject_or_of_its_words() -> None:
    flows = [
        getattr(named_subject(words), "flow", "") for words in ("单位资金", "政府性基金收入", "基本支出", "会议费")
    ]
    assert flows == ["revenue", "revenue", "expenditure", None]


def test_filling_words_are_looked_for_until_none_is_left() -> None:
    assert layout.pattern("left").search("") is None  # else the search would never end
    assert left_is_harmless("")
    assert left_is_harmless("其中,2026年")
    assert left_is_harmless("某市财政局")
    assert not left_is_harmless("聘用")


def test_flow_and_fund_of_words() -> None:
    assert [flow_of(words) for words in ("收入", "支出", "收入支出", "经费")] == ["revenue", "expenditure", None, None]
    assert fund_of("政府性基金财政拨款") == "government_fund"
    assert fund_of("财政拨款") == "fiscal_appropriation"
    assert fund_of("经费") is None


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("二", False),
        ("概况", True),
        ("(二)公务接待费", True),
        ("概" * 60, True),
        ("概" * 61, False),
        ("概况。", False),
        ("概况;说明", False),
        ("说明如下:", False),
        ("说明,", False),
        ("支出5万元", False),
        ("与上年持平", True),
    ],
)
def test_headings(text: str, heading: bool) -> None:
    assert is_heading(text) is heading


@pytest.mark.parametrize(
    ("heading", "before", "after"),
    [
        ("第四部分名词解释", False, True),
        ("(一)财政拨款收入", True, True),
        ("第五部分附件", True, False),
        ("附件1", True, False),
        ("其他重要事项", True, False),
        ("其他重要事项", False, False),
    ],
)
def test_where_a_glossary_ends(heading: str, before: bool, after: bool) -> None:
    assert in_glossary(heading, before) is after


def test_a_reason_runs_to_the_end_of_its_clause() -> None:
    sentence = "会议费5万元,比上年减少1万元,主要原因是会议减少2次;培训费3万元。"
    assert reason_in(sentence, ",主要原因是会议减少2次;培训费") == "会议减少2次"
    assert reason_in(sentence, ",比上年减少") is None
    assert reason_in("主要原因是甲,增加1万元,主要原因是乙。", ",主要原因是乙。") == "乙"


def test_clauses_and_numbering() -> None:
    assert [last_clause(text) for text in ("甲", "甲,乙", "甲:", "甲;乙。丙")] == ["甲", "乙", "", "丙"]
    assert without_list_words("其中:甲,包括乙") == "乙"
    assert [without_numbering(text) for text in ("一、甲", "(4)甲", "3.甲", "甲")] == ["甲"] * 4
