"""Reading one sentence after another: which figure is about what, compared with what, for which reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pipelines.recognise.codes import CodeBook
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.figures import figures
from pipelines.recognise.narrative.functions import class_subject, coded_subject, dashed_subject, levels_subject
from pipelines.recognise.narrative.model import Claim, Figure, Passage, Subject
from pipelines.recognise.narrative.passages import sentences
from pipelines.recognise.narrative.state import State, same_subject
from pipelines.recognise.narrative.subjects import fund_of, is_filler, named_subject

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年(?!\d{1,2}月|末|底)")
_BUDGET = re.compile(r"年初预算|全年预算|调整预算|预算数|预算为|预算安排|(?<!公共)预算$")
_FINAL = re.compile(r"决算|执行数|实际支出")
_SHARE = re.compile(r"占(?P<whole>[^占]*?)(?:的)?(?:比重|比例|比)?(?:为|约|达)*$")
_COMPLETION = re.compile(
    r"(?:完成(?:当年|年初|全年|调整)*(?:预算|支出预算)?(?:数)?(?:的)?|(?:执行率|完成率|执行进度)(?:为|达)*)$"
)
_OPENS_LIST = re.compile(r"(?P<before>[^,;:。]*)(?:其中|包括|包含|具体为|具体如下|分别为|如下)[:,]?")
_COLON = re.compile(r"(?P<before>):")
_USED_FOR = re.compile(r"(?P<before>)主要用于")
_LIST_FOLLOWS = (":", "其中", "如下。", "统计):")
_LIST_WORDS = re.compile(r"^.*(?:用于|包括|其中)")
_STAGE_ONLY = re.compile(r"(?:^|[,;:。])(?:支出|收入)?(?:年初|全年|调整)?(?:支出)?(?:预算|决算)(?:数)?为$")
_CARRIED_OUT = re.compile(r"^[,;]?(?:支出|收入)?决算(?:数)?(?:为)?$")
_DEFINES = re.compile(r"指|反映")
_BRACKET_CLOSED = re.compile(r"\([^()]*\)")
_SHORT = 40
_SPENDING_PARTS = ("basic", "project")
MONEY = ("元", "万元", "亿元")


class Reader:
    """Claims of one document, in order.  Feed it passages and headings."""

    def __init__(self, book: CodeBook) -> None:
        self.book = book
        self.state = State()
        self.claims: list[Claim] = []
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
            self._only_words(text)
            return
        start, first = 0, len(self.claims)
        for figure in found:
            gap = self._enter(text[start : figure.start])
            self._figure(figure, gap)
            start = figure.end
        self._reason(self._enter(text[start:]))
        self._settle_focus(first)

    def _settle_focus(self, first: int) -> None:
        """After a sentence of a whole and its parts the talk is of the whole again."""
        amounts = [c for c in self.claims[first:] if c.kind == "amount"]
        if not amounts or self.state.focus is None:
            return
        root = amounts[-1]
        while root.of and root.of > first:
            root = self.claims[root.of - 1]
        if root is not amounts[-1]:
            self.state.focus = root.subject

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

    def _only_words(self, text: str) -> None:
        """A sentence without figures may name the function the next ones speak of."""
        found = levels_subject(text, self.book, self.state.path)
        named = found[0] if found else (named_subject(text.rstrip("。")) if self._is_caption(text) else None)
        if named is not None:
            self.state.focus, self.state.blocked = named, False

    def _is_caption(self, text: str) -> bool:
        """Whether a sentence is only a name: 1.因公出国(境)费。"""
        return len(text) <= _SHORT and not layout.pattern("blocks").search(text)

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
        self._lists(gap)
        subject = None if layout.pattern("skip").search(self._sentence) else self._subject_of_amount(gap)
        if subject is None or (self.state.brackets and self.state.brackets[-1][3]):
            self.state.focus, self.state.last, self.state.blocked = None, None, True
            return
        self._climb(gap, subject)
        subject, certain = self._with_context(subject)
        claim = self._add("amount", subject, figure, certain=certain)
        claim.fiscal_year, claim.stage = self._year(gap), self._stage(gap)
        if claim.fiscal_year is None and self.state.parent is not None:
            claim.fiscal_year = self.state.parent.fiscal_year
        if self.state.parent is not None:
            claim.of = self.state.parent.number
        self.state.focus, self.state.last, self.state.blocked = subject, claim, False

    def _change(self, figure: Figure, gap: str, change: re.Match[str], kind: str) -> None:
        self._lists(gap)
        head = gap[: change.start()]
        words, base_year = self._without_comparison(head)
        subject = self._about(words)
        if subject is None:
            self.state.last, self.state.blocked = None, True
            return
        if kind == "change_percent" and self.state.last is not None and is_filler(words.strip(",;()")):
            subject = self.state.last.subject
        subject, certain = self._with_context(subject) if subject is not self.state.focus else (subject, True)
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
        words, base_year = self._without_comparison(gap)
        subject = self._about(words)
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
            base = self._whole(named) if named else None
            claim.base_is_certain = base is not None and base in self.state.here
        else:
            base = self.state.parent if self.state.parent is not part else None
            claim.base_is_certain = base is not None and base in (*self.state.here, self.state.listed)
        claim.base = base.number if base else None

    def _whole(self, named: Subject) -> Claim | None:
        for claim in reversed([*self.state.earlier, *self.state.here]):
            if claim.kind == "amount" and claim.subject.id == named.id and claim.subject.fund == named.fund:
                return claim
        return None

    def _completion(self, figure: Figure, head: str) -> None:
        words, _ = self._without_comparison(head)
        subject = self._about(words)
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

    # -- what words mean ----------------------------------------------------------------------------------------

    def _about(self, words: str) -> Subject | None:
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

    def _subject_of_amount(self, gap: str) -> Subject | None:
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

    def _climb(self, gap: str, subject: Subject) -> None:
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

    def _with_context(self, subject: Subject) -> tuple[Subject, bool]:
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

    def _lists(self, gap: str) -> None:
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

    def _without_comparison(self, head: str) -> tuple[str, int | None]:
        """``head`` without the words of comparison, and the year compared with."""
        year = None
        for found in layout.comparison().finditer(head):
            if found.group("base") and (y := re.search(r"(?:19|20)\d{2}", found.group("base"))):
                year = int(y.group())
        return layout.comparison().sub(lambda m: "," if m.group("base") else m.group(), head), year

    def _year(self, gap: str) -> int | None:
        years = _YEAR.findall(self._without_comparison(gap)[0])
        return int(years[-1]) if years else None

    def _stage(self, gap: str) -> str | None:
        final = [m.start() for m in _FINAL.finditer(gap)]
        plan = [m.start() for m in _BUDGET.finditer(gap)]
        if not final and not plan:
            return None
        return "final" if max(final, default=-1) > max(plan, default=-1) else "budget"

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
