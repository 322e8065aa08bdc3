"""The claims of a sentence that counts something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.recognise.narrative import layout as narrative
from pipelines.recognise.narrative.clauses import last_sentence
from pipelines.recognise.narrative.counted import layout
from pipelines.recognise.narrative.counted.days import day_in
from pipelines.recognise.narrative.counted.items import Item, items
from pipelines.recognise.narrative.counted.layout import Counted
from pipelines.recognise.narrative.counted.units import unit_in, unit_named
from pipelines.recognise.narrative.model import Claim, Figure, Kind, Sentence, Subject, number_of
from pipelines.recognise.narrative.sentences import claim_of
from pipelines.recognise.narrative.state import State
from pipelines.recognise.narrative.subjects import fund_of
from pipelines.recognise.narrative.timing import year_of


def with_counted(state: State, sentence: Sentence) -> tuple[State, frozenset[int]]:
    """The state behind what ``sentence`` counts, and where the figures stand that were read; the talk stays."""
    text = sentence.text
    if not layout.pattern("about").search(text) or narrative.pattern("definition").search(text):
        return state, frozenset()
    here: list[Claim] = []
    before: Claim | None = None
    for item in items(text):
        claim = _claim(state, sentence, item, here, before)
        if claim is not None:
            here.append(claim)
            state = state.stated(claim)
        if claim is not None or item.opened < 0:  # what a bracket says that is not read changes nothing behind it
            before = claim
    return _with_nothings(state, sentence), frozenset(claim.figure.start for claim in here)


def _claim(state: State, sentence: Sentence, item: Item, here: Sequence[Claim], before: Claim | None) -> Claim | None:
    """What one item states; none where its words do not say what it counts.

    ``here``: the claims of the sentence so far; ``before``: that of the figure right before.
    """
    if before is not None and (share := _share(state, sentence, item, here, before)):
        return share
    said = sentence.passage.text[: sentence.offset + item.figure.start]
    explained = layout.pattern("explains").search(last_sentence(item.said)) is not None
    for entry in layout.counted():
        if (explained and not entry.explained) or not entry.words.takes(item.text):
            continue
        if not _follows(entry, here, before):
            continue
        if entry.under and _inside_a_kind(item, here):
            continue
        read = _read(state, entry, item, before, buys=_buys(said))
        if read is not None and not _repeats(read, here):
            return _stated(state, sentence, item, _in_place(read, item, here), said)
    return None


@dataclass(frozen=True, slots=True)
class _Read:
    """What an item says: its subject, the whole it is a part of, whether it is a stock."""

    entry: Counted
    subject: Subject
    whole: Claim | None
    held: bool


def _follows(entry: Counted, here: Sequence[Claim], before: Claim | None) -> bool:
    """Whether the figure right before is one that the words of ``entry`` go on with; a sentence may begin with any."""
    return not entry.follows or not here or (before is not None and before.subject.id in entry.follows)


def _inside_a_kind(item: Item, here: Sequence[Claim]) -> bool:
    """Whether the item stands in a bracket behind one kind: it is a part of that kind, not of the whole."""
    outside = [claim for claim in here if claim.figure.end <= item.opened]
    return bool(outside) and outside[-1].of is not None


def _read(state: State, entry: Counted, item: Item, before: Claim | None, *, buys: bool) -> _Read | None:
    found = entry.words.pattern.search(item.text)
    id_, name = _subject(entry, item, before, buys=buys)
    whole = _whole(state, entry)
    if id_ is None or found is None or (entry.under and whole is None and not entry.alone):
        return None
    if buys and entry.is_asset and id_ == entry.subject and whole is None:
        return None
    name = _first_group(found) or name
    if name is None and entry.names_unit:
        name = unit_named(item.before)
    fund = fund_of(item.before) if item.is_money else None
    return _Read(
        entry, Subject(id_, fund=fund, name=name, lead=entry.whole, apart=True), whole, entry.held and not buys
    )


def _subject(entry: Counted, item: Item, before: Claim | None, *, buys: bool) -> tuple[str | None, str | None]:
    """The id of the subject, none where what stands before does not decide it; the name its clause gives it."""
    if entry.after:
        return entry.after.get(before.subject.id if before else ""), None
    if entry.topics:
        topic, name = _topic(item.clause)
        return entry.topics.get(topic), name
    return entry.bought if buys and entry.bought else entry.subject, None


def _topic(clause: str) -> tuple[str, str | None]:
    for topic, words in layout.topics():
        if found := words.search(clause):
            return topic, _first_group(found)
    return "", None


def _whole(state: State, entry: Counted) -> Claim | None:
    """The last claim of this passage that the entry's subject is a kind of."""
    wholes = (claim for claim in reversed(state.here) if claim.kind != Kind.SHARE)
    return next((claim for claim in wholes if claim.subject.id in entry.under), None)


def _first_group(found: re.Match[str]) -> str | None:
    return next((group for group in found.groups() if group), None)


def _repeats(read: _Read, here: Sequence[Claim]) -> bool:
    """Whether the sentence has a whole of this subject already: what follows is a part of it, of some unit."""
    same = [claim.subject for claim in here if claim.subject.id == read.subject.id]
    return read.entry.whole and any((one.name, one.fund) == (read.subject.name, read.subject.fund) for one in same)


def _in_place(read: _Read, item: Item, here: Sequence[Claim]) -> _Read:
    """``read`` with what the sentence said before: behind 其中 it is a part, and staff are of the unit named."""
    id_ = read.subject.id
    if read.whole is None and layout.pattern("among").search(item.text):
        read = replace(read, whole=next((claim for claim in here if claim.subject.id == id_), None))
    if read.entry.names_unit and read.subject.name is None and not unit_in(item.before):
        name = next((claim.subject.name for claim in reversed(here) if claim.subject.lead), None)
        read = replace(read, subject=replace(read.subject, name=name))
    return read


def _buys(said: str) -> bool:
    """Whether the paragraph speaks of what is bought, not of what is held, where ``said`` ends."""
    return _last(layout.pattern("bought"), said) > _last(layout.pattern("held"), said)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in pattern.finditer(text)), default=-1)


def _stated(state: State, sentence: Sentence, item: Item, read: _Read, said: str) -> Claim:
    return claim_of(
        sentence,
        item.figure,
        state.claims,
        item.kind,
        read.subject,
        certain=True,
        of=number_of(read.whole),
        fiscal_year=None if read.held else year_of(last_sentence(item.said)),
        as_of=day_in(said) if read.held else None,
    )


def _share(state: State, sentence: Sentence, item: Item, here: Sequence[Claim], before: Claim) -> Claim | None:
    """The share that the amount right before has of what the words name."""
    for words, subjects in layout.shares():
        if before.subject.id in subjects and before.kind == Kind.AMOUNT and words.takes(item.text):
            return claim_of(
                sentence, item.figure, state.claims, Kind.SHARE, before.subject, certain=True, of=before.number
            )
    return None


def _with_nothings(state: State, sentence: Sentence) -> State:
    """The claims of a sentence that says there is none of a subject; in a reason it explains and states nothing."""
    for subject, words in layout.nothings():
        found = words.search(sentence.text)
        if found and not layout.pattern("explains").search(sentence.text[: found.start()]):
            figure = Figure.in_words(found.start(), found.group())
            none = Subject(subject, apart=True)
            state = state.stated(claim_of(sentence, figure, state.claims, Kind.NONE, none, certain=True))
    return state
