"""What one figure leaves for the next: a state made by hand, a figure with its words, the claim that comes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.model.stages import Stage
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.narrative.amounts import with_money
from pipelines.recognise.narrative.changes import with_unchanged
from pipelines.recognise.narrative.lists import back_to_whole, climb, with_list, with_listed
from pipelines.recognise.narrative.model import Claim, Direction, Figure, Kind, Passage, Place, Sentence, Subject
from pipelines.recognise.narrative.rates import with_percent
from pipelines.recognise.narrative.reasons import with_reason
from pipelines.recognise.narrative.rows import claim_rows
from pipelines.recognise.narrative.sentences import Mention, mentions
from pipelines.recognise.narrative.state import State

BOOK = CodeBook()
FIGURE = Figure.in_words(0, "")
SPENDING = Subject("spending_total", flow="expenditure", lead=True, depth=0)
BASIC = Subject("basic", depth=3)


def claim(number: int, subject: Subject, kind: Kind = Kind.AMOUNT) -> Claim:
    return Claim(number, subject, kind, FIGURE, "", 1, 1)


def passage(text: str) -> Passage:
    return Passage(text, text, (Place(0, 1, 1),))


def mention(text: str) -> Mention:
    """The last figure of a sentence."""
    found, _ = mentions(Sentence(passage(text), 0, text, text))
    return found[-1]


def spoken_of_a_part() -> State:
    """A whole in the passage before, a part of it in this one."""
    whole, part = claim(1, SPENDING), replace(claim(2, BASIC), of=1)
    return State(claims=(whole, part), earlier=1, parent=whole, last=part, focus=BASIC)


def test_the_share_of_a_whole_is_sure_where_the_whole_is_here_or_lists_its_parts() -> None:
    state = spoken_of_a_part()
    share = mention("占40%")
    for before, certain in (
        (state, False),
        (replace(state, earlier=0), True),
        (replace(state, listed=state.parent), True),
        (replace(state, listed=state.last), False),
    ):
        found = with_percent(before, share, BOOK).claims[-1]
        assert (found.kind, found.subject, found.of, found.base) == (Kind.SHARE, BASIC, 2, 1)
        assert found.base_is_certain is certain


def test_a_share_needs_an_amount_right_before_and_a_whole_that_is_another() -> None:
    state = spoken_of_a_part()
    alone = replace(state, parent=state.last)
    assert with_percent(alone, mention("占40%"), BOOK).claims[-1].base is None
    assert with_percent(replace(state, last=None), mention("占40%"), BOOK) == replace(state, last=None)
    change = replace(state, last=claim(2, BASIC, Kind.CHANGE))
    assert with_percent(change, mention("占40%"), BOOK) == change
    assert with_percent(state, mention("其中房租占40%"), BOOK) == state


def test_a_whole_that_is_named_is_looked_for_in_the_document() -> None:
    state = spoken_of_a_part()
    named = with_percent(state, mention("占支出总额的40%"), BOOK).claims[-1]
    assert (named.base, named.base_is_certain) == (1, False)
    assert with_percent(replace(state, earlier=0), mention("占支出总额的40%"), BOOK).claims[-1].base_is_certain
    assert with_percent(state, mention("占会议费的40%"), BOOK).claims[-1].base is None


def test_completion_is_of_both_amounts_of_a_subject() -> None:
    plan, done = replace(claim(1, BASIC), stage=Stage.BUDGET), replace(claim(2, BASIC), stage=Stage.FINAL)
    state = State(claims=(plan, done), focus=BASIC, last=done)
    found = with_percent(state, mention("完成年初预算的94%"), BOOK).claims[-1]
    assert (found.kind, found.of, found.base, found.base_is_certain) == (Kind.COMPLETION, 2, 1, True)
    half = with_percent(State(claims=(plan,), focus=BASIC), mention("完成年初预算的94%"), BOOK).claims[-1]
    assert (half.of, half.base, half.base_is_certain) == (None, 1, False)


def test_a_percentage_of_nothing_known_is_no_claim() -> None:
    state = spoken_of_a_part()
    assert with_percent(state, mention("满意度95%"), BOOK) == replace(state, last=None)


def test_a_percentage_repeats_the_change_in_money_before_it() -> None:
    change = replace(claim(2, BASIC, Kind.CHANGE), of=1, base_year=2024)
    state = State(claims=(claim(1, BASIC), change), focus=BASIC, last=change)
    found = with_percent(state, mention("增长4%"), BOOK).claims[-1]
    assert (found.kind, found.of, found.base, found.base_year) == (Kind.CHANGE_PERCENT, 1, 2, 2024)
    assert found.base_is_certain
    other = with_percent(replace(state, last=state.claims[0]), mention("增长4%"), BOOK).claims[-1]
    assert (other.of, other.base, other.base_is_certain) == (1, None, False)


@pytest.mark.parametrize(
    ("words", "direction"), [("比上年减少", Direction.DECREASE), ("比上年增加", Direction.INCREASE)]
)
def test_a_change_in_money(words: str, direction: Direction) -> None:
    state = State(claims=(claim(1, BASIC),), focus=BASIC, last=claim(1, BASIC))
    found = with_money(state, mention(f"{words}5万元"), BOOK)
    assert (found.claims[-1].kind, found.claims[-1].direction, found.claims[-1].of) == (Kind.CHANGE, direction, 1)
    assert (found.last, found.focus, found.blocked) == (found.claims[-1], BASIC, False)


def test_a_change_of_something_unknown_blocks_what_follows() -> None:
    state = State(claims=(claim(1, BASIC),), focus=BASIC, last=claim(1, BASIC))
    unknown = with_money(state, mention("扣除绿化养护后比上年增加5万元"), BOOK)
    assert unknown == replace(state, last=None, blocked=True)
    assert with_money(unknown, mention("比上年增加5万元"), BOOK) == unknown


def test_an_amount_of_something_unknown_forgets_what_was_spoken_of() -> None:
    state = State(claims=(claim(1, BASIC),), focus=BASIC, last=claim(1, BASIC))
    forgotten = replace(state, focus=None, last=None, blocked=True, unread=True)
    assert with_money(state, mention("绿化养护5万元"), BOOK) == forgotten
    assert with_money(state, mention("人均基本支出5万元"), BOOK) == replace(forgotten, unread=False)
    inside = replace(state, outer=forgotten)
    assert with_money(inside, mention("会议费5万元"), BOOK).claims == state.claims


def test_an_amount_is_a_part_of_the_whole_and_of_its_year() -> None:
    whole = replace(claim(1, SPENDING), fiscal_year=2026)
    state = State(claims=(whole,), parent=whole, focus=SPENDING, last=whole)
    found = with_money(state, mention("基本支出预算数5万元"), BOOK).claims[-1]
    assert (found.subject.id, found.of, found.fiscal_year, found.stage) == ("basic", 1, 2026, Stage.BUDGET)
    assert found.certain
    own = with_money(state, mention("2025年基本支出5万元"), BOOK).claims[-1]
    assert own.fiscal_year == 2025
    free = with_money(State(), mention("基本支出5万元"), BOOK).claims[-1]
    assert (free.of, free.fiscal_year, free.certain) == (None, None, False)


def test_the_same_as_before_only_where_something_is_compared() -> None:
    state = State(claims=(claim(1, BASIC),), focus=BASIC, last=claim(1, BASIC))
    found = with_unchanged(state, mention("与上年持平"), BOOK)
    assert (found.claims[-1].direction, found.claims[-1].of, found.last) == (Direction.UNCHANGED, 1, state.last)
    assert with_unchanged(state, mention("一致"), BOOK) == state
    assert with_unchanged(state, mention("决算持平"), BOOK).claims[-1].direction == Direction.UNCHANGED


def test_a_reason_is_that_of_the_changes_behind_the_last_amount() -> None:
    changes = [replace(claim(n, BASIC, Kind.CHANGE), direction=Direction.INCREASE) for n in (1, 3, 4)]
    told = replace(changes[1], reason="甲")
    claims = (changes[0], claim(2, BASIC), told, changes[2], claim(5, BASIC, Kind.SHARE))
    state = State(claims=claims, last=claims[-1])
    text = "主要原因是乙。"
    found = with_reason(state, Sentence(passage(text), 0, text, text), text)
    assert [one.reason for one in found.claims] == [None, None, "甲", "乙", None]
    assert with_reason(replace(state, earlier=4), Sentence(passage(text), 0, text, text), text).claims == claims
    assert with_reason(replace(state, last=None), Sentence(passage(text), 0, text, text), text).claims == claims


def test_behind_a_sentence_of_parts_the_talk_is_of_the_whole() -> None:
    state = spoken_of_a_part()
    assert back_to_whole(state, 0).focus == SPENDING
    assert back_to_whole(state, 1).focus == BASIC
    assert back_to_whole(replace(state, focus=None), 0).focus is None


def test_a_passage_that_ends_with_a_colon_leaves_its_whole_to_the_next() -> None:
    state = replace(spoken_of_a_part(), earlier=0)
    assert with_listed(state, passage("其中:")).listed == state.claims[0]
    assert with_listed(state, passage("其中。")).listed is None
    level = replace(state, claims=(claim(1, SPENDING), claim(2, Subject("income_total", depth=0))))
    assert with_listed(replace(level, listed=level.claims[0]), passage("如下:")).listed is None


def test_an_economic_item_is_no_part_of_a_class() -> None:
    education = claim(1, Subject("function", functional_code="205", depth=4))
    assert climb(State(claims=(education,), parent=education), ",", Subject("economic"), FIGURE).parent is None


def test_parts_are_listed_of_the_amount_that_a_change_before_them_is_of() -> None:
    whole, part = claim(1, SPENDING), replace(claim(2, BASIC), of=1)
    change = replace(claim(3, SPENDING, Kind.CHANGE), of=1)
    state = State(claims=(whole, part, change), last=change)
    assert with_list(state, ",其中:").parent == whole
    assert with_list(replace(state, last=part), ",其中:").parent == part
    assert with_list(state, ",主要用于").parent is None


def test_words_for_the_same_as_before_have_neither_value_nor_unit() -> None:
    assert (Figure.in_words(3, "持平").end, Figure.in_words(3, "持平").value) == (5, None)
    stated = with_money(State(), mention("基本支出5.20万元"), BOOK)
    compared = with_unchanged(stated, mention("与上年持平"), BOOK)
    rows = claim_rows(list(compared.claims), lambda page: page)
    assert [(row["kind"], row["value"], row["unit"], row["direction"]) for row in rows] == [
        ("amount", "5.20", "万元", None),
        ("change", None, None, "unchanged"),
    ]
