"""Reading one sentence after another: which figure is about what, compared with what, for which reason."""

from __future__ import annotations

from dataclasses import replace

from pipelines.model.units import YUAN
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.amounts import with_money
from pipelines.recognise.narrative.changes import with_unchanged
from pipelines.recognise.narrative.clauses import clauses
from pipelines.recognise.narrative.counted import with_counted
from pipelines.recognise.narrative.functions import levels_subject
from pipelines.recognise.narrative.lists import back_to_whole, with_listed
from pipelines.recognise.narrative.model import Figure, Kind, Passage, Sentence, Subject
from pipelines.recognise.narrative.rates import with_percent
from pipelines.recognise.narrative.reasons import with_own_reason, with_reason
from pipelines.recognise.narrative.sentences import Gap, Mention, claim_of, mentions, sentences
from pipelines.recognise.narrative.state import State
from pipelines.recognise.narrative.subjects import is_filler, named_subject

_LONGEST_CAPTION = 40


def read_passage(state: State, passage: Passage, book: CodeBook) -> State:
    """The state behind a paragraph with sentences."""
    state = state.begin_passage()
    for sentence in sentences(passage):
        state = _read_sentence(state, sentence, book).without_carried()
    return with_listed(state, passage)


def _read_sentence(state: State, sentence: Sentence, book: CodeBook) -> State:
    found, rest = mentions(sentence)
    state = state.begin_sentence()
    if all(mention.figure.value is None for mention in found):
        state = _with_nothings(state, sentence)
    state, counted = with_counted(state, sentence)
    if not found:
        return _without_figures(with_own_reason(state, sentence), sentence.text, book)
    before = len(state.claims)
    for mention in found:
        state = _through_gap(state, sentence, mention.gap)
        state = _narrowed(state, mention.words)
        known = mention.figure.start in counted
        state = _passed_over(state, mention) if known else _with_figure(state, mention, book)
    state = _through_gap(state, sentence, rest)
    return back_to_whole(state, before)


def _with_nothings(state: State, sentence: Sentence) -> State:
    """The claims of a sentence that says there is nothing of a subject (没有政府性基金)."""
    if layout.pattern("definition").search(sentence.text):
        return state
    for subject, fund, words in layout.nothings():
        if found := words.search(sentence.text):
            figure = Figure.in_words(found.start(), found.group())
            claim = claim_of(sentence, figure, state.claims, Kind.NONE, Subject(subject, fund=fund), certain=True)
            state = state.stated(claim)
    return state


def _without_figures(state: State, text: str, book: CodeBook) -> State:
    """A sentence without figures may name the function the next ones speak of, or that they speak of targets."""
    state = _narrowed(state, text)
    levels = levels_subject(text, book, state.path)
    if levels is not None:
        return replace(state, path=levels.path, focus=levels.subject, blocked=False)
    named = _captioned(text)
    return state if named is None else replace(state, focus=named, blocked=False)


def _captioned(text: str) -> Subject | None:
    """What a sentence that is only a name names: 1.因公出国(境)费。"""
    if len(text) > _LONGEST_CAPTION or layout.pattern("blocks").search(text):
        return None
    return named_subject(text.rstrip("。"))


def _narrowed(state: State, words: str) -> State:
    """Behind words on targets or evaluations that are no reason, the passage's amounts are not the department's."""
    if state.narrower or not layout.pattern("skip").search(words):
        return state
    said = [layout.pattern("explains").split(part)[0] for part in clauses(words)]
    return replace(state, narrower=any(layout.pattern("skip").search(part) for part in said))


def _through_gap(state: State, sentence: Sentence, gap: Gap) -> State:
    """Follow the brackets of a gap; a reason given in it belongs to the changes before."""
    for words in gap.closing:
        state = with_reason(state, sentence, words).close_bracket()
    if gap.opening and is_filler(gap.words):
        state = replace(state, carried=state.carried + gap.outside)  # a figure right behind the bracket: 会议费(5万元)
    for _ in range(gap.opening):
        state = state.open_bracket()
    return with_reason(state, sentence, gap.words)


def _passed_over(state: State, mention: Mention) -> State:
    """Behind money that was counted apart, the talk is of nothing the budget knows."""
    if mention.figure.unit in YUAN:
        return replace(state, focus=None, last=None, blocked=True)
    return state


def _with_figure(state: State, mention: Mention, book: CodeBook) -> State:
    """The state behind one figure: its unit says what kind of claim it can be."""
    mention, state = mention.behind(state.carried), state.without_carried()
    match mention.figure.unit:
        case "":
            return with_unchanged(state, mention, book)
        case "辆":
            return state
        case "%":
            return with_percent(state, mention, book)
        case _:
            return with_money(state, mention, book)
