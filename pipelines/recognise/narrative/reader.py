"""Reading one sentence after another: which figure is about what, compared with what, for which reason."""

from __future__ import annotations

import re

from pipelines.recognise.codes import CodeBook
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.context import Context
from pipelines.recognise.narrative.figures import figures
from pipelines.recognise.narrative.functions import levels_subject
from pipelines.recognise.narrative.model import Claim, Figure, Passage, Subject
from pipelines.recognise.narrative.passages import sentences
from pipelines.recognise.narrative.state import same_subject
from pipelines.recognise.narrative.subjects import fund_of, is_filler, named_subject
from pipelines.recognise.narrative.timing import stage_of, without_comparison, year_of

_SHARE = re.compile(r"占(?P<whole>[^占]*?)(?:的)?(?:比重|比例|比)?(?:为|约|达)*$")
_COMPLETION = re.compile(
    r"(?:完成(?:当年|年初|全年|调整)*(?:预算|支出预算)?(?:数)?(?:的)?|(?:执行率|完成率|执行进度)(?:为|达)*)$"
)
_LIST_FOLLOWS = (":", "其中", "如下。", "统计):")
_BRACKET_CLOSED = re.compile(r"\([^()]*\)")


class Reader(Context):
    """Claims of one document, in order.  Feed it passages and headings."""

    def __init__(self, book: CodeBook) -> None:
        super().__init__(book)
        self._sentence = ""
        self._printed = ""
        self._passage: Passage | None = None
        self._offset = 0

    def heading(self, text: str) -> None:
        """A heading: what it names holds for the passages below it."""
        state = self.state
        state.begin_passage()
        bare = re.sub(r"(?:情况|的|说明|增减变化|变化|支出|预算|及其?原因|安排)+$", "", text)
        subject = named_subject(text) or named_subject(bare)
        found = levels_subject(text, self.book, state.path)
        state.heading = found[0] if found else subject
        state.focus = state.heading
        state.heading_fund = fund_of(text)
        state.listed = state.parent = None

    def passage(self, passage: Passage) -> None:
        """A paragraph with sentences."""
        self.state.begin_passage()
        self._passage = passage
        for offset, text, printed in sentences(passage):
            self._offset, self._sentence, self._printed = offset, text, printed
            self._read_sentence(text)
        amounts = [c for c in self.state.here if c.kind == "amount"]
        if amounts and passage.text.endswith(_LIST_FOLLOWS):
            least = min(c.subject.depth for c in amounts)
            wholes = [c for c in amounts if c.subject.depth == least]
            alone = len({c.subject.id for c in wholes}) == 1
            self.state.listed = wholes[-1] if alone else None

    # -- one sentence -------------------------------------------------------------------------------------------

    def _read_sentence(self, text: str) -> None:
        found = figures(text)
        if not found or all(f.value is None for f in found):
            self._nothing(text)
        if not found:
            self.only_words(text)
            return
        start, first = 0, len(self.claims)
        for figure in found:
            gap = self._enter(text[start : figure.start])
            self._figure(figure, gap)
            start = figure.end
        self._reason(self._enter(text[start:]))
        self.settle_focus(first)

    def _enter(self, gap: str) -> str:
        """Follow the brackets of ``gap``; gives what stands after the last one left open or closed."""
        bare, cut = gap, 0
        depth: list[int] = []
        for i, ch in enumerate(gap):
            if ch == "(":
                depth.append(i)
            elif ch == ")":
                if depth:
                    depth.pop()
                else:
                    self._reason(gap[cut:i])
                    self.state.close_bracket()
                    cut = i + 1
        for i in depth:
            self.state.open_bracket()
            cut = i + 1
        return bare[cut:]

    def _nothing(self, text: str) -> None:
        for subject, words in layout.nothings():
            if (m := words.search(text)) and not layout.pattern("definition").search(text):
                figure = Figure(m.start(), m.end(), m.group(), None, 0, "")
                self._add("none", Subject(subject, fund=None), figure, certain=True)

    def _figure(self, figure: Figure, gap: str) -> None:
        self._reason(gap)
        if figure.value is None:
            self._unchanged(figure, gap)
        elif figure.unit == "辆":
            self._count(figure, gap)
        elif figure.unit == "%":
            self._percent(figure, gap)
        else:
            self._money(figure, gap)

    # -- kinds of figures ---------------------------------------------------------------------------------------

    def _money(self, figure: Figure, gap: str) -> None:
        change = layout.change().search(gap)
        if change and "到" not in gap[change.start() :] and "至" not in gap[change.start() :]:
            self._change(figure, gap, change, "change")
            return
        self.lists(gap)
        subject = None if layout.pattern("skip").search(self._sentence) else self.subject_of_amount(gap)
        if subject is None or (self.state.brackets and self.state.brackets[-1][3]):
            self.state.focus, self.state.last, self.state.blocked = None, None, True
            return
        self.climb(gap, subject)
        subject, certain = self.with_context(subject)
        claim = self._add("amount", subject, figure, certain=certain)
        claim.fiscal_year, claim.stage = year_of(gap), stage_of(gap)
        if claim.fiscal_year is None and self.state.parent is not None:
            claim.fiscal_year = self.state.parent.fiscal_year
        if self.state.parent is not None:
            claim.of = self.state.parent.number
        self.state.focus, self.state.last, self.state.blocked = subject, claim, False

    def _change(self, figure: Figure, gap: str, change: re.Match[str], kind: str) -> None:
        self.lists(gap)
        head = gap[: change.start()]
        words, base_year = without_comparison(head)
        subject = self.about(words)
        if subject is None:
            self.state.last, self.state.blocked = None, True
            return
        if kind == "change_percent" and self.state.last is not None and is_filler(words.strip(",;()")):
            subject = self.state.last.subject
        subject, certain = self.with_context(subject) if subject is not self.state.focus else (subject, True)
        direction = "increase" if change.group("up") else "decrease"
        last = self.state.last
        claim = self._add(kind, subject, figure, certain=certain)
        claim.direction, claim.base_year = direction, base_year
        follows = last is not None and last.kind == "change" and same_subject(last.subject, subject)
        if kind == "change_percent" and last is not None and follows:
            claim.base, claim.of, claim.base_year = last.number, last.of, last.base_year or base_year
            claim.base_is_certain = True
        else:
            amount = self.state.amount_of(subject)
            claim.of = amount.number if amount else None
        self.state.focus, self.state.last, self.state.blocked = subject, claim, False

    def _unchanged(self, figure: Figure, gap: str) -> None:
        if not layout.pattern("unchanged_needs").search(gap + figure.text):
            return
        words, base_year = without_comparison(gap)
        subject = self.about(words)
        if subject is None:
            return
        claim = self._add("change", subject, figure, certain=True)
        amount = self.state.amount_of(subject)
        claim.direction, claim.base_year = "unchanged", base_year
        claim.of = amount.number if amount else None

    def _percent(self, figure: Figure, gap: str) -> None:
        if share := _SHARE.search(gap):
            self._share(figure, gap[: share.start()], share.group("whole"))
        elif done := _COMPLETION.search(gap):
            self._completion(figure, gap[: done.start()])
        elif change := layout.change().search(gap):
            self._change(figure, gap, change, "change_percent")
        else:
            self.state.last = None

    def _share(self, figure: Figure, head: str, whole: str) -> None:
        part = self.state.last
        if part is None or part.kind != "amount" or not is_filler(head.strip(",;()")):
            return
        claim = self._add("share", part.subject, figure, certain=part.certain)
        claim.of, claim.fiscal_year, claim.stage = part.number, part.fiscal_year, part.stage
        whole = whole.removesuffix("的")
        base: Claim | None
        if whole and not is_filler(whole):
            named = named_subject(re.sub(r"(?:总额|的|总数|全部)+$", "", whole)) or named_subject(whole)
            base = self.whole(named) if named else None
            claim.base_is_certain = base is not None and base in self.state.here
        else:
            base = self.state.parent if self.state.parent is not part else None
            claim.base_is_certain = base is not None and base in (*self.state.here, self.state.listed)
        claim.base = base.number if base else None

    def _completion(self, figure: Figure, head: str) -> None:
        words, _ = without_comparison(head)
        subject = self.about(words)
        if subject is None:
            return
        claim = self._add("completion", subject, figure, certain=True)
        done, plan = self.state.amount_of(subject, "final"), self.state.amount_of(subject, "budget")
        claim.of, claim.base = (done.number if done else None), (plan.number if plan else None)
        claim.base_is_certain = done is not None and plan is not None

    def _count(self, figure: Figure, gap: str) -> None:
        clause = re.split(r"[;。]", gap)[-1]
        words = re.split(r"[,:、]", _BRACKET_CLOSED.sub("", clause))[-1]
        for subject, whole, before in layout.counts():
            found = before.search(words) or (before.search(clause) if whole else None)
            if not found:
                continue
            name = re.sub(r"^其中|^\d{4}", "", found.group(1)) if found.re.groups else None
            if not whole and (self.state.parent is None or self.state.parent.kind != "count"):
                return
            claim = self._add("count", Subject(subject, name=name, lead=whole), figure, certain=True)
            if whole:
                self.state.parent = claim
            elif self.state.parent:
                claim.of = self.state.parent.number
            return

    def _reason(self, gap: str) -> None:
        """A reason given in ``gap`` belongs to the changes just stated."""
        found = layout.pattern("reason").search(gap)
        if not found or self.state.last is None:
            return
        words = re.split(r"[;。]", self._sentence[self._sentence.find(found.group()) + len(found.group()) :])[0]
        at = gap[found.end() :]
        words = words if words.startswith(at[:8]) else re.split(r"[;。]", at)[0]
        for claim in reversed(self.state.here):
            if claim.kind == "amount":
                break
            if claim.reason is None and claim.direction:
                claim.reason = words[:500] or None

    def _add(self, kind: str, subject: Subject, figure: Figure, *, certain: bool) -> Claim:
        assert self._passage is not None
        place = self._passage.place(self._offset + figure.start)
        claim = Claim(
            number=len(self.claims) + 1,
            subject=subject,
            kind=kind,
            figure=figure,
            sentence=self._printed,
            page=place.page,
            paragraph_no=place.paragraph_no,
            certain=certain,
        )
        self.claims.append(claim)
        self.state.here.append(claim)
        return claim
