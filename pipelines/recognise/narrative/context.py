"""What a figure is about: its own words, else what was spoken of before; and the whole it is listed under."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pipelines.recognise.codes import CodeBook
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.functions import class_subject, coded_subject, dashed_subject, levels_subject
from pipelines.recognise.narrative.model import Claim, Subject
from pipelines.recognise.narrative.state import State
from pipelines.recognise.narrative.subjects import is_filler, named_subject

_OPENS_LIST = re.compile(r"(?P<before>[^,;:。]*)(?:其中|包括|包含|具体为|具体如下|分别为|如下)[:,]?")
_COLON = re.compile(r"(?P<before>):")
_USED_FOR = re.compile(r"(?P<before>)主要用于")
_LIST_WORDS = re.compile(r"^.*(?:用于|包括|其中)")
_STAGE_ONLY = re.compile(r"(?:^|[,;:。])(?:支出|收入)?(?:年初|全年|调整)?(?:支出)?(?:预算|决算)(?:数)?为$")
_CARRIED_OUT = re.compile(r"^[,;]?(?:支出|收入)?决算(?:数)?(?:为)?$")
_DEFINES = re.compile(r"指|反映")
_SPENDING_PARTS = ("basic", "project")
_SHORT = 40


class Context:
    """The state of the reading, and what words mean in it.  ``claims`` are those found so far, in order."""

    def __init__(self, book: CodeBook) -> None:
        self.book = book
        self.state = State()
        self.claims: list[Claim] = []

    def about(self, words: str) -> Subject | None:
        """The subject of a change: named in ``words``, else the one before where the words are empty of meaning."""
        clause = re.split(r"[,;:。]", words)[-1]
        words = words.strip(",;:()")
        named = named_subject(words) if words else None
        if named is not None:
            return self._as_before(named)
        if not words or is_filler(words):
            return None if self.state.blocked else self.state.focus
        if not layout.pattern("blocks_change").search(words) and is_filler(clause):
            return None if self.state.blocked else self.state.focus
        return class_subject(words, self.book, None)

    def _as_before(self, named: Subject) -> Subject:
        """``named`` with the fund it had when its amount was stated in this passage."""
        before = self.state.amount_of(named)
        return before.subject if before is not None and named.fund is None else named

    def subject_of_amount(self, gap: str) -> Subject | None:
        """The subject of an amount after ``gap``, or none where the words could mean something else."""
        state = self.state
        head = gap.rstrip("(,")
        if state.parent is not None and state.parent.subject.id == "operating_expenses":
            item = layout.pattern("operating_item").search(head)
            if item:
                return Subject("operating_item", name=_LIST_WORDS.sub("", item.group(1)))
        if state.focus is not None and not state.blocked and state.here and _STAGE_ONLY.search(head):
            return state.focus
        last = state.last
        if last is not None and last.kind == "amount" and last.stage == "budget" and _CARRIED_OUT.search(head):
            return last.subject
        levels = levels_subject(head, self.book, state.path)
        if levels is not None:
            rest = head[levels[1] :]
            said = is_filler(rest) or (is_filler(re.split(r"[,;:。]", rest)[-1]) and not _DEFINES.search(rest))
            return levels[0] if said else None
        finders: tuple[Callable[[], Subject | None], ...] = (
            lambda: coded_subject(head),
            lambda: dashed_subject(head, self.book),
            lambda: named_subject(head),
            lambda: class_subject(head, self.book, self._class_inside()),
        )
        for find in finders:
            if (subject := find()) is not None:
                return subject
        clause = re.split(r"[,;:。]", head)[-1]
        if is_filler(clause) and not state.blocked and not layout.pattern("blocks").search(head):
            return state.focus
        return None

    def climb(self, gap: str, subject: Subject) -> None:
        """Leave the lists that ``subject`` cannot be a part of."""
        parent = self.state.parent
        while parent is not None and parent.kind == "amount" and subject.depth <= parent.subject.depth:
            listed = parent is self.state.listed
            parent = self.claims[parent.of - 1] if parent.of else None
            if listed and not self.state.brackets:
                self.state.listed = parent
        if subject.depth <= 2 and parent is not None and gap.startswith(";") and parent.subject.flow != subject.flow:
            parent = None
        self.state.parent = parent

    def _class_inside(self) -> str | None:
        """The class whose 款 and 项 are now listed."""
        last = self.state.parent
        for claim in reversed(self.state.here):
            code = claim.subject.functional_code
            if code:
                return code[:3]
        return last.subject.functional_code if last else None

    def with_context(self, subject: Subject) -> tuple[Subject, bool]:
        """``subject`` with the fund, flow and kind of spending of the whole it is a part of; whether that is sure."""
        parent = self.state.parent
        if parent is not None and parent.kind == "amount" and not subject.lead:
            fund = subject.fund or (parent.subject.fund if subject.id != "general_public" else None)
            flow = subject.flow or parent.subject.flow
            measure = subject.measure
            if subject.id in ("function", "economic"):
                measure = parent.subject.id if parent.subject.id in _SPENDING_PARTS else parent.subject.measure
            return replace(subject, fund=fund, flow=flow, measure=measure), True
        if subject.fund is None and self.state.heading_fund is not None:
            return replace(subject, fund=self.state.heading_fund), True
        return subject, subject.fund is not None or subject.lead

    def lists(self, gap: str) -> None:
        """Words that begin a list of parts make the amount before them the whole."""
        opener = _OPENS_LIST.search(gap.rsplit(";", 1)[-1]) or _COLON.match(gap)
        if opener is None and self.state.last is not None and self.state.last.subject.id == "operating_expenses":
            opener = _USED_FOR.search(gap)
        if opener and not opener.group("before").removesuffix("主要").removesuffix("具体"):
            last = self.state.last
            amounts = [c for c in self.state.here if c.kind == "amount"]
            if amounts and (last is None or last.kind != "count"):
                whole = amounts[-1]
                if last is not None and last.of and last.kind in ("change", "change_percent"):
                    whole = next((c for c in amounts if c.number == last.of), whole)
                self.state.parent = whole

    def settle_focus(self, first: int) -> None:
        """After a sentence of a whole and its parts the talk is of the whole again."""
        amounts = [c for c in self.claims[first:] if c.kind == "amount"]
        if not amounts or self.state.focus is None:
            return
        root = amounts[-1]
        while root.of and root.of > first:
            root = self.claims[root.of - 1]
        if root is not amounts[-1]:
            self.state.focus = root.subject

    def whole(self, named: Subject) -> Claim | None:
        """The last amount of ``named`` in the document so far."""
        for claim in reversed([*self.state.earlier, *self.state.here]):
            if claim.kind == "amount" and claim.subject.id == named.id and claim.subject.fund == named.fund:
                return claim
        return None

    def only_words(self, text: str) -> None:
        """A sentence without figures may name the function the next ones speak of."""
        found = levels_subject(text, self.book, self.state.path)
        named = found[0] if found else (named_subject(text.rstrip("。")) if self._is_caption(text) else None)
        if named is not None:
            self.state.focus, self.state.blocked = named, False

    def _is_caption(self, text: str) -> bool:
        """Whether a sentence is only a name: 1.因公出国(境)费。"""
        return len(text) <= _SHORT and not layout.pattern("blocks").search(text)
